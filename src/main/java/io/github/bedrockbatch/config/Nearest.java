package io.github.bedrockbatch.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds what was meant by a word that is not known. */
final class Nearest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";
    private static final int MAX_REGION_LENGTH = 40;

    private Nearest() {}

    /** Finds the word that takes the fewest edits; empty when even that would change more than half of it. */
    static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > 100) {
            return Optional.empty();
        }
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(word, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(word, name) <= Math.max(1, Math.max(word.length(), name.length()) / 2));
    }

    /** Finds a region that exists and is one edit away. */
    static Optional<String> region(String word, RegionCatalog regions) {
        return word.length() > MAX_REGION_LENGTH
                ? Optional.empty()
                : IntStream.rangeClosed(0, word.length())
                        .boxed()
                        .flatMap(at -> edits(word, at))
                        .filter(regions::isKnown)
                        .sorted()
                        .findFirst();
    }

    private static Stream<String> edits(String word, int at) {
        String head = word.substring(0, at);
        String tail = word.substring(at);
        String rest = tail.isEmpty() ? "" : tail.substring(1);
        Stream<String> lettered = LETTERS.chars()
                .mapToObj(letter -> head + (char) letter)
                .flatMap(start -> Stream.of(start + tail, start + rest));
        Stream<String> swapped = tail.length() < 2
                ? Stream.empty()
                : Stream.of(head + tail.charAt(1) + tail.charAt(0) + tail.substring(2));
        return Stream.of(lettered, Stream.of(head + rest), swapped).flatMap(edits -> edits);
    }

    /** Returns Levenshtein's distance: insertions, deletions and replacements. */
    static int distance(String left, String right) {
        int[] previous = IntStream.rangeClosed(0, right.length()).toArray();
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[right.length()];
    }
}
