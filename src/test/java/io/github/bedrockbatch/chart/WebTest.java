package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** TLS and authentication: the web file, and who asks the exporter. */
final class WebTest {
    private static final String TLS = "tls_server_config: {cert_file: tls.crt, key_file: tls.key";
    private static final String FLAG = "--web.config.file=/run/secrets/web/web.yml";

    @Test
    void withoutAWebFileNothingIsOfIt() {
        Objects objects = Chart.template("{serviceMonitor: {enabled: true}}");

        assertThat(Objects.texts(objects.container().get("args"))).doesNotContain(FLAG);
        assertThat(objects.volume("web").isMissingNode()).isTrue();
        assertThat(scheme(objects)).isEqualTo("http");
        assertThat(objects.container().at("/livenessProbe/httpGet").has("scheme"))
                .isFalse();
    }

    @Test
    void theWebFileIsASecretBesideItsCertificates() {
        Objects objects = Chart.template("web: {config: {" + TLS + "}}, certificatesSecret: mine}");
        String file = objects.get("Secret").at("/data").get("web.yml").asString();
        JsonNode sources = objects.volume("web").at("/projected/sources");

        assertThat(Chart.tree(new String(Base64.getDecoder().decode(file), StandardCharsets.UTF_8)))
                .isEqualTo(Chart.tree("{" + TLS + "}}"));
        assertThat(objects.get("Secret").at("/metadata/name").asString()).isEqualTo(Chart.NAME + "-web");
        assertThat(sources.at("/0/secret/name").asString()).isEqualTo(Chart.NAME + "-web");
        assertThat(sources.at("/0/secret/items").toString()).isEqualTo("[{\"key\":\"web.yml\",\"path\":\"web.yml\"}]");
        assertThat(sources.at("/1/secret").toString()).isEqualTo("{\"name\":\"mine\"}");
        assertThat(objects.container().get("volumeMounts").toString())
                .contains("{\"name\":\"web\",\"mountPath\":\"/run/secrets/web\",\"readOnly\":true}");
        assertThat(Objects.texts(objects.container().get("args"))).contains(FLAG);
    }

    /** The test asks with the same file, because it has to trust the certificate and may have to show it. */
    @Test
    void theTestHasTheWebFileToo() {
        JsonNode pod = Chart.template("web: {config: {" + TLS + "}}, certificatesSecret: mine}")
                .get("Pod")
                .get("spec");

        assertThat(Objects.texts(pod.at("/containers/0/args"))).contains("healthcheck", FLAG);
        assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asString()).isEqualTo("/run/secrets/web");
        assertThat(pod.at("/volumes/0/projected/sources")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {config: {basic_auth_users: {a: b}}}                               | http
            {config: {rate_limit: {interval: 1s, burst: 1}}}                   | http
            {config: {tls_server_config: {min_version: TLS13}}}                | http
            {config: {tls_server_config: {cert_file: a, key_file: b}}}         | https
            {config: {tls_server_config: {cert: a, key: b}}}                   | https
            {existingSecret: mine}                                             | https
            {existingSecret: mine, existingSecretTls: false}                   | http
            """)
    void probesAndScrapesSpeakAsTheExporterDoes(String web, String scheme) {
        String monitor = "serviceMonitor: {enabled: true, basicAuth: {username: {}, password: {}}}\n";
        Objects objects = Chart.template(monitor + "web: " + web);

        assertThat(scheme(objects)).isEqualTo(scheme);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode get = objects.container().get(probe).get("httpGet");
            assertThat(get.get("port").asString()).isEqualTo("http");
            assertThat(get.has("scheme")).isEqualTo(scheme.equals("https"));
            assertThat(get.path("scheme").asString("HTTPS")).isEqualTo("HTTPS");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{config: {" + TLS + ", client_auth_type: RequireAnyClientCert}}}",
                "{config: {" + TLS + ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt}}}",
                "{existingSecret: mine, existingSecretClientCertificates: true}",
            })
    void whereClientsNeedACertificateTheExporterAsksItself(String web) {
        JsonNode container = Chart.template("containerPort: 8443\nweb: " + web).container();

        assertThat(container.get("livenessProbe").toString())
                .contains("\"tcpSocket\":{\"port\":\"http\"}")
                .doesNotContain("httpGet");
        assertThat(Objects.texts(container.at("/readinessProbe/exec/command")))
                .containsExactly(
                        "/opt/bedrock-batch-exporter/runtime/bin/java",
                        "@/opt/bedrock-batch-exporter/java.args",
                        "healthcheck",
                        "--web.listen-address=:8443",
                        FLAG,
                        "--ready");
        assertThat(Objects.texts(container.at("/startupProbe/exec/command")))
                .contains(FLAG)
                .doesNotContain("--ready");
        assertThat(container.at("/readinessProbe/periodSeconds").asInt()).isEqualTo(10);
        assertThat(container.at("/readinessProbe/timeoutSeconds").asInt()).isEqualTo(10);
    }

    @Test
    void certificatesThatMayBeGivenDoNotKeepTheKubeletOut() {
        JsonNode container = Chart.template("web: {config: {" + TLS
                        + ", client_auth_type: VerifyClientCertIfGiven, client_ca_file: ca.crt}}}")
                .container();

        assertThat(container.at("/livenessProbe/httpGet/scheme").asString()).isEqualTo("HTTPS");
    }

    @Test
    void probesOfOnesOwnStay() {
        JsonNode container = Chart.template(
                        "web: {config: {" + TLS + "}}}\nlivenessProbe: {httpGet: null, exec: {command: [a]}}\n"
                                + "readinessProbe: {httpGet: {scheme: HTTP}}")
                .container();

        assertThat(container.at("/livenessProbe/exec/command/0").asString()).isEqualTo("a");
        assertThat(container.at("/readinessProbe/httpGet/scheme").asString()).isEqualTo("HTTP");
    }

    @Test
    void theSchemeIsTheUsersIfGiven() {
        assertThat(scheme(Chart.template("{serviceMonitor: {enabled: true, scheme: https}}")))
                .isEqualTo("https");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {web: {existingSecret: mine, config: {rate_limit: {}}}} | web.existingSecret: "mine": must be empty where web.config is set
            {web: {certificatesSecret: mine}}                       | web.certificatesSecret: "mine": must be empty without a web file
            {web: {config: {basic_auth_users: {a: b}}}, serviceMonitor: {enabled: true}} | serviceMonitor.basicAuth: {}: must be set where web.config.basic_auth_users is
            {web: {existingSecret: mine, existingSecretClientCertificates: true}, serviceMonitor: {enabled: true}} | serviceMonitor.tlsConfig: {}: must be set where clients need a certificate
            """)
    void valuesGoTogether(String values, String refusal) {
        assertThat(Chart.refusal(values)).contains(refusal);
    }

    @Test
    void theFirstCommandAsksAsTheExporterDoes() {
        assertThat(Chart.notes("web: {config: {" + TLS + "}, basic_auth_users: {a: b}}}"))
                .contains("curl -sS --retry 9 --retry-all-errors -k -u USER https://127.0.0.1:9743/metrics");
        assertThat(Chart.notes("{}")).contains("curl -sS --retry 9 --retry-all-errors http://127.0.0.1:9743/metrics");
    }

    private static String scheme(Objects objects) {
        return objects.get("ServiceMonitor").at("/spec/endpoints/0/scheme").asString();
    }
}
