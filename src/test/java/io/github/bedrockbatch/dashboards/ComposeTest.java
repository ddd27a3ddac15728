package io.github.bedrockbatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The compose file and what its services read: each file is there, and each address is one of the services'. */
final class ComposeTest {
    private static final Path FOLDER = Path.of("config");
    private static final JsonNode SERVICES = read("compose.yml").get("services");
    private static final JsonNode PROMETHEUS = read("compose/prometheus.yml");
    private static final JsonNode SOURCES =
            read("grafana/provisioning/datasources/prometheus.yml").get("datasources");
    private static final JsonNode PROVIDERS =
            read("grafana/provisioning/dashboards/bedrock-batch.yml").get("providers");

    @Test
    void eachMountedFileExistsAndIsNotWritten() {
        assertThat(mounts()).hasSize(5).allSatisfy(mount -> {
            assertThat(FOLDER.resolve(mount[0])).exists();
            assertThat(mount[2]).isEqualTo("ro");
        });
    }

    @Test
    void onlyThisMachineReachesThePorts() {
        assertThat(SERVICES.valueStream()
                        .flatMap(service -> service.get("ports").valueStream()))
                .hasSize(4)
                .extracting(JsonNode::asString)
                .allMatch(port -> port.matches("127\\.0\\.0\\.1:(\\d+):\\1"));
    }

    @Test
    void imagesArePinnedAndTheExportersIsBuilt() {
        assertThat(SERVICES.valueStream().filter(service -> service.has("image")))
                .hasSize(3)
                .allMatch(service -> service.get("image").asString().matches("\\w+/\\w+:v?\\d+\\.\\d+\\.\\d+"));
        assertThat(FOLDER.resolve(SERVICES.at("/demo/build").asString()).resolve("Dockerfile"))
                .exists();
        assertThat(SERVICES.at("/demo/command/0").asString()).isEqualTo("demo");
    }

    @Test
    void addressesAreThoseOfTheServices() throws IOException {
        String scraped =
                PROMETHEUS.at("/scrape_configs/0/static_configs/0/targets/0").asString();
        Stream<String> addresses = Stream.of(
                scraped,
                PROMETHEUS
                        .at("/alerting/alertmanagers/0/static_configs/0/targets/0")
                        .asString(),
                SOURCES.at("/0/url").asString().replaceFirst("^http://", ""));

        assertThat(addresses).allSatisfy(address -> {
            String[] parts = address.split(":", -1);
            assertThat(SERVICES.at("/" + parts[0] + "/ports/0").asString("")).endsWith(":" + parts[1]);
        });
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("EXPOSE " + scraped.replaceFirst(".*:", "") + "\n");
    }

    @Test
    void prometheusReadsTheShippedRulesUnderTheNameOfTheirJob() {
        assertThat(PROMETHEUS.at("/rule_files/0").asString()).isEqualTo("alerts.yml");
        assertThat(mounts()).extracting(mount -> mount[1]).contains("/etc/prometheus/alerts.yml");
        assertThat(PROMETHEUS.at("/scrape_configs/0/job_name").asString()).isEqualTo("bedrock-batch-exporter");
    }

    @Test
    void grafanaLoadsTheShippedBoardsFromWhereTheyAreMounted() {
        String folder = PROVIDERS.at("/0/options/path").asString();
        String home = SERVICES.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .asString();

        assertThat(mounts())
                .anyMatch(mount -> mount[1].equals(folder)
                        && FOLDER.resolve(mount[0]).normalize().equals(Board.FOLDER));
        assertThat(home).startsWith(folder + "/");
        assertThat(Board.FOLDER.resolve(home.substring(folder.length() + 1))).exists();
        assertThat(mounts()).extracting(mount -> mount[1]).contains("/etc/grafana/provisioning");
    }

    @Test
    void whoeverOpensGrafanaMayOnlyLook() {
        JsonNode environment = SERVICES.at("/grafana/environment");

        assertThat(environment.get("GF_AUTH_ANONYMOUS_ORG_ROLE").asString()).isEqualTo("Viewer");
        assertThat(environment.get("GF_AUTH_DISABLE_LOGIN_FORM").asString()).isEqualTo("true");
        assertThat(Set.copyOf(environment.propertyNames())).doesNotContain("GF_SECURITY_ADMIN_PASSWORD");
    }

    /** Source, target and mode of each volume. */
    private static List<String[]> mounts() {
        return SERVICES.valueStream()
                .flatMap(service -> service.path("volumes").valueStream())
                .map(volume -> volume.asString().split(":", -1))
                .toList();
    }

    private static JsonNode read(String file) {
        try {
            return JsonMapper.shared()
                    .valueToTree(new Load(LoadSettings.builder().build())
                            .loadFromString(Files.readString(FOLDER.resolve(file))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
