package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Holds the documents' commands to the names that the chart makes, so that following them literally works. */
final class DocumentsTest {
    private static final String RELEASE = "bedrock-batch-exporter";
    private static final String NAMESPACE = "monitoring";

    /** Documents that install the chart. */
    private static final List<Path> INSTALLING =
            List.of(Path.of("README.md"), Path.of("docs/install.md"), Chart.FOLDER.resolve("README.md"));

    /** Documents that name what was installed. */
    private static final List<Path> NAMING = Stream.concat(
                    INSTALLING.stream(),
                    Stream.of(
                            Path.of("CONTRIBUTING.md"),
                            Path.of("config/iam/README.md"),
                            Path.of("docs/aws.md"),
                            Path.of("docs/events.md"),
                            Path.of("docs/get-model-invocation-job.md"),
                            Path.of("docs/preflight.md"),
                            Path.of("docs/troubleshooting.md"),
                            Path.of("config/iam/trust-irsa.json"),
                            Chart.FOLDER.resolve("files/runbook.md"),
                            Chart.FOLDER.resolve("files/alerts.yml"),
                            Chart.FOLDER.resolve("values.yaml"),
                            Chart.FOLDER.resolve("values.schema.json")))
            .toList();

    private static final Pattern INSTALL = Pattern.compile("helm install (\\S+) \\S+ --namespace (\\S+)");
    private static final Pattern OPTION = Pattern.compile("--set(?:-string)? (\\S+?)=(\\S+)");
    private static final Pattern DEPLOYMENT = Pattern.compile("\\bdeployment/([a-z0-9-]+)");
    private static final Pattern SERVICE = Pattern.compile("\\bservice/([a-z0-9-]+)");
    private static final Pattern CLAIM = Pattern.compile("\\bdelete pvc ([a-z0-9-]+)");
    private static final Pattern JOB = Pattern.compile("\\blogs job/([a-z0-9-]+)");
    private static final Pattern HOST = Pattern.compile("\\b([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc\\b");
    private static final Pattern INSTANCE = Pattern.compile("app\\.kubernetes\\.io/instance=([a-z0-9-]+)");
    private static final Pattern ACCOUNT = Pattern.compile("--service-account ([a-z0-9-]+)");
    private static final Pattern SUBJECT = Pattern.compile("system:serviceaccount:([a-z0-9-]+):([a-z0-9-]+)");
    private static final Pattern KUBECTL = Pattern.compile("kubectl (?!get prometheus -A|get storageclass)\\S+ \\S+");

    @ParameterizedTest
    @FieldSource("INSTALLING")
    void installsOneReleaseInOneNamespace(Path document) {
        assertThat(matches(INSTALL, document)).isNotEmpty().allSatisfy(install -> {
            assertThat(install.group(1)).isEqualTo(RELEASE);
            assertThat(install.group(2)).isEqualTo(NAMESPACE);
        });
    }

    @ParameterizedTest
    @FieldSource("INSTALLING")
    void setsWhatAFirstInstallationNeeds(Path document) {
        Map<String, String> options = new HashMap<>();
        matches(OPTION, document).forEach(option -> options.put(option.group(1), option.group(2)));
        Objects objects = Chart.template(RELEASE, NAMESPACE, options);

        for (String kind : List.of("ServiceMonitor", "PrometheusRule")) {
            assertThat(objects.get(kind).at("/metadata/labels/release").asString())
                    .as(kind)
                    .isEqualTo("kube-prometheus-stack");
        }
        assertThat(objects.container().get("image").asString())
                .matches("[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/bedrock-batch-exporter:[0-9.]+");
        assertThat(objects.container().get("env").valueStream())
                .extracting(variable -> variable.get("name").asString())
                .contains("AWS_REGION");
    }

    @Test
    void pushesTheImageThatItInstalls() {
        String readme = Chart.text(Path.of("README.md"));
        Map<String, String> options = new HashMap<>();
        matches(OPTION, Path.of("README.md")).forEach(option -> options.put(option.group(1), option.group(2)));
        assertThat(readme)
                .contains("registry=" + options.get("image.registry") + "\n")
                .contains("docker push \"$registry/bedrock-batch-exporter:" + options.get("image.tag") + "\"");
    }

    /** Docker's user may not read the files of the one who types the command, unless it is the same. */
    @Test
    void aContainerReadsTheCredentialsOfWhoStartsIt() {
        String readme = Chart.text(Path.of("README.md"));
        String command = readme.substring(
                readme.indexOf("docker run -d"), readme.indexOf("```", readme.indexOf("docker run -d")));
        assertThat(command)
                .contains("--user \"$(id -u):$(id -g)\"", "-v \"$HOME/.aws:/aws/.aws:ro\"", "-e HOME=/aws ")
                .contains("-e AWS_PROFILE=", "-e AWS_REGION=", "-p 127.0.0.1:9743:9743")
                .doesNotContain("exporter.yml");
    }

    @ParameterizedTest
    @FieldSource("NAMING")
    void namesWhatTheChartMakes(Path document) {
        assertNamesWhatTheChartMakes(Chart.text(document));
    }

    @Test
    void theNotesNameWhatTheChartMakes() {
        String notes = Chart.notes(RELEASE, "{serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}}");
        assertNamesWhatTheChartMakes(notes + Chart.notes(RELEASE, "{}"));
        assertThat(notes)
                .contains("helm test " + RELEASE + " --namespace " + NAMESPACE)
                .contains("the service account\n" + RELEASE + ".")
                .containsPattern(DEPLOYMENT)
                .containsPattern(CLAIM);
    }

    private static void assertNamesWhatTheChartMakes(String text) {
        Objects objects = Chart.template(
                RELEASE, NAMESPACE, Map.of("preflight.enabled", "true", "preflight.createServiceAccount", "true"));
        List<String> accounts = objects.all().stream()
                .filter(object -> object.get("kind").asString().equals("ServiceAccount"))
                .map(DocumentsTest::name)
                .toList();

        Map.of(DEPLOYMENT, "Deployment", SERVICE, "Service", CLAIM, "PersistentVolumeClaim", JOB, "Job")
                .forEach((pattern, kind) -> assertThat(matches(pattern, text))
                        .allSatisfy(found -> assertThat(found.group(1)).isEqualTo(name(objects.get(kind)))));
        assertThat(matches(HOST, text)).allSatisfy(found -> {
            assertThat(found.group(1)).isEqualTo(name(objects.get("Service")));
            assertThat(found.group(2)).isEqualTo(NAMESPACE);
        });
        assertThat(matches(INSTANCE, text))
                .allSatisfy(found -> assertThat(found.group(1)).isEqualTo(RELEASE));
        assertThat(matches(ACCOUNT, text))
                .allSatisfy(found -> assertThat(accounts).contains(found.group(1)));
        assertThat(matches(SUBJECT, text)).allSatisfy(found -> {
            assertThat(found.group(1)).isEqualTo(NAMESPACE);
            assertThat(accounts).contains(found.group(2));
        });
        assertThat(matches(KUBECTL, text))
                .allSatisfy(found -> assertThat(found.group()).isEqualTo("kubectl --namespace " + NAMESPACE));
    }

    /** What the chart mounts and what the job that copies the state mounts are the same, and at the same places. */
    @Test
    void movesTheStateBetweenTheStoresThatTheChartMakes() {
        List<String> examples =
                matches(Pattern.compile("(?s)```yaml\n(.+?)```"), Chart.FOLDER.resolve("README.md")).stream()
                        .map(example -> example.group(1))
                        .toList();
        String values = example(examples, "replicaCount:");
        Objects after = Chart.template("fullnameOverride: bedrock-batch-exporter\n" + values);
        Objects before = Chart.template("fullnameOverride: bedrock-batch-exporter");
        Objects copy = Objects.parse(example(examples, "kind: Job"));
        JsonNode pod = copy.get("Job").at("/spec/template/spec");

        assertThat(after.get("Deployment").at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(pod.at("/securityContext/runAsUser")).isEqualTo(after.pod().at("/securityContext/runAsUser"));
        assertThat(named(pod.get("volumes"), "data")
                        .at("/persistentVolumeClaim/claimName")
                        .asString())
                .isEqualTo(name(before.get("PersistentVolumeClaim")));
        assertThat(named(pod.get("volumes"), "database").at("/secret/secretName"))
                .isEqualTo(after.volume("database").at("/secret/secretName"));
        JsonNode mounts = pod.at("/containers/0/volumeMounts");
        assertThat(named(mounts, "database")).isEqualTo(named(after.container().get("volumeMounts"), "database"));
        assertThat(named(mounts, "data")).isEqualTo(named(before.container().get("volumeMounts"), "data"));
        assertThat(Chart.tree(
                        copy.get("ConfigMap").get("data").get("postgresql.yml").asString()))
                .isEqualTo(Chart.tree(
                        after.get("ConfigMap").get("data").get("config.yml").asString()));
    }

    private static String example(List<String> examples, String part) {
        return examples.stream()
                .filter(example -> example.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode named(JsonNode objects, String name) {
        return objects.valueStream()
                .filter(object -> object.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDocumentsNameEachKind() {
        assertThat(NAMING.stream().flatMap(document -> matches(DEPLOYMENT, document).stream()))
                .hasSizeGreaterThan(2);
        for (Pattern pattern : List.of(HOST, CLAIM, JOB, INSTANCE, ACCOUNT)) {
            assertThat(NAMING.stream().flatMap(document -> matches(pattern, document).stream()))
                    .as(pattern.pattern())
                    .isNotEmpty();
        }
        assertThat(NAMING.stream().flatMap(document -> matches(SUBJECT, document).stream()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMING")
    void promisesNothingThatDoesNotExist(Path document) {
        assertThat(Chart.text(document))
                .doesNotContainIgnoringCase("turn TLS on")
                .doesNotContain("beside old failures", "fires for none")
                .doesNotContain("mvn -q -Pdemo");
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    private static List<MatchResult> matches(Pattern pattern, Path document) {
        return matches(pattern, Chart.text(document));
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
