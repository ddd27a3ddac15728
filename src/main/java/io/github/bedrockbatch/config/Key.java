package io.github.bedrockbatch.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One key of a file, and all that is known about it. Reader, writer, schemas and documents come from it.
 *
 * @param <R> what the section that has the key becomes
 */
sealed interface Key<R> {
    String name();

    /** Returns what the key is for: sentences, with code between backticks. */
    String help();

    /** Returns what {@code record} has for the key, as YAML has it; empty if the key is left out. */
    Optional<Object> write(R record);

    /** Returns what {@code record} has for {@code keys}, in their order. */
    static <R> Map<String, Object> write(List<Key<R>> keys, R record) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        keys.forEach(key -> key.write(record).ifPresent(value -> mapping.put(key.name(), value)));
        return mapping;
    }

    /**
     * A key with a value.
     *
     * @param component where the value is in the section's record
     * @param example in YAML, of a value that has no default to show
     */
    record Setting<R, T>(String name, Function<R, T> component, Value<T> value, String help, String example)
            implements Key<R> {
        static <R, T> Setting<R, T> of(
                String name, Function<R, T> component, ValueType<T> type, T standard, String help) {
            return new Setting<>(name, component, new Value.One<>(type, standard, false), help, "");
        }

        static <R, T> Setting<R, T> of(
                String name, Function<R, T> component, Value<T> value, String help, String example) {
            return new Setting<>(name, component, value, help, example);
        }

        static <R, T> Setting<R, Optional<T>> optional(
                String name, Function<R, Optional<T>> component, ValueType<T> type, String help, String example) {
            return of(name, component, new Value.Maybe<>(type), help, example);
        }

        static <R, T> Setting<R, List<T>> list(
                String name, Function<R, List<T>> component, ValueType<T> type, String help, String example) {
            return of(name, component, new Value.Many<>(type, false), help, example);
        }

        @Override
        public Optional<Object> write(R record) {
            return value.write(name, component.apply(record));
        }
    }

    /**
     * A key with keys below it: one section, or a list of sections.
     *
     * @param components where the sections are in the record that has them
     */
    record Group<R, S>(String name, Function<R, List<S>> components, boolean repeated, List<Key<S>> keys, String help)
            implements Key<R> {
        static <R, S> Group<R, S> of(String name, Function<R, S> component, List<Key<S>> keys, String help) {
            return new Group<>(name, component.andThen(List::of), false, keys, help);
        }

        static <R, S> Group<R, S> list(String name, Function<R, List<S>> components, List<Key<S>> keys, String help) {
            return new Group<>(name, components, true, keys, help);
        }

        @Override
        public Optional<Object> write(R record) {
            List<Map<String, Object>> sections = components.apply(record).stream()
                    .map(section -> Key.write(keys, section))
                    .toList();
            return Optional.of(repeated ? sections : sections.getFirst());
        }
    }
}
