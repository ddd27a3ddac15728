package io.github.bedrockbatch.store;

import static java.util.stream.Collectors.toMap;

import java.util.Map;

/** A value with the number of the recording that wrote it. */
record Versioned<T>(T value, long version) {
    /** Returns the values that were written after a number. */
    static <K, T> Map<K, T> since(Map<K, Versioned<T>> all, long number) {
        return all.entrySet().stream()
                .filter(entry -> entry.getValue().version > number)
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().value));
    }
}
