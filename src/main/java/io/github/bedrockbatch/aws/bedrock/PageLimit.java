package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.InvalidResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Counts what an answer holds before objects are made of it, which take many times its length. */
final class PageLimit {
    /** Of 1,000 jobs, each with all that the service allows and as much again. */
    private static final long MAX_TOKENS = 300_000;

    private static final String JOBS = "invocationJobSummaries";

    private final JsonFactory bounded = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
            .build();

    /**
     * Reads through an answer.
     *
     * @param maxJobs that were asked for
     * @throws software.amazon.awssdk.core.exception.SdkClientException if it has more
     */
    void check(byte[] answer, int maxJobs) {
        try (JsonParser parser = bounded.createParser(ObjectReadContext.empty(), answer)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                checkFields(parser, maxJobs);
            } else {
                parser.skipChildren();
            }
        } catch (StreamConstraintsException e) {
            throw InvalidResponseException.wrapped("the answer is larger or nested deeper than what was asked for");
        } catch (JacksonException reportedLater) {
            // The parser that reads the answer next reports it.
            return;
        }
    }

    private static void checkFields(JsonParser parser, int maxJobs) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isPage = parser.currentName().equals(JOBS);
            if (parser.nextToken() == JsonToken.START_ARRAY && isPage) {
                checkPage(parser, maxJobs);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void checkPage(JsonParser parser, int maxJobs) {
        int jobs = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            jobs++;
            if (jobs > maxJobs) {
                throw InvalidResponseException.wrapped(
                        "the page has more than the " + maxJobs + " jobs that were asked for");
            }
            parser.skipChildren();
        }
    }
}
