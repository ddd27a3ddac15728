package io.github.bedrockbatch.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a key holds: one value, or several of one type. */
sealed interface Value<T> {
    /** Returns the type of the value, of each item or of each entry. */
    ValueType<?> type();

    /** Returns what an absent key stands for. It also stands in for a wrong value, so that reading goes on. */
    T standard();

    /** Returns whether the key must be there. */
    default boolean required() {
        return false;
    }

    T read(Section section, String key);

    /** Returns the value as YAML has it; empty if the key is left out. */
    Optional<Object> write(String key, T value);

    /** A value with a default, or one that must be there. */
    record One<T>(ValueType<T> type, T standard, boolean required) implements Value<T> {
        @Override
        public T read(Section section, String key) {
            return section.get(key, type, standard);
        }

        @Override
        public Optional<Object> write(String key, T value) {
            return Optional.of(type.write(key, value));
        }
    }

    /** A value that may be absent. */
    record Maybe<T>(ValueType<T> type) implements Value<Optional<T>> {
        @Override
        public Optional<T> standard() {
            return Optional.empty();
        }

        @Override
        public Optional<T> read(Section section, String key) {
            return section.find(key, type);
        }

        @Override
        public Optional<Object> write(String key, Optional<T> value) {
            return value.map(present -> type.write(key, present));
        }
    }

    /** A list of different items. */
    record Many<T>(ValueType<T> type, boolean required) implements Value<List<T>> {
        @Override
        public List<T> standard() {
            return List.of();
        }

        @Override
        public List<T> read(Section section, String key) {
            return section.list(key, type);
        }

        @Override
        public Optional<Object> write(String key, List<T> value) {
            return Optional.of(value.stream().map(item -> type.write(key, item)).toList());
        }
    }

    /** A mapping whose keys are free. */
    record Named<T>(ValueType<String> names, ValueType<T> type) implements Value<Map<String, T>> {
        @Override
        public Map<String, T> standard() {
            return Map.of();
        }

        @Override
        public Map<String, T> read(Section section, String key) {
            return section.map(key, names, type);
        }

        @Override
        public Optional<Object> write(String key, Map<String, T> value) {
            Map<String, Object> sorted = new TreeMap<>();
            value.forEach((name, entry) -> sorted.put(name, type.write(key, entry)));
            return Optional.of(sorted);
        }
    }
}
