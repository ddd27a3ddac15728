package io.github.bedrockbatch.simulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object in a request, whose members are checked as they are read.
 *
 * @param path as inputDataConfig.s3InputDataConfig, empty for the whole
 */
record RequestBody(JsonNode node, String path) {

    static RequestBody of(String body) {
        return new RequestBody(WireJson.parse(body), "");
    }

    String required(String member, Constraint constraint) {
        String value = optional(member, constraint);
        if (value == null) {
            throw missing(member);
        }
        return value;
    }

    @Nullable
    String optional(String member, Constraint constraint) {
        JsonNode value = node.path(member);
        return value.isString() ? constraint.check(at(member), value.asString()) : null;
    }

    int whole(String member, int absent, int least, int most) {
        int value = node.path(member).asInt(absent);
        if (value < least || value > most) {
            throw Constraint.violation(at(member), value, "Member must be between " + least + " and " + most);
        }
        return value;
    }

    /** Texts, at least one. */
    List<String> texts(String member, Constraint constraint, int most) {
        List<String> values = StreamSupport.stream(node.path(member).spliterator(), false)
                .map(value -> constraint.check(at(member), value.asString("")))
                .toList();
        if (values.isEmpty() || values.size() > most) {
            throw Constraint.violation(at(member), values, "Member must have 1 to " + most + " items");
        }
        return values;
    }

    RequestBody child(String member) {
        return child(member, node.path(member));
    }

    Optional<RequestBody> optionalChild(String member) {
        return Optional.of(child(member)).filter(child -> child.node().isObject());
    }

    /** The objects of a list, which may be absent. */
    List<RequestBody> children(String member) {
        JsonNode list = node.path(member);
        return IntStream.range(0, list.size())
                .mapToObj(i -> child(member + "[" + i + "]", list.path(i)))
                .toList();
    }

    private RequestBody child(String name, JsonNode value) {
        return new RequestBody(value, at(name));
    }

    private ServiceException missing(String member) {
        return Constraint.violation(at(member), "null", "Member must not be null");
    }

    private String at(String member) {
        return path.isEmpty() ? member : path + "." + member;
    }
}
