package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A store in PostgreSQL: its password, its certificate, and the way to it. */
final class DatabaseTest {
    private static final String STORE = "config: {store: {type: postgresql, url: \"jdbc:postgresql://db/x\"}}";

    @Test
    void hasNoVolumeForState() {
        Objects objects = Chart.template("{" + STORE + "}");
        assertThat(objects.find("PersistentVolumeClaim")).isEmpty();
        assertThat(objects.volume("data").isMissingNode()).isTrue();
        assertThat(objects.volume("database").isMissingNode()).isTrue();
        assertThat(configuration(objects).at("/store").has("password_file")).isFalse();
    }

    @Test
    void readsItsPasswordFromTheUsersSecret() {
        Objects objects = Chart.template("{database: {existingSecret: db}, " + STORE + "}");
        JsonNode secret = objects.volume("database").get("secret");
        assertThat(secret.get("secretName").asString()).isEqualTo("db");
        assertThat(secret.get("items")).hasToString("[{\"key\":\"password\",\"path\":\"password\"}]");
        assertThat(objects.container().get("volumeMounts").toString())
                .contains("{\"name\":\"database\",\"mountPath\":\"/run/secrets/database\",\"readOnly\":true}");
        assertThat(configuration(objects).at("/store/password_file").asString())
                .isEqualTo("/run/secrets/database/password");
    }

    @Test
    void takesKeysOfTheSecretByOtherNamesAndACertificate() {
        Objects objects = Chart.template("""
                database: {existingSecret: db, existingSecretPasswordKey: PGPASSWORD, existingSecretCaKey: root.pem}
                config:
                  store:
                    type: postgresql
                    url: jdbc:postgresql://db/x?sslmode=verify-full&sslrootcert=/run/secrets/database/ca.crt
                    password_file: /run/secrets/database/password
                """);
        assertThat(objects.volume("database").at("/secret/items"))
                .hasToString(
                        "[{\"key\":\"PGPASSWORD\",\"path\":\"password\"},{\"key\":\"root.pem\",\"path\":\"ca.crt\"}]");
    }

    /** The chart cannot write into a ConfigMap of the user's: that one has to name the file. */
    @Test
    void mountsTheSecretForAConfigurationOfTheUsers() {
        Objects objects = Chart.template(
                "{existingConfigMap: mine, persistence: {enabled: false}, replicaCount: 2, database: {existingSecret: db}}");
        assertThat(objects.volume("database").at("/secret/secretName").asString())
                .isEqualTo("db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{database: {existingSecret: db}}",
                "{database: {existingSecret: db}, config: {store: {type: memory}}}"
            })
    void leavesTheSecretAloneWithAnotherStore(String values) {
        Objects objects = Chart.template(values);
        assertThat(objects.volume("database").isMissingNode()).isTrue();
        assertThat(configuration(objects).toString()).doesNotContain("password");
    }

    /** As with the values of an earlier version of the chart. */
    @Test
    void needsNotBeKnown() {
        Objects objects = Chart.template(
                "{database: null, prometheusRule: {enabled: true, alerts: {BedrockBatchExporterReplicasMissing: null}}}");
        assertThat(objects.volume("database").isMissingNode()).isTrue();
        assertThat(objects.get("PrometheusRule").toString()).doesNotContain("ReplicasMissing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jdbc:postgresql://db/x                          | [5432]
            jdbc:postgresql:x                               | [5432]
            jdbc:postgresql://db:6432/x?sslmode=require     | [6432]
            jdbc:postgresql://a:5433,b,c:5433/x             | [5433,5432]
            jdbc:postgresql://[fd00::1]/x                   | [5432]
            jdbc:postgresql://[fd00::1]:7000/x              | [7000]
            jdbc:postgresql://db?ApplicationName=c:1        | [5432]
            ${DATABASE_URL}                                 | [5432]
            """)
    void isReachedThroughANarrowedEgress(String url, String ports) {
        JsonNode egress = Chart.template("networkPolicy: {enabled: true, egress: {enabled: true}}\n"
                        + "config: {store: {type: postgresql, url: \"" + url + "\"}}")
                .get("NetworkPolicy")
                .at("/spec/egress");
        assertThat(egress).hasSize(3);
        assertThat(egress.at("/1/ports").valueStream().map(port -> port.get("port")))
                .hasToString(ports.replace(",", ", "));
        assertThat(egress.at("/1").has("to")).isFalse();
    }

    @Test
    void isConfiguredAsInTheExample() {
        String example = Chart.text(Path.of("config/postgresql.yml"));
        Objects objects = Chart.template(
                "database: {existingSecret: db, existingSecretCaKey: ca}\nconfig:\n" + example.indent(2));
        assertThat(configuration(objects)).isEqualTo(Chart.tree(example));
    }

    @Test
    void opensNoPortWithAnotherStore() {
        assertThat(Chart.template("{networkPolicy: {enabled: true, egress: {enabled: true}}}")
                        .get("NetworkPolicy")
                        .at("/spec/egress"))
                .hasSize(2);
    }

    private static JsonNode configuration(Objects objects) {
        return Chart.tree(objects.get("ConfigMap").get("data").get("config.yml").asString());
    }
}
