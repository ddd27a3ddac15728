package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A value that a form offers. */
public record Choice(String value, String text, boolean chosen) {
    /** How many a form offers at most. */
    static final int MAX = 500;

    /** Returns the choice among some values. Those that are chosen are always there. */
    static List<Choice> among(Collection<String> values, Set<String> chosen) {
        Set<String> all = new TreeSet<>(chosen);
        new TreeSet<>(values).stream().limit(MAX).forEach(all::add);
        return all.stream()
                .map(value -> new Choice(value, Quoted.visible(value), chosen.contains(value)))
                .toList();
    }

    /** Returns this choice with another text. */
    Choice withText(String other) {
        return new Choice(value, other, chosen);
    }
}
