package io.github.bedrockbatch.awscli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How many columns a text takes: two for each wide, full-width or ambiguous character, else one. */
final class TextWidth {
    private static final String RESOURCE = "wide-characters.txt";

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::columns).sum();
    }

    private static int columns(int codePoint) {
        if (codePoint < 0xA1) {
            return 1;
        }
        Map.Entry<Integer, Integer> range = Wide.RANGES.floorEntry(codePoint);
        return range != null && codePoint <= range.getValue() ? 2 : 1;
    }

    /** Read when first needed: most answers are ASCII. */
    private static final class Wide {
        /** The first code point of each range and its last. */
        static final NavigableMap<Integer, Integer> RANGES = read();

        private static NavigableMap<Integer, Integer> read() {
            NavigableMap<Integer, Integer> ranges = new TreeMap<>();
            try (InputStream in = TextWidth.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IOException("it is missing");
                }
                new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> {
                            int dots = line.indexOf("..");
                            String first = dots < 0 ? line : line.substring(0, dots);
                            String last = dots < 0 ? line : line.substring(dots + 2);
                            ranges.put(Integer.parseInt(first, 16), Integer.parseInt(last, 16));
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + " cannot be read from the jar", e);
            }
            return ranges;
        }
    }
}
