package io.github.bedrockbatch.report;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which metrics cannot be collected: once for each change of the cause, and when collection has recovered. Thread-safe. */
public final class CollectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionLog.class);

    private final Map<String, String> causes = new HashMap<>();

    /** Takes the failures of one collection, by the name of what could not be collected. */
    public synchronized void collected(Map<String, RuntimeException> leftOut) {
        leftOut.forEach((name, cause) -> {
            if (!cause.toString().equals(causes.put(name, cause.toString()))) {
                LOG.error(
                        "{}: cannot be collected and is missing from /metrics. All other metrics are served",
                        name,
                        cause);
            }
        });
        causes.keySet().removeIf(name -> !leftOut.containsKey(name) && tellOver(name));
    }

    private static boolean tellOver(String name) {
        LOG.info("{}: recovered", name);
        return true;
    }
}
