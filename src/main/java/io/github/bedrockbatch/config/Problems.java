package io.github.bedrockbatch.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What was found wrong in one file so far, and the reading of values that adds to it. */
final class Problems {
    private final Environment environment;
    private final List<ConfigError> errors = new ArrayList<>();

    Problems(Environment environment) {
        this.environment = environment;
    }

    /** Returns all errors, by line. */
    List<ConfigError> errors() {
        return errors.stream()
                .sorted(Comparator.comparingInt(ConfigError::line))
                .toList();
    }

    void add(String path, Node node, String rule) {
        add(path, node, shown(path, node), rule);
    }

    void add(String path, Node node, String shown, String rule) {
        errors.add(new ConfigError(path, shown, rule, YamlDocument.line(node.getStartMark())));
    }

    void addMissing(String path, int line) {
        errors.add(new ConfigError(path, "", "is missing and must be set", line));
    }

    /** Returns whether a free key is what {@code syntax} allows, and records an error when not. */
    boolean check(String path, String key, Node node, Syntax<String> syntax) {
        try {
            syntax.parse(key);
            return true;
        } catch (IllegalValueException e) {
            add(path, node, "", e.rule());
            return false;
        }
    }

    /** Reads the value of a scalar, its environment variables put in; empty, and an error, when it is not what {@code syntax} allows. */
    <T> Optional<T> read(String path, Node node, Syntax<T> syntax) {
        if (!(node instanceof ScalarNode scalar)) {
            add(path, node, "must be a single value");
            return Optional.empty();
        }
        try {
            return Optional.of(syntax.parse(environment.expand(scalar.getValue())));
        } catch (IllegalValueException e) {
            add(path, node, e.rule());
            return Optional.empty();
        }
    }

    /** Returns the value as the file has it: a variable's value, which may be a secret, is not shown. */
    private static String shown(String path, Node node) {
        return switch (node) {
            case ScalarNode scalar -> Quoted.quote(Redaction.redactUnread(path, scalar.getValue()));
            case SequenceNode sequence -> sequence.getValue().isEmpty() ? "an empty list" : "a list";
            default -> "a mapping";
        };
    }
}
