package io.github.bedrockbatch.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** GetResources of the Resource Groups Tagging API: the tags of many jobs at once, finished ones too. */
final class TaggingOperations {
    private static final String TYPE = "bedrock:model-invocation-job";

    private static final int MAX_ARNS = 100;
    private static final List<String> NOT_WITH_ARNS =
            List.of("TagFilters", "ResourceTypeFilters", "ResourcesPerPage", "TagsPerPage", "PaginationToken");

    private final JobBook book;

    TaggingOperations(JobBook book) {
        this.book = book;
    }

    Answer answer(Operation operation, Request request, Instant now) {
        if (!operation.name().equals("GetResources")) {
            throw new ServiceException("UnknownOperationException", 400, operation.name() + ": no such operation");
        }
        JsonNode body = WireJson.parse(request.body());
        checkArns(body);
        int size = pageSize(body.path("ResourcesPerPage").asInt(100));
        String token = body.path("PaginationToken").asString("");
        List<SimulatedJob> rest = tagged(body, request.caller(), now).stream()
                .filter(job -> job.arn().compareTo(token) > 0)
                .limit(size + 1L)
                .toList();
        List<SimulatedJob> page = rest.subList(0, Math.min(size, rest.size()));
        return Answer.json(Map.of(
                "PaginationToken",
                rest.size() > size ? page.getLast().arn() : "",
                "ResourceTagMappingList",
                page.stream().map(TaggingOperations::mapping).toList()));
    }

    /** A question about named resources takes nothing that narrows or pages it. */
    private static void checkArns(JsonNode body) {
        JsonNode arns = body.path("ResourceARNList");
        if (arns.isMissingNode()) {
            return;
        }
        if (arns.isEmpty() || arns.size() > MAX_ARNS) {
            throw invalid(arns.size() + " ARNs: ResourceARNList must have 1 to " + MAX_ARNS);
        }
        NOT_WITH_ARNS.stream().filter(body::has).findFirst().ifPresent(member -> {
            throw invalid(member + " must not be given with ResourceARNList");
        });
    }

    private static ServiceException invalid(String message) {
        return new ServiceException("InvalidParameterException", 400, message);
    }

    private List<SimulatedJob> tagged(JsonNode body, Caller caller, Instant now) {
        List<String> types = texts(body.path("ResourceTypeFilters"));
        if (!types.isEmpty() && !types.contains("bedrock") && !types.contains(TYPE)) {
            return List.of();
        }
        List<String> arns = texts(body.path("ResourceARNList"));
        return book.jobs(now, job -> job.in(caller.account(), caller.region())).stream()
                .filter(job -> job.tags() != null)
                .filter(job -> arns.isEmpty() || arns.contains(job.arn()))
                .filter(job -> matches(job, body.path("TagFilters")))
                .sorted(Comparator.comparing(SimulatedJob::arn))
                .toList();
    }

    private static boolean matches(SimulatedJob job, JsonNode filters) {
        return StreamSupport.stream(filters.spliterator(), false).allMatch(filter -> {
            String value = job.presentTags().get(filter.path("Key").asString(""));
            List<String> values = texts(filter.path("Values"));
            return value != null && (values.isEmpty() || values.contains(value));
        });
    }

    private static Map<String, Object> mapping(SimulatedJob job) {
        List<Map<String, String>> tags = job.presentTags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Map.of("Key", tag.getKey(), "Value", tag.getValue()))
                .toList();
        return Map.of("ResourceARN", job.arn(), "Tags", tags);
    }

    private static int pageSize(int size) {
        if (size < 1 || size > 100) {
            throw invalid(size + ": ResourcesPerPage must be 1 to 100");
        }
        return size;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> node.asString(""))
                .toList();
    }
}
