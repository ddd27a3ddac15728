package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the image's recipe promises of start, memory and health check. That it works is shown by building the image. */
class ImageRecipeTest {
    private static final Path RECIPE = Path.of("src/image");

    @Test
    void theDaemonStartsSmallWithTheFirstCompilerAlone() throws IOException {
        assertThat(arguments("java.args"))
                .contains(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "\"-XX:AOTCache=@HOME@/bedrock-batch-exporter.aot\"");
    }

    @Test
    void theHealthCheckIsAProcessOfItsOwn() throws IOException {
        assertThat(arguments("healthcheck.args"))
                .contains("-Xint", "-Xms8m", "-Xmx8m", "\"-XX:AOTCache=@HOME@/healthcheck.aot\"")
                .last()
                .isEqualTo("io.github.bedrockbatch.cli.HealthProbe");
        assertThat(dockerfile())
                .containsPattern("HEALTHCHECK [^\\[]*CMD \\[[^]]*/runtime/bin/java\", \"@[^\"]*/healthcheck\\.args\"]");
    }

    /** The AOT caches know their jars by size and time, and the layers of an image keep no fractions of a second. */
    @Test
    void bothJarsHaveAWholeSecondAsTheirTime() throws IOException {
        assertThat(script()).contains("whole_second \"$out/$name.jar\"", "whole_second \"$out/healthcheck.jar\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "healthcheck"})
    void theTrainingHasTheArgumentsOfTheRun(String program) throws IOException {
        assertThat(script()).contains("@$work/" + program + ".args", "@$out/" + program + ".args");
    }

    /** A command that runs for less than a second gains most. */
    @Test
    void theTrainingIncludesTheDaemonAndTheCommandForOneJob() throws IOException {
        assertThat(script())
                .contains("run --config.file=", "get-model-invocation-job --job-identifier")
                .containsPattern("cat \"\\$work/run\\.classes\" \"\\$work/call\\.classes\"");
    }

    private static List<String> arguments(String file) throws IOException {
        return Files.readAllLines(RECIPE.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String script() throws IOException {
        return Files.readString(RECIPE.resolve("build.sh"));
    }

    private static String dockerfile() throws IOException {
        return Files.readString(Path.of("Dockerfile"));
    }
}
