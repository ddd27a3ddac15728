package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping of a script, which knows where it stands.
 *
 * @param path as jobs[2].timeline, empty for the whole
 */
record ScriptFields(Map<String, Object> fields, String path) {

    private static final Pattern DURATION = Pattern.compile("-?([0-9]+(ms|s|m|h|d))+|0");
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

    static ScriptFields of(@Nullable Object node, String path) {
        if (!(node instanceof Map<?, ?> map)) {
            throw new ScriptException("\"" + node + "\": " + (path.isEmpty() ? "the script" : path)
                    + " must be a mapping of keys to values");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                fields.put(String.valueOf(key), value);
            }
        });
        return new ScriptFields(fields, path);
    }

    void allow(String... keys) {
        Set<String> allowed = new TreeSet<>(List.of(keys));
        fields.forEach((key, value) -> {
            if (!allowed.contains(key)) {
                throw new ScriptException("\"" + key + "\": unknown key at " + at(key) + ", allowed are " + allowed);
            }
        });
    }

    /** Lets a constructor check its values, and says where they stand if it objects. */
    <T> T checked(Supplier<T> construction) {
        try {
            return construction.get();
        } catch (ScriptException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ScriptException(e.getMessage() + " (at " + (path.isEmpty() ? "the top" : path) + ")");
        }
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    @Nullable
    String textOrNull(String key) {
        Object value = fields.get(key);
        if (value instanceof Map || value instanceof List) {
            throw wrong(key, value, "must be text");
        }
        return value == null ? null : String.valueOf(value);
    }

    String text(String key, String absent) {
        String value = textOrNull(key);
        return value == null ? absent : value;
    }

    String text(String key) {
        String value = textOrNull(key);
        if (value == null) {
            throw new ScriptException("\"\": " + at(key) + " is missing");
        }
        return value;
    }

    long whole(String key, long absent) {
        String text = textOrNull(key);
        if (text == null) {
            return absent;
        }
        if (!text.matches("-?[0-9]{1,15}")) {
            throw wrong(key, text, "must be a whole number");
        }
        return Long.parseLong(text);
    }

    double number(String key, double absent) {
        String text = textOrNull(key);
        try {
            return text == null ? absent : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(key, text, "must be a number");
        }
    }

    Duration duration(String key) {
        String text = text(key);
        if (!DURATION.matcher(text).matches()) {
            throw wrong(key, text, "must be a duration like 90s, 1m30s, 500ms or -5m");
        }
        Duration sum = Duration.ZERO;
        Matcher part = DURATION_PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return text.startsWith("-") ? sum.negated() : sum;
    }

    Duration duration(String key, Duration absent) {
        return has(key) ? duration(key) : absent;
    }

    ScriptFields child(String key) {
        return has(key) ? of(fields.get(key), at(key)) : new ScriptFields(Map.of(), at(key));
    }

    List<ScriptFields> children(String key) {
        Object value = fields.getOrDefault(key, List.of());
        if (!(value instanceof List<?> list)) {
            throw wrong(key, value, "must be a list");
        }
        List<ScriptFields> children = new ArrayList<>();
        for (Object item : list) {
            children.add(of(item, at(key) + "[" + children.size() + "]"));
        }
        return children;
    }

    ScriptException wrong(String key, @Nullable Object value, String rule) {
        return new ScriptException("\"" + value + "\": " + at(key) + " " + rule);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
