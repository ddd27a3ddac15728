package io.github.bedrockbatch.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What was found wrong in one file so far, and the reading of values that adds to it. */
final class Problems {
    private final Syntax<String> expansion;
    private final BinaryOperator<String> redaction;
    private final List<ConfigError> errors = new ArrayList<>();

    /**
     * Makes the problems of a file in which nothing was found yet.
     *
     * @param expansion puts into a value what it refers to
     * @param redaction returns of a path and its value what may be shown
     */
    Problems(Syntax<String> expansion, BinaryOperator<String> redaction) {
        this.expansion = expansion;
        this.redaction = redaction;
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
            return Optional.of(syntax.parse(expansion.parse(scalar.getValue())));
        } catch (IllegalValueException e) {
            add(path, node, e.rule());
            return Optional.empty();
        }
    }

    /** Returns a key of {@code path} that is not a plain word, as an error may show it. */
    String shownKey(String path, String key) {
        return Quoted.quote(redaction.apply(path, key));
    }

    /** Returns the value as the file has it: a variable's value, which may be a secret, is not shown. */
    private String shown(String path, Node node) {
        return switch (node) {
            case ScalarNode scalar -> Quoted.quote(redaction.apply(path, scalar.getValue()));
            case SequenceNode sequence -> sequence.getValue().isEmpty() ? "an empty list" : "a list";
            default -> "a mapping";
        };
    }
}
