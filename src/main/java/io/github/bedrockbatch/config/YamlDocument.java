package io.github.bedrockbatch.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One YAML document as nodes that know their lines, of bounded size, depth and repetition. */
final class YamlDocument {
    static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_NODES = 200_000;
    /** The last one is what the engine makes of a plain ${NAME}. */
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP, Tag.ENV_TAG);

    private final Map<Node, Integer> sizes = new HashMap<>();

    private final String name;

    /** @param name what the errors call the document */
    YamlDocument(String name) {
        this.name = name;
    }

    /** Returns the top-level mapping; empty when the text has nothing but comments. */
    Optional<MappingNode> parse(String text) throws ConfigException {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_LENGTH)
                // In one piece: the engine fails where its buffer would end between the halves of a surrogate pair.
                .setBufferSize(text.length() + 16)
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(MAX_NODES)
                .build();
        try {
            checkDepth(settings, text);
            Optional<Node> root = new Compose(settings)
                    .composeString(text)
                    .filter(node -> !node.getTag().equals(Tag.NULL));
            if (root.isEmpty()) {
                return Optional.empty();
            }
            measure(root.get());
            if (root.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            throw bad(
                    "must be a mapping of keys, such as \"poll:\"",
                    line(root.get().getStartMark()));
        } catch (MarkedYamlEngineException e) {
            String problem = e.getProblem() == null ? "" : ": " + Quoted.visible(e.getProblem());
            throw bad("must be one YAML document" + problem, line(e.getProblemMark()));
        } catch (NumberFormatException e) {
            // The engine's own answer to an escape that the end of the text cuts short.
            throw bad("must be one YAML document: an escape such as \\x41 lacks its digits", 0);
        } catch (YamlEngineException e) {
            throw bad("must be one YAML document: " + Quoted.escape(String.valueOf(e.getMessage())), 0);
        }
    }

    static int line(Optional<Mark> mark) {
        return mark.map(found -> found.getLine() + 1).orElse(0);
    }

    /** Checks the depth before nodes are made, because events come without recursion and nodes do not. */
    private void checkDepth(LoadSettings settings, String text) throws ConfigException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (depth > MAX_DEPTH) {
                throw bad("must not be nested deeper than " + MAX_DEPTH + " levels", line(event.getStartMark()));
            }
        }
    }

    /** Counts the nodes there are once every alias is written out; bounded, and without recursion through an alias. */
    private int measure(Node node) throws ConfigException {
        Integer known = sizes.get(node);
        if (known != null) {
            return check(known, node);
        }
        if (!TAGS.contains(node.getTag())) {
            throw bad("must not use the YAML tag " + Quoted.quote(node.getTag().getValue()), line(node.getStartMark()));
        }
        sizes.put(node, MAX_NODES + 1);
        int size = 1;
        for (Node child : children(node)) {
            size = check(size + measure(child), node);
        }
        sizes.put(node, size);
        return size;
    }

    private int check(int size, Node node) throws ConfigException {
        if (size > MAX_NODES) {
            throw bad(
                    "must not use aliases that contain themselves or grow beyond " + MAX_NODES + " values",
                    line(node.getStartMark()));
        }
        return size;
    }

    private static List<Node> children(Node node) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()))
                        .toList();
            case SequenceNode sequence -> sequence.getValue();
            default -> List.of();
        };
    }

    private ConfigException bad(String rule, int line) {
        return new ConfigException(name, List.of(new ConfigError("", "", rule, line)));
    }
}
