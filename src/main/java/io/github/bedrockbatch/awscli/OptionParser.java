package io.github.bedrockbatch.awscli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Options by the rules of Python's {@code argparse}, which the AWS CLI's are: {@code --opt=value}, abbreviations that only one
 * option begins with, the last one wins; what belongs to no option is left over.
 */
final class OptionParser {
    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\d+|-\\d*\\.\\d+");

    private final List<Option> options;

    OptionParser(List<Option> options) {
        this.options = options;
    }

    /** Returns what it knows. */
    List<Option> options() {
        return options;
    }

    /**
     * What was parsed.
     *
     * @param values by option name; empty for a flag and for an optional value that was left out
     * @param rest the words that belong to no option, in their order
     */
    record Parsed(Map<String, String> values, List<String> rest) {
        boolean has(Option option) {
            return values.containsKey(option.name());
        }

        @Nullable
        String get(Option option) {
            return values.get(option.name());
        }
    }

    /** @throws CommandException if an option lacks its value, has one that it does not take, or could be several */
    Parsed parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Option option = i < end ? option(word) : null;
            if (option == null) {
                rest.add(word);
                continue;
            }
            String value = given(option, word);
            if (value == null && option.arity() != Option.Arity.FLAG && i + 1 < end && isValue(words.get(i + 1))) {
                i++;
                value = words.get(i);
            }
            values.put(option.name(), checked(option, value));
        }
        return new Parsed(values, rest);
    }

    private @Nullable Option option(String word) {
        if (!word.startsWith("-") || word.length() == 1) {
            return null;
        }
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        for (Option option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        return name.startsWith("--") ? abbreviated(name) : null;
    }

    private @Nullable Option abbreviated(String prefix) {
        List<Option> matches = options.stream()
                .filter(option -> option.name().startsWith(prefix))
                .toList();
        if (matches.size() > 1) {
            throw CommandException.usage(prefix + ": is ambiguous between "
                    + matches.stream().map(Option::name).collect(Collectors.joining(", "))
                    + "; write the option in full");
        }
        return matches.isEmpty() ? null : matches.getFirst();
    }

    private static @Nullable String given(Option option, String word) {
        int equals = word.indexOf('=');
        if (equals >= 0 && option.arity() == Option.Arity.FLAG) {
            throw CommandException.usage(word + ": " + option.name() + " takes no value; remove the value");
        }
        return equals >= 0 ? word.substring(equals + 1) : null;
    }

    /** A word that begins with a dash is a value only if it is a number or has a space, and no option. */
    private boolean isValue(String word) {
        if (!word.startsWith("-") || word.length() == 1) {
            return true;
        }
        return option(word) == null && (NEGATIVE_NUMBER.matcher(word).matches() || word.contains(" "));
    }

    private static String checked(Option option, @Nullable String value) {
        if (value == null && option.arity() == Option.Arity.VALUE) {
            throw CommandException.usage(option.name() + ": expected one argument");
        }
        if (value != null && !option.choices().isEmpty() && !option.choices().contains(value)) {
            throw CommandException.usage(
                    value + ": must be one of " + String.join(", ", option.choices()) + "; correct " + option.name());
        }
        return value == null ? "" : value;
    }
}
