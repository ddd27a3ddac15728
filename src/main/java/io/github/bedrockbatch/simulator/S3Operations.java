package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.TokenCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GetObject of S3, for nothing but the output manifests of jobs. */
final class S3Operations {
    private final JobBook book;

    S3Operations(JobBook book) {
        this.book = book;
    }

    Answer answer(Operation operation, Request request, Instant now) {
        String account = request.caller().account();
        return book
                .jobs(
                        now,
                        job -> job.id().equals(operation.job())
                                && job.script().account().equals(account))
                .stream()
                .filter(job -> ("s3:/" + request.path()).equals(manifest(job)))
                .flatMap(job -> job.tokens(now).map(tokens -> text(job.progress(now), tokens)).stream())
                .findFirst()
                .map(text -> new Answer(200, "binary/octet-stream", "", text))
                .orElseThrow(() -> new ServiceException("NoSuchKey", 404, "The specified key does not exist."));
    }

    /** Where the manifest of a job lies. */
    private static String manifest(SimulatedJob job) {
        return job.script().request().output().s3Uri() + job.id() + "/manifest.json.out";
    }

    private static String text(RecordProgress counts, TokenCounts tokens) {
        Map<String, Object> node = new LinkedHashMap<>();
        WireJson.putCounts(node, counts);
        putIfPresent(node, "inputTokenCount", tokens.input());
        putIfPresent(node, "outputTokenCount", tokens.output());
        putIfPresent(node, "cacheReadInputTokenCount", tokens.cacheRead());
        putIfPresent(node, "cacheWriteInputTokenCount", tokens.cacheWrite());
        return WireJson.text(node);
    }

    private static void putIfPresent(Map<String, Object> node, String name, @Nullable Long value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    /** An error as S3 writes it. */
    static String error(ServiceException error) {
        return "<Error><Code>" + error.code() + "</Code><Message>" + error.text() + "</Message></Error>";
    }
}
