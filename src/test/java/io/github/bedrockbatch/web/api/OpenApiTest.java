package io.github.bedrockbatch.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.query.EntryCursor;
import io.github.bedrockbatch.web.query.JobCursor;
import io.github.bedrockbatch.web.query.JobFilter;
import io.github.bedrockbatch.web.query.PageRequest;
import io.github.bedrockbatch.web.query.Parameters;
import io.github.bedrockbatch.web.query.TargetCursor;
import io.github.bedrockbatch.web.query.TransitionFilter;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds the description of the API to what the API does. */
final class OpenApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DOCUMENT = JSON.readTree(OpenApi.answer().body());
    private static final JsonNode SCHEMAS = DOCUMENT.path("components").path("schemas");

    @Test
    void describesEachPath() {
        Set<String> paths = new ApiRoutes(new FakeFleet())
                .routes().stream().map(Route::path).collect(Collectors.toSet());

        assertThat(DOCUMENT.path("paths").propertyNames()).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(DOCUMENT.path("paths").values())
                .allSatisfy(
                        path -> assertThat(path.path("get").path("responses").propertyNames())
                                .contains("200", "400", "401", "405", "429", "503"));
    }

    @Test
    void describesEachParameterAndItsValues() {
        Set<String> jobs = union(JobFilter.PARAMETERS, PageRequest.PARAMETERS);
        Set<String> transitions = union(TransitionFilter.PARAMETERS, PageRequest.PARAMETERS);

        assertThat(names("/api/v1/jobs")).isEqualTo(jobs);
        assertThat(names("/api/v1/transitions")).isEqualTo(transitions);
        assertThat(names("/api/v1/targets")).isEqualTo(new TreeSet<>(PageRequest.PARAMETERS));
        assertThat(texts(schema("/api/v1/jobs", "status").path("items").path("enum")))
                .isEqualTo(JobFilter.STATUSES);
        assertThat(texts(schema("/api/v1/transitions", "to").path("items").path("enum")))
                .isEqualTo(JobFilter.STATUSES);
        assertThat(maxLength("/api/v1/jobs", "model_id")).isEqualTo(JobFilter.MAX_MODEL_ID_LENGTH);
        assertThat(maxLength("/api/v1/jobs", "name")).isEqualTo(JobFilter.MAX_NAME_LENGTH);
    }

    @Test
    void everyParameterIsBounded() {
        List<JsonNode> parameters = DOCUMENT.path("paths")
                .valueStream()
                .flatMap(path -> path.path("get").path("parameters").valueStream())
                .map(parameter -> parameter.path("schema"))
                .toList();

        assertThat(parameters).hasSize(18).allSatisfy(schema -> {
            boolean isRepeatable = schema.path("type").stringValue().equals("array");
            JsonNode value = isRepeatable ? schema.path("items") : schema;
            assertThat(schema.path("maxItems").intValue(0)).isEqualTo(isRepeatable ? Parameters.MAX_VALUES : 0);
            assertThat(value.has("enum") || value.has("maxLength") || value.has("maximum"))
                    .as(schema.toString())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/jobs, account_id",
        "/api/v1/jobs, region",
        "/api/v1/jobs, model_id",
        "/api/v1/jobs, name",
        "/api/v1/transitions, account_id",
        "/api/v1/transitions, region",
        "/api/v1/transitions, job_id",
        "/api/v1/transitions, cursor",
    })
    void aValueMayBeAsLongAsDescribed(String path, String name) throws IOException, InterruptedException {
        String longest = path + "?" + name + "=" + "1".repeat(maxLength(path, name));
        try (ApiServer api = new ApiServer(FullJob.fleet())) {
            assertThat(api.get(longest).statusCode()).isEqualTo(200);
            assertThat(api.get(longest + "1").statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/jobs", "/api/v1/transitions", "/api/v1/targets"})
    void describesTheLimits(String path) {
        JsonNode limit = schema(path, "limit");
        JsonNode items = SCHEMAS.path(
                        path.equals("/api/v1/jobs")
                                ? "Jobs"
                                : path.equals("/api/v1/transitions") ? "Transitions" : "Targets")
                .path("properties")
                .path("data")
                .path("properties")
                .path("items");

        assertThat(limit.path("default").intValue()).isEqualTo(PageRequest.DEFAULT_LIMIT);
        assertThat(limit.path("maximum").intValue()).isEqualTo(PageRequest.MAX_LIMIT);
        assertThat(items.path("maxItems").intValue()).isEqualTo(PageRequest.MAX_LIMIT);
        assertThat(SCHEMAS.path("Job")
                        .path("properties")
                        .path("transitions")
                        .path("maxItems")
                        .intValue())
                .isEqualTo(ApiRoutes.MAX_HISTORY);
    }

    @Test
    void describesTheCursors() {
        assertThat(schema("/api/v1/jobs", "cursor").path("pattern").stringValue())
                .isEqualTo("^(?:" + JobCursor.PATTERN + ")$");
        assertThat(schema("/api/v1/transitions", "cursor").path("pattern").stringValue())
                .isEqualTo("^(?:" + EntryCursor.PATTERN + ")$");
        assertThat(schema("/api/v1/targets", "cursor").path("pattern").stringValue())
                .isEqualTo("^(?:" + TargetCursor.PATTERN + ")$");
        assertThat(maxLength("/api/v1/jobs", "cursor")).isEqualTo(Parameters.MAX_LENGTH);
        assertThat("123456789012." + "r".repeat(maxLength("/api/v1/targets", "cursor") - 13))
                .matches(TargetCursor.PATTERN);
        assertThat("123456789012." + "r".repeat(maxLength("/api/v1/targets", "cursor") - 12))
                .doesNotMatch(TargetCursor.PATTERN);
    }

    @ParameterizedTest
    @CsvSource({
        "Jobs, /api/v1/jobs",
        "Jobs, /api/v1/jobs?limit=1",
        "OneJob, /api/v1/jobs/123456789012/us-east-1/job000000001",
        "OneJob, /api/v1/jobs/123456789012/us-east-1/job000000002",
        "Transitions, /api/v1/transitions",
        "Targets, /api/v1/targets?limit=1",
        "Targets, /api/v1/targets",
        "Error, /api/v1/jobs?limit=0",
        "Error, /api/v1/nothing",
    })
    void eachAnswerIsAsDescribed(String schema, String path) throws IOException, InterruptedException {
        try (ApiServer api = new ApiServer(FullJob.fleet())) {
            assertThat(errors(schema, api.json(path))).isEmpty();
        }
    }

    @Test
    void noFieldIsDescribedThatIsNeverThere() throws IOException, InterruptedException {
        try (ApiServer api = new ApiServer(FullJob.fleet())) {
            assertDescribed("Job", api.data(FullJob.PATH));
            assertDescribed(
                    "Transition", api.data("/api/v1/transitions").path("items").path(0));
            assertDescribed("Target", api.data("/api/v1/targets").path("items").path(0));
        }
    }

    private static void assertDescribed(String schema, JsonNode full) {
        assertThat(SCHEMAS.path(schema).path("additionalProperties").booleanValue(true))
                .isFalse();
        assertThat(full.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        SCHEMAS.path(schema).path("properties").propertyNames());
    }

    @Test
    void theExamplesAreAsDescribed() {
        List<JsonNode> contents = Stream.concat(
                        DOCUMENT.path("components").path("responses").valueStream(),
                        DOCUMENT.path("paths")
                                .valueStream()
                                .map(path -> path.path("get").path("responses").path("200")))
                .map(response -> response.path("content").path("application/json"))
                .toList();

        assertThat(contents).hasSize(12).allSatisfy(content -> {
            String reference = content.path("schema").path("$ref").stringValue("/");
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            assertThat(name.isEmpty() ? List.of() : errors(name, content.path("example")))
                    .isEmpty();
        });
    }

    @Test
    void aFieldThatIsNotDescribedIsAnError() {
        ObjectNode wrong = JSON.createObjectNode().put("status", "error").put("errorType", "bad_data");
        assertThat(errors("Error", wrong)).singleElement().asString().contains("error");
        assertThat(errors("Error", wrong.put("error", "x").put("more", 1))).hasSize(1);
    }

    private static List<String> errors(String schema, JsonNode answer) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", DOCUMENT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(answer)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static Set<String> names(String path) {
        return parameters(path)
                .map(parameter -> parameter.path("name").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode schema(String path, String name) {
        return parameters(path)
                .filter(parameter -> parameter.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .path("schema");
    }

    /** Returns how many characters a parameter's value may have. */
    private static int maxLength(String path, String name) {
        JsonNode schema = schema(path, name);
        return (schema.has("items") ? schema.path("items") : schema)
                .path("maxLength")
                .intValue();
    }

    private static Stream<JsonNode> parameters(String path) {
        return DOCUMENT.path("paths").path(path).path("get").path("parameters").valueStream();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
