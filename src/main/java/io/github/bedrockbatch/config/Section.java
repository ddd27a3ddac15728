package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of the file, read key by key. {@code close} reports the keys that were not read. A key without a value counts as absent. */
public final class Section implements AutoCloseable {
    private final String path;
    private final Problems problems;
    private final int line;
    private final boolean readable;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    Section(String path, Optional<Node> node, Problems problems) {
        this.path = path;
        this.problems = problems;
        this.line = node.map(Node::getStartMark).map(YamlDocument::line).orElse(0);
        this.readable = node.isPresent() && node.get() instanceof MappingNode;
        if (node.isPresent() && node.get() instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else {
            node.ifPresent(other -> problems.add(path, other, "must be a mapping of keys"));
        }
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(path, tuple.getKeyNode(), "must have plain words as keys");
            return;
        }
        NodeTuple first = tuples.putIfAbsent(key.getValue(), tuple);
        if (first != null) {
            int earlier = YamlDocument.line(first.getKeyNode().getStartMark());
            problems.add(child(key.getValue()), key, "", "must not be given twice; it is on line " + earlier + " too");
        }
    }

    /** Reads the value of a key, when it is there and right. */
    public <T> Optional<T> find(String key, Syntax<T> syntax) {
        return node(key).flatMap(node -> problems.read(child(key), node, syntax));
    }

    /** Reads the value of a key, else returns {@code otherwise}. */
    public <T> T get(String key, Syntax<T> syntax, T otherwise) {
        return find(key, syntax).orElse(otherwise);
    }

    /** Reads what a key holds: its default if it is absent or wrong. */
    <T> T get(Setting<?, T> setting) {
        if (setting.value().required() && !has(setting.name())) {
            missing(setting.name());
        }
        return setting.value().read(this, setting.name());
    }

    /** Reports that a key must be there. */
    public void missing(String key) {
        if (readable) {
            problems.addMissing(child(key), line);
        }
    }

    /** Reads a section, even an absent one. */
    <S> S get(Group<?, S> group, Function<Section, S> reader) {
        try (Section section = section(group.name())) {
            return reader.apply(section);
        }
    }

    /** Reads a list of sections. */
    <S> List<S> list(Group<?, S> group, Function<Section, S> reader) {
        List<S> found = new ArrayList<>();
        for (Section section : sections(group.name())) {
            try (section) {
                found.add(reader.apply(section));
            }
        }
        return found;
    }

    /** Returns the section of a key, whose keys are all absent if the key is. */
    public Section section(String key) {
        return new Section(child(key), node(key), problems);
    }

    /** Reads a list of values; an item equal to an earlier one is an error. */
    public <T> List<T> list(String key, Syntax<T> syntax) {
        Set<T> values = new LinkedHashSet<>();
        for (Item item : items(key)) {
            Optional<T> value = problems.read(item.path(), item.node(), syntax);
            if (value.isPresent() && !values.add(value.get())) {
                problems.add(item.path(), item.node(), "must not be listed twice");
            }
        }
        return List.copyOf(values);
    }

    private List<Section> sections(String key) {
        return items(key).stream()
                .map(item -> new Section(item.path(), Optional.of(item.node()), problems))
                .toList();
    }

    /** Reads a mapping of free keys. */
    public <T> Map<String, T> map(String key, Syntax<String> keys, Syntax<T> values) {
        Map<String, T> found = new LinkedHashMap<>();
        try (Section section = section(key)) {
            section.tuples.forEach((name, tuple) -> {
                if (problems.check(section.child(name), name, tuple.getKeyNode(), keys)) {
                    section.find(name, values).ifPresent(value -> found.put(name, value));
                }
                section.known.add(name);
            });
        }
        return found;
    }

    boolean isEmptyList(String key) {
        return node(key)
                .filter(node ->
                        node instanceof SequenceNode list && list.getValue().isEmpty())
                .isPresent();
    }

    /** Returns whether a key has a value. */
    public boolean has(String key) {
        return node(key).isPresent();
    }

    /** Returns the keys that are there, with a value or without. */
    public Set<String> names() {
        return Collections.unmodifiableSet(tuples.keySet());
    }

    /** Returns the line of a key's value, from 1; 0 if there is none. */
    public int line(String key) {
        return node(key).map(Node::getStartMark).map(YamlDocument::line).orElse(0);
    }

    /**
     * Refuses a key that is there.
     *
     * @param rule what is allowed, and what to do
     */
    public void refuse(String key, String rule) {
        node(key).ifPresent(node -> problems.add(child(key), node, rule));
    }

    /** Reports the keys that are not known. */
    @Override
    public void close() {
        tuples.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                String hint = Nearest.of(key, known)
                        .map(name -> "is it \"" + name + "\"?")
                        .orElseGet(() -> "known are " + String.join(", ", known));
                problems.add(child(key), tuple.getKeyNode(), "", "is not a known key; " + hint);
            }
        });
    }

    private List<Item> items(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && node.get() instanceof SequenceNode sequence) {
            List<Item> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(new Item(child(key) + "[" + items.size() + "]", item)));
            return items;
        }
        node.ifPresent(other ->
                problems.add(child(key), other, "must be a list, written [a, b] or with a dash before each item"));
        return List.of();
    }

    private Optional<Node> node(String key) {
        known.add(key);
        return Optional.ofNullable(tuples.get(key))
                .map(NodeTuple::getValueNode)
                .filter(node -> !node.getTag().equals(Tag.NULL));
    }

    private String child(String key) {
        String shown = key.matches("[A-Za-z0-9_-]{1,80}") ? key : problems.shownKey(path, key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private record Item(String path, Node node) {}
}
