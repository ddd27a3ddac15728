package io.github.bedrockbatch.web;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Answers in JSON, in the envelope of Prometheus' API. */
public final class Envelope {
    /** Text beyond ASCII is escaped, so that no name can turn a terminal's writing around. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Envelope() {}

    /** Writes JSON. */
    @FunctionalInterface
    public interface Json {
        /** Writes one value. */
        void writeTo(JsonGenerator json);
    }

    /** Returns an answer of success. */
    public static Answer success(Json data) {
        return answer(200, json -> {
            json.writeStringProperty("status", "success");
            json.writeName("data");
            data.writeTo(json);
        });
    }

    /**
     * Returns an answer of failure.
     *
     * @param reason for people
     */
    public static Answer error(int status, String reason) {
        return answer(status, json -> {
            json.writeStringProperty("status", "error");
            json.writeStringProperty("errorType", type(status));
            json.writeStringProperty("error", reason);
        });
    }

    /** Returns the types of errors that clients of Prometheus know. */
    private static String type(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 429, 503 -> "unavailable";
            case 500 -> "internal";
            default -> "bad_data";
        };
    }

    private static Answer answer(int status, Json members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        }
        return new Answer(
                status, "application/json; charset=utf-8", text.append('\n').toString());
    }
}
