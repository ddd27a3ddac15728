package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what the workflows promise: one version everywhere, few permissions, and actions that nobody can exchange. */
class ReleaseTest {
    private static final Path WORKFLOWS = Path.of(".github/workflows");
    private static final Path CHART = Path.of("helm/bedrock-batch-exporter");

    /** An action, with what pins it. */
    private static final Pattern USES = Pattern.compile("(?m)^ +(?:- )?uses: (.+)$");

    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w/.])\\.(?:ci|github/scripts)/[a-z0-9-]+");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    @Test
    void oneVersionIsEverywhere() throws IOException {
        String version = found("pom.xml", "(?m)^  <version>(.*)</version>$");
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.]+)?").doesNotContain("SNAPSHOT");
        JsonNode chart = read(CHART.resolve("Chart.yaml"));
        assertThat(chart.get("version").asString()).as("the chart's version").isEqualTo(version);
        assertThat(chart.get("appVersion").asString())
                .as("the chart's appVersion")
                .isEqualTo(version);
        assertThat(found("Dockerfile", "(?m)^ARG VERSION=(.*)$"))
                .as("VERSION in Dockerfile")
                .isEqualTo(version);
    }

    /** The chart of a release runs that release's image, without a value of the user's. */
    @Test
    void theImageThatIsPublishedIsTheOneOfTheChart() throws IOException {
        String repository =
                read(CHART.resolve("values.yaml")).at("/image/repository").asString();
        assertThat(found(".github/scripts/release-plan", "\"image=(ghcr\\.io/[^\"]*)\""))
                .isEqualTo("ghcr.io/$owner/" + repository);
        assertThat(read(WORKFLOWS.resolve("release.yml"))
                        .at("/jobs/image/env/NAME")
                        .asString())
                .startsWith("${{ needs.plan.outputs.image }}:${{ needs.plan.outputs.version }}-");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedByItsCommit(Path workflow) throws IOException {
        assertThat(USES.matcher(Files.readString(workflow))
                        .results()
                        .map(match -> match.group(1))
                        .filter(action -> !action.startsWith("./")))
                .isNotEmpty()
                .allMatch(action -> action.matches("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobHasItsOwnPermissionsAndALimitOfTime(Path workflow) throws IOException {
        JsonNode tree = read(workflow);
        assertThat(tree.get("permissions")).as("permissions of all jobs").isEmpty();
        assertThat(tree.at("/defaults/run/shell").asString())
                .as("a shell in which a pipe fails with its first command")
                .isEqualTo("bash");
        assertThat(tree.get("jobs").properties()).isNotEmpty().allSatisfy(job -> {
            assertThat(job.getValue().get("permissions")).as(job.getKey()).isNotEmpty();
            assertThat(job.getValue().has("timeout-minutes") || job.getValue().has("uses"))
                    .as(job.getKey() + " has a limit of time")
                    .isTrue();
        });
    }

    /** A build runs code of others, which must not sign in the project's name. */
    @Test
    void onlyAJobThatBuildsNothingMaySign() throws IOException {
        JsonNode jobs = read(WORKFLOWS.resolve("release.yml")).get("jobs");
        assertThat(jobs.properties().stream()
                        .filter(job -> job.getValue().get("permissions").has("id-token"))
                        .map(Map.Entry::getKey))
                .containsExactly("publish");
        assertThat(jobs.get("publish").toString()).doesNotContain("mvn", "docker build ", ".ci/");
        assertThat(jobs.get("image").toString()).contains("docker build ", ".ci/image-test");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noSecretButGitHubsOwnIsUsed(Path workflow) throws IOException {
        assertThat(Pattern.compile("secrets\\.(\\w+)")
                        .matcher(Files.readString(workflow))
                        .results()
                        .map(match -> match.group(1)))
                .allMatch("GITHUB_TOKEN"::equals);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyScriptIsThereAndCanBeRun(Path workflow) throws IOException {
        assertThat(SCRIPT.matcher(Files.readString(workflow)).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(script -> Files.isExecutable(Path.of(script)));
    }

    private static JsonNode read(Path file) throws IOException {
        Load yaml = new Load(LoadSettings.builder().build());
        return new JsonMapper().valueToTree(yaml.loadFromString(Files.readString(file)));
    }

    private static String found(String file, String pattern) throws IOException {
        List<String> found = Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(found).as(pattern + " in " + file).hasSize(1);
        return found.getFirst();
    }
}
