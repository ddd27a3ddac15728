package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys in which two configurations differ, in the order of the documents.
 *
 * <p>Use it to tell people what a reload changes, and to refuse what cannot change at run time. No text of it holds a secret.
 */
public record ConfigDifference(List<Change> changes) {
    private static final int MAX_SHOWN = 20;

    public ConfigDifference {
        changes = List.copyOf(changes);
    }

    /**
     * A key whose value differs.
     *
     * @param key the path, as {@code discovery[0].regions}
     * @param values the old and the new value for people, without secrets
     * @param fixed whether the key cannot change at run time
     */
    public record Change(String key, String values, boolean fixed) {
        /** Returns the change as {@code poll.interval: from 30s to 1m}. */
        @Override
        public String toString() {
            return key + ": " + values;
        }
    }

    /** Compares two configurations. */
    public static ConfigDifference between(Configuration before, Configuration after) {
        List<Change> changes = new ArrayList<>();
        for (Key<Configuration> key : Keys.ALL) {
            new Comparison(Keys.FIXED.contains(key), changes).compare("", key, before, after);
        }
        return new ConfigDifference(changes);
    }

    /** Returns a line for each key that cannot change at run time, with what to do. Empty if there is none. */
    public List<String> refusals() {
        return changes.stream()
                .filter(Change::fixed)
                .map(change -> change + ": cannot change at run time: restart the exporter, or undo the change")
                .toList();
    }

    /** Returns all changes in one line. */
    @Override
    public String toString() {
        if (changes.isEmpty()) {
            return "nothing changed";
        }
        String shown = changes.stream().limit(MAX_SHOWN).map(Change::toString).collect(Collectors.joining("; "));
        int left = changes.size() - MAX_SHOWN;
        return left > 0 ? shown + "; and " + left + " more keys" : shown;
    }

    /** Adds the differing keys below one key of the top to a list. */
    private record Comparison(boolean fixed, List<Change> changes) {
        <R> void compare(String path, Key<R> key, R before, R after) {
            switch (key) {
                case Setting<R, ?> setting -> compareValues(path, setting, before, after);
                case Group<R, ?> group -> compareSections(path, group, before, after);
            }
        }

        private <R, T> void compareValues(String path, Setting<R, T> setting, R before, R after) {
            if (!setting.component().apply(before).equals(setting.component().apply(after))) {
                add(path + setting.name(), setting.write(before), setting.write(after));
            }
        }

        private <R, S> void compareSections(String path, Group<R, S> group, R before, R after) {
            List<S> were = group.components().apply(before);
            List<S> are = group.components().apply(after);
            for (int i = 0; i < Math.max(were.size(), are.size()); i++) {
                String name = path + group.name() + (group.repeated() ? "[" + i + "]" : "");
                if (i < were.size() && i < are.size()) {
                    compareKeys(name + ".", group.keys(), were.get(i), are.get(i));
                } else {
                    add(name, section(group, were, i), section(group, are, i));
                }
            }
        }

        private <S> void compareKeys(String path, List<Key<S>> keys, S before, S after) {
            keys.forEach(key -> compare(path, key, before, after));
        }

        private static <S> Optional<Object> section(Group<?, S> group, List<S> sections, int index) {
            return index < sections.size()
                    ? Optional.of(Key.write(group.keys(), sections.get(index)))
                    : Optional.empty();
        }

        private void add(String key, Optional<Object> before, Optional<Object> after) {
            changes.add(new Change(key, ChangedValue.describe(before, after), fixed));
        }
    }
}
