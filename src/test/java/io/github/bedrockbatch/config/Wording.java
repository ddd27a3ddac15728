package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Key.Setting;
import io.github.bedrockbatch.config.ValueType.FreeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** What the documents say of a key in the same words. */
@NullMarked
final class Wording {
    /** Types of which it goes without saying what is allowed. */
    private static final List<ValueType<?>> OBVIOUS = List.of(Syntaxes.BOOL, Syntaxes.PATH, Syntaxes.NAME);

    private Wording() {}

    /** What a value may be, as a part of a sentence. */
    static String allowed(Setting<?, ?> setting) {
        String rule = setting.value().type().rule();
        return switch (setting.value()) {
            case Value.One<?> _, Value.Maybe<?> _ -> rule;
            case Value.Many<?> many ->
                (many.required() ? "a list that is not empty" : "a list") + ", each item " + rule;
            case Value.Named<?> named -> "a mapping, each key " + named.names().rule() + ", each value " + rule;
        };
    }

    /** Help without the marks of code, and then what is allowed. */
    static String description(Setting<?, ?> setting) {
        String allowed = allowed(setting);
        return plain(setting.help())
                + (OBVIOUS.contains(setting.value().type())
                        ? ""
                        : " " + Character.toUpperCase(allowed.charAt(0)) + allowed.substring(1) + ".");
    }

    static String plain(String help) {
        return help.replace("`", "");
    }

    /** What an absent key stands for, in YAML's types; empty for a key that must be there, or for which nothing stands. */
    static Optional<Object> standard(Setting<?, ?> setting) {
        return setting.value().required() ? Optional.empty() : written(setting.value());
    }

    private static <T> Optional<Object> written(Value<T> value) {
        return value.write("", value.standard()).map(found -> found instanceof FreeText(String text) ? text : found);
    }

    /** Whether a default is there to be shown, rather than an example. */
    static boolean hasDefault(Setting<?, ?> setting) {
        return standard(setting)
                .filter(value -> !value.equals(List.of()) && !value.equals(Map.of()))
                .isPresent();
    }
}
