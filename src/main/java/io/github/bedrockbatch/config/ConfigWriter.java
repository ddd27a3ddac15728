package io.github.bedrockbatch.config;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes a configuration as YAML without its secrets: a record is a mapping, and its components are the keys, in their order. */
final class ConfigWriter {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .setSplitLines(false)
            // Escapes what a terminal would not show as it is, such as marks that reverse the direction of a text.
            .setUseUnicodeEncoding(false)
            .build();

    /** The smallest number that Java writes without an exponent, which the file may not have. */
    private static final double MIN_PLAIN = 0.001;

    private ConfigWriter() {}

    static String write(Configuration configuration) {
        return new Dump(SETTINGS, new Representer()).dumpToString(mapping(configuration));
    }

    private static Map<String, Object> mapping(Record section) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            Object value = value(section, component);
            Optional<?> present = value instanceof Optional<?> optional ? optional : Optional.of(value);
            present.ifPresent(found -> mapping.put(key, plain(key, found)));
        }
        return mapping;
    }

    private static Object plain(String key, Object value) {
        return switch (value) {
            case AnchoredRegex regex -> text(key, regex.source());
            case Record section -> mapping(section);
            case List<?> items -> items.stream().map(item -> plain(key, item)).toList();
            case Map<?, ?> entries -> sorted(key, entries);
            case Duration duration -> Durations.format(duration);
            case Double number -> number(number);
            case Boolean bool -> bool;
            case Integer number -> number;
            case Enum<?> word -> Syntaxes.word(word);
            default -> text(key, value.toString());
        };
    }

    private static Map<String, Object> sorted(String key, Map<?, ?> entries) {
        Map<String, Object> sorted = new TreeMap<>();
        entries.forEach((name, value) -> {
            String word = name instanceof Enum<?> service ? Syntaxes.word(service) : name.toString();
            sorted.put(word, plain(key, value));
        });
        return sorted;
    }

    private static Object number(double number) {
        if (number == Math.rint(number)) {
            return Math.round(number);
        }
        return number < MIN_PLAIN
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : number;
    }

    private static Text text(String key, String text) {
        return new Text(Environment.escape(Redaction.redact(key, text)));
    }

    private static Object value(Record section, RecordComponent component) {
        try {
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + ": must be readable", e);
        }
    }

    /** Free text, which is quoted, so that no reader takes it for a number, a date or a truth value. */
    private record Text(String text) {}

    private static final class Representer extends StandardRepresenter {
        Representer() {
            super(SETTINGS);
            representers.put(
                    Text.class, data -> representScalar(Tag.STR, ((Text) data).text(), ScalarStyle.DOUBLE_QUOTED));
        }
    }
}
