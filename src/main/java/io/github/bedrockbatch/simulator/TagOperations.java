package io.github.bedrockbatch.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of the service bedrock on the tags of one job. */
final class TagOperations {
    private static final int MAX_TAGS = 50;

    private final JobBook book;

    TagOperations(JobBook book) {
        this.book = book;
    }

    Answer answer(String operation, Request request, Instant now) {
        RequestBody body = RequestBody.of(request.body());
        SimulatedJob job = find(body.required("resourceARN", Constraint.RESOURCE_ARN), request.caller(), now);
        switch (operation) {
            case "TagResource" -> change(job, with(job.presentTags(), Creation.tags(body)));
            case "UntagResource" ->
                change(job, without(job.presentTags(), body.texts("tagKeys", Constraint.TAG_KEY, 200)));
            default -> {
                return Answer.json(Map.of("tags", listed(job.presentTags())));
            }
        }
        return Answer.json(Map.of());
    }

    private SimulatedJob find(String arn, Caller caller, Instant now) {
        return Optional.of(arn)
                .flatMap(known -> book.find(now, known))
                .filter(job -> job.in(caller.account(), caller.region()))
                .orElseThrow(ServiceException::notFound);
    }

    private void change(SimulatedJob job, Map<String, String> tags) {
        book.change(job.arn(), present -> present.tagged(tags));
    }

    private static Map<String, String> with(Map<String, String> present, Map<String, String> more) {
        Map<String, String> tags = new HashMap<>(present);
        tags.putAll(more);
        if (tags.size() > MAX_TAGS) {
            throw new ServiceException("TooManyTagsException", 400, "A resource can have at most 50 tags.");
        }
        return tags;
    }

    private static Map<String, String> without(Map<String, String> present, List<String> keys) {
        Map<String, String> tags = new HashMap<>(present);
        tags.keySet().removeAll(keys);
        return tags;
    }

    private static List<Map<String, String>> listed(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
                .toList();
    }
}
