package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TaggingTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void tellsTheTagsOfTheJobsThatMatch() throws IOException {
        InstantSource clock = InstantSource.fixed(START.plusSeconds(5));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Simulator simulator = Simulator.start(any, Fleet.demo(START), clock);
                SimulatorClient client = SimulatorClient.of(simulator)) {
            assertThat(resources(client, "search")).contains("us-east-1:123456789012", "\"Key\":\"team\"");
            assertThat(resources(client, "sales")).contains("\"ResourceTagMappingList\":[]");
        }
    }

    @Test
    void writesErrorsInTheWordsOfItsModel() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Simulator simulator = Simulator.start(any, Fleet.empty(), InstantSource.fixed(START));
                SimulatorClient client = SimulatorClient.of(simulator)) {
            assertThat(getResources(client, "{\"ResourcesPerPage\":101}"))
                    .contains("\"__type\":\"InvalidParameterException\"", "\"Message\":\"101: ");
        }
    }

    private static String resources(SimulatorClient client, String team) throws IOException {
        return getResources(
                client,
                "{\"ResourceTypeFilters\":[\"bedrock:model-invocation-job\"],\"TagFilters\":"
                        + "[{\"Key\":\"team\",\"Values\":[\"" + team + "\"]}]}");
    }

    private static String getResources(SimulatorClient client, String body) throws IOException {
        return client.send(client.request("/")
                        .header("X-Amz-Target", "ResourceGroupsTaggingAPI_20170126.GetResources")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .body();
    }
}
