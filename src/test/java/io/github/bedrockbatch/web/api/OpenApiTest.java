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
        assertThat(schema("/api/v1/jobs", "name").path("maxItems").intValue()).isEqualTo(Parameters.MAX_VALUES);
        assertThat(schema("/api/v1/jobs", "name")
                        .path("items")
                        .path("maxLength")
                        .intValue())
                .isEqualTo(Parameters.MAX_LENGTH);
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
