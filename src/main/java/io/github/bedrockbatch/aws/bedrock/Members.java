package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.InvalidResponseException;
import io.github.bedrockbatch.job.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** The members of a JSON object of an answer. One of another type than is asked for counts as not sent. */
record Members(Map<?, ?> values) {
    static final Members NONE = new Members(Map.of());

    /** Of 1,000 jobs, each with all that the service allows and as much again. */
    private static final long MAX_TOKENS = 300_000;

    /** Twice what the service promises of its longest text. */
    private static final int MAX_TEXT_LENGTH = 4096;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
            .build();

    /** Reads an answer, which is one object. */
    static Members parse(byte[] answer) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), answer)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Members members = new Members(object(parser));
                if (parser.nextToken() == null) {
                    return members;
                }
            }
        } catch (StreamConstraintsException e) {
            throw InvalidResponseException.wrapped("the answer is larger or nested deeper than what was asked for");
        } catch (JacksonException notJson) {
            throw noObject();
        }
        throw noObject();
    }

    private static RuntimeException noObject() {
        return InvalidResponseException.wrapped("the answer is not a JSON object; is the endpoint Bedrock's?");
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> members = new HashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> items(JsonParser parser) {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> null;
        };
    }

    /** Returns an object's members; none for a value that is no object. */
    static Members of(@Nullable Object value) {
        return value instanceof Map<?, ?> members ? new Members(members) : NONE;
    }

    Members object(String name) {
        return of(values.get(name));
    }

    List<?> list(String name) {
        return values.get(name) instanceof List<?> items ? items : List.of();
    }

    @Nullable
    String text(String name) {
        return text(values.get(name));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            String text = text(item);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Returns a whole number that fits a long. */
    @Nullable
    Long number(String name) {
        return switch (values.get(name)) {
            case Integer small -> small.longValue();
            case Long number -> number;
            case null, default -> null;
        };
    }

    @Nullable
    Integer integer(String name) {
        return values.get(name) instanceof Integer number ? number : null;
    }

    /** Returns a time, which is text or seconds since 1970. */
    @Nullable
    Instant time(String name) {
        try {
            return switch (values.get(name)) {
                case String text -> Times.parse(text);
                case Number seconds -> Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000));
                case null, default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns whole characters: half a surrogate pair, which no encoding can carry, becomes U+FFFD. What is too long is cut. */
    private static @Nullable String text(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        String bounded = text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
        return hasSurrogate(bounded) ? bounded.replaceAll("\\p{Cs}", "\ufffd") : bounded;
    }

    private static boolean hasSurrogate(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                return true;
            }
        }
        return false;
    }
}
