package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.config.Quoted;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a request's query, decoded. Each may be repeated. Immutable. */
public final class Parameters {
    /** How often a parameter may be repeated. */
    public static final int MAX_VALUES = 20;

    /** How many characters a value may have where its parameter has no bound of its own. */
    public static final int MAX_LENGTH = 4096;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a query.
     *
     * @param query as the client sent it; null for none
     * @throws BadParameterException if it cannot be decoded
     */
    public static Parameters parse(@Nullable String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                values.computeIfAbsent(decode(pair[0]), name -> new ArrayList<>())
                        .add(pair.length == 1 ? "" : decode(pair[1]));
            }
        }
        return new Parameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(Quoted.quote(text)
                    + ": a percent sign must be followed by two hexadecimal digits, or be written as %25");
        }
    }

    /**
     * Returns these parameters if all of them are known.
     *
     * @throws BadParameterException if one is not
     */
    public Parameters only(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new BadParameterException(Quoted.quote(name) + ": unknown parameter. Known parameters: "
                        + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
            }
        }
        return this;
    }

    /**
     * Returns the values of a parameter; none if it is absent.
     *
     * @throws BadParameterException if one is empty or too long, or there are too many
     */
    public List<String> all(String name) {
        return all(name, MAX_LENGTH);
    }

    /** Returns the values of a parameter, each of which may have a number of characters. */
    List<String> all(String name, int maxLength) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > MAX_VALUES) {
            throw BadParameterException.of(
                    name,
                    all.get(MAX_VALUES),
                    "may be given at most " + MAX_VALUES + " times. Ask in several requests.");
        }
        for (String value : all) {
            if (value.isEmpty()) {
                throw BadParameterException.of(name, value, "must not be empty. Leave it out to ask for all.");
            }
            if (value.codePointCount(0, value.length()) > maxLength) {
                throw BadParameterException.of(name, value, "must have at most " + maxLength + " characters");
            }
        }
        return List.copyOf(all);
    }

    /**
     * Returns the value of a parameter that may be given once.
     *
     * @throws BadParameterException if it is empty or too long, or given more than once
     */
    public Optional<String> one(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw BadParameterException.of(name, all.get(1), "may be given once");
        }
        return all.stream().findFirst();
    }

    /** Returns these parameters without the values that are empty, as forms send the fields that nobody filled in. */
    public Parameters withoutEmpty() {
        Map<String, List<String>> filled = new LinkedHashMap<>();
        values.forEach((name, all) -> {
            List<String> kept = all.stream().filter(value -> !value.isEmpty()).toList();
            if (!kept.isEmpty()) {
                filled.put(name, kept);
            }
        });
        return new Parameters(filled);
    }
}
