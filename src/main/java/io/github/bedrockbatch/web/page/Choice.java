package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.web.Fleet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A value that a form offers. */
public record Choice(String value, String text, boolean chosen) {
    /** How many a form offers at most. */
    static final int MAX = 500;

    /** Returns whether more than one of them is chosen. */
    public static boolean several(List<Choice> choices) {
        return choices.stream().filter(Choice::chosen).count() > 1;
    }

    /** Returns the choice among some values. Those that are chosen are always there. */
    static List<Choice> among(Collection<String> values, Set<String> chosen) {
        Set<String> all = new TreeSet<>(chosen);
        new TreeSet<>(values)
                .stream().filter(value -> !value.isEmpty()).limit(MAX).forEach(all::add);
        return all.stream()
                .map(value -> new Choice(value, Quoted.visible(value), chosen.contains(value)))
                .toList();
    }

    /** Returns the choice among all of some values, in their order. */
    static List<Choice> all(List<String> values, Set<String> chosen) {
        return values.stream()
                .map(value -> new Choice(value, value, chosen.contains(value)))
                .toList();
    }

    /** Returns the choice among the accounts of a fleet. */
    static List<Choice> accounts(Fleet fleet, Set<String> chosen) {
        List<String> ids = fleet.jobs().keySet().stream().map(Target::accountId).toList();
        return among(ids, chosen).stream()
                .map(choice -> new Choice(
                        choice.value(),
                        AccountName.of(choice.value(), fleet.accountNames()).line(),
                        choice.chosen()))
                .toList();
    }

    /** Returns the choice among the regions of a fleet. */
    static List<Choice> regions(Fleet fleet, Set<String> chosen) {
        return among(fleet.jobs().keySet().stream().map(Target::region).toList(), chosen);
    }
}
