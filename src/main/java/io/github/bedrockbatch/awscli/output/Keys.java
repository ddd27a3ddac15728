package io.github.bedrockbatch.awscli.output;

import java.util.List;
import java.util.Map;

/** The keys of an object. */
final class Keys {
    private Keys() {}

    /** By code point, as Python sorts them. */
    static List<String> sorted(Map<?, ?> object) {
        return object.keySet().stream()
                .map(String::valueOf)
                .sorted(CodePoints.ORDER)
                .toList();
    }
}
