package io.github.bedrockbatch.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Texts that programs tend to stumble over, and small changes to texts and bytes. */
public final class HostileTexts {
    private static final List<String> PIECES = List.of(
            "",
            " ",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "\u001b[31m",
            "\u0085",
            "\u2028",
            "\u202e",
            "\u00a0",
            "\ufeff",
            "\uffff",
            "\ud83d\ude00",
            "\ud800",
            "\udc00",
            "e\u0301",
            "ß",
            "İ",
            "{}",
            "%s",
            "${TOKEN}",
            "${jndi:ldap://x}",
            "=",
            "a=b",
            "</script>",
            "'; --",
            "null",
            "NaN",
            "-0",
            "1e300",
            "9223372036854775808",
            "0".repeat(400),
            "x".repeat(3000));

    private HostileTexts() {}

    /** A text of such pieces and of any characters at all. */
    public static Arbitrary<String> texts() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(PIECES),
                Arbitraries.chars().range('\0', '\uffff').map(String::valueOf),
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings().ascii().ofMaxLength(12));
        return piece.list().ofMaxSize(6).map(pieces -> String.join("", pieces));
    }

    /** A text with up to six places replaced: by {@code pieces} of its own language, by hostile ones, by parts of itself. */
    public static Arbitrary<String> mutations(String base, List<String> pieces) {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, base.length());
        Arbitrary<String> own = Combinators.combine(
                        places, Arbitraries.integers().between(0, 60))
                .as((from, length) -> base.substring(from, Math.min(base.length(), from + length)));
        Arbitrary<String> inserted = Arbitraries.oneOf(Arbitraries.of(pieces), Arbitraries.of(PIECES), own, texts());
        Arbitrary<Edit> edit = Combinators.combine(
                        places,
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.integers().between(0, 12)), Tuple.of(1, places)),
                        inserted)
                .as(Edit::new);
        return edit.list()
                .ofMaxSize(6)
                .map(edits -> edits.stream().reduce(base, (text, next) -> next.apply(text), (one, other) -> other));
    }

    /** Changes of bytes: some replaced or put in, the rest perhaps cut off. */
    public static Arbitrary<List<ByteEdit>> byteEdits() {
        Arbitrary<String> latin =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(4);
        Arbitrary<String> pieces = Arbitraries.of(PIECES)
                .map(piece -> new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1 << 16),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.oneOf(latin, pieces),
                        Arbitraries.of(false, false, false, true))
                .as(ByteEdit::new)
                .list()
                .ofMaxSize(4);
    }

    private record Edit(int at, int length, String piece) {
        String apply(String text) {
            int from = Math.min(at, text.length());
            return text.substring(0, from) + piece + text.substring(Math.min(text.length(), from + length));
        }
    }

    /**
     * One change of bytes, wherever {@code at} falls in them.
     *
     * @param piece the new bytes, each as the character of its number
     * @param end whether all after it goes
     */
    public record ByteEdit(int at, int length, String piece, boolean end) {
        /** The changed bytes. */
        public byte[] apply(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int from = at % (text.length() + 1);
            String rest = end ? "" : text.substring(Math.min(text.length(), from + length));
            return (text.substring(0, from) + piece + rest).getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
