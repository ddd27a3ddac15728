package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A region that does not answer, in every account, takes no poll from any other target. */
final class HangingRegionTest extends ManyTargetsFixture {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int ACCOUNTS = 6;
    private static final int POLLS = 8;
    private static final List<String> REGIONS =
            List.of("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1");
    private static final String HANGING = "eu-west-1";
    private static final Pattern SUCCESSES =
            Pattern.compile("bedrock_batch_exporter_polls_total\\{(.*),result=\"success\"} (.*)");

    private final HttpClient client = HttpClient.newHttpClient();

    HangingRegionTest() throws IOException {}

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void allOtherTargetsKeepTheirCadence() throws ConfigException, IOException, InterruptedException {
        try (Exporter exporter = new Exporter(
                configuration(ACCOUNTS, REGIONS, "poll: {interval: 1s}, store: {type: memory}"),
                new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8),
                InstantSource.system(),
                Map.of())) {
            simulator.faults().add(FaultRule.of(new Fault.Hang()).inRegion(HANGING));
            exporter.listen();
            exporter.start();
            int port = exporter.port();
            await("first polls of all targets that answer")
                    .atMost(LONG)
                    .until(() -> answering(port).values().stream().allMatch(polls -> polls >= 1));
            Map<String, Double> before = answering(port);
            await("polls of the target that is polled most")
                    .atMost(LONG)
                    .until(() -> since(before, port).values().stream().anyMatch(polls -> polls >= POLLS));

            assertThat(since(before, port)).hasSize(ACCOUNTS * (REGIONS.size() - 1));
            assertThat(since(before, port).values()).allMatch(polls -> polls >= POLLS / 2.0);
            assertThat(successes(port).entrySet())
                    .filteredOn(target -> target.getKey().contains(HANGING))
                    .hasSize(ACCOUNTS)
                    .allMatch(target -> target.getValue() == 0);
        }
    }

    /** Returns how many polls of each target that answers have succeeded since others were counted. */
    private Map<String, Double> since(Map<String, Double> before, int port) throws IOException, InterruptedException {
        Map<String, Double> since = new HashMap<>(answering(port));
        since.replaceAll((target, polls) -> polls - before.getOrDefault(target, 0.0));
        return since;
    }

    private Map<String, Double> answering(int port) throws IOException, InterruptedException {
        Map<String, Double> answering = successes(port);
        answering.keySet().removeIf(target -> target.contains(HANGING));
        return answering;
    }

    private Map<String, Double> successes(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return SUCCESSES
                .matcher(text)
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1), match -> Double.valueOf(match.group(2)), Double::sum, TreeMap::new));
    }
}
