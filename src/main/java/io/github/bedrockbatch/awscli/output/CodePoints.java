package io.github.bedrockbatch.awscli.output;

import java.util.Arrays;
import java.util.Comparator;

/** Text as its Unicode code points, not as Java's UTF-16 units. */
final class CodePoints {
    /** The order in which Python and JMESPath sort strings. */
    static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    private static int compare(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }
}
