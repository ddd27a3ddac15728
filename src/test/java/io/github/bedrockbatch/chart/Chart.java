package io.github.bedrockbatch.chart;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart in the hands of Helm, as release {@code test} in namespace {@code monitoring}. */
final class Chart {
    static final Path FOLDER = Path.of("helm/bedrock-batch-exporter");

    /** What the objects of the release are called. */
    static final String NAME = "test-bedrock-batch-exporter";

    /** The annotation of the test's pod as {@link #template} shows it. */
    static final String HOOK = "shown/hook";

    private static final String KUBERNETES = "1.34.0";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Helm HELM = new Helm(withoutHooks());

    private Chart() {}

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    /** The objects that Helm makes of values in YAML, the pod of {@code helm test} among them. */
    static Objects template(String values) {
        return withFile(
                values,
                file -> Objects.parse(
                        command("test", "monitoring").withValuesFile(file).call()));
    }

    /** The objects that {@code helm install} makes of {@code --set} options. */
    static Objects template(String release, String namespace, Map<String, String> options) {
        TemplateCommand command = command(release, namespace);
        options.forEach(command::set);
        return Objects.parse(command.call());
    }

    private static TemplateCommand command(String release, String namespace) {
        return HELM.template().withName(release).withNamespace(namespace).withKubeVersion(KUBERNETES);
    }

    /** What Helm tells whoever installs the chart. */
    static String notes(String values) {
        return notes("test", values);
    }

    /** What Helm tells whoever installs the chart as this release. */
    static String notes(String release, String values) {
        String output = withFile(
                values,
                file -> HELM.install()
                        .clientOnly()
                        .withDryRunOption(DryRun.CLIENT)
                        .withName(release)
                        .withNamespace("monitoring")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call()
                        .getOutput());
        return output.substring(output.indexOf("NOTES:"));
    }

    /** Why Helm refuses values. */
    static String refusal(String values) {
        Objects objects;
        try {
            objects = template(values);
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError(values + ": taken, and made into " + objects.kinds());
    }

    /** A file of the chart, in JSON or YAML. */
    static JsonNode read(String file) {
        Path path = FOLDER.resolve(file);
        return file.endsWith(".json") ? JSON.readTree(path) : tree(text(path));
    }

    static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A copy of the chart, for this JVM alone. Helm's library templates no hooks, so they are made ordinary objects. It also asks for
     * a cluster whatever the chart looks up there, so the value {@code global.found} takes its place, and {@code global.visible} that
     * of what each namespace has. It templates installations only, so {@code global.upgrade} says whether it is an upgrade.
     */
    private static Path withoutHooks() {
        Path copy = Path.of(
                "target", "chart-without-hooks-" + ProcessHandle.current().pid());
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target,
                        Files.readString(file)
                                .replace("helm.sh/hook:", HOOK + ":")
                                .replaceAll("\\(lookup [^)]* \"default\"\\)", "((.Values.global).visible)")
                                .replaceAll("\\(lookup [^)]*\\)", "(.Values.global).found")
                                .replace("$root.Release.IsInstall", "(not ($root.Values.global).upgrade)"));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T withFile(String values, Function<Path, T> use) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.write(file, List.of(values));
                return use.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
