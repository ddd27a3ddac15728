package io.github.bedrockbatch.eventlog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * One line of the event log.
 *
 * @param message a sentence for people
 * @param fields for programs, in the order of their appearance: strings, numbers; none is null
 */
public record Event(Level level, String message, Map<String, Object> fields) {
    public Event {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
