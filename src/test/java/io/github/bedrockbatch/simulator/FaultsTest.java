package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String LIST = "/model-invocation-jobs";

    private final Simulator simulator;
    private final SimulatorClient client;

    FaultsTest() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
        client = SimulatorClient.of(simulator);
    }

    @BeforeEach
    void isFineAtFirst() {
        assertThat(client.get(LIST).status()).isEqualTo(200);
    }

    @AfterEach
    void isFineAfterwards() {
        simulator.faults().clear();
        assertThat(client.get(LIST).status()).isEqualTo(200);
        client.close();
        simulator.close();
    }

    @Test
    void errorsComeAsOftenAsTheRuleSays() {
        add(new Fault.ErrorAnswer("InternalServerException", 500, "no"), 2);
        assertThat(statuses(client, 3)).containsExactly(500, 500, 200);
    }

    @Test
    void rulesMatchByOperationAndRegion() {
        simulator
                .faults()
                .add(FaultRule.of(Fault.denied())
                        .onOperation("ListModelInvocationJobs")
                        .inRegion("us-west-2"));
        assertThat(statuses(client, 1)).containsExactly(200);
        assertThat(client.as("AKID", "us-west-2").get(LIST).errorType()).isEqualTo("AccessDeniedException");
        assertThat(client.as("AKID", "us-west-2")
                        .get("/model-invocation-job/abcdefghijkl")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void rulesMatchByJobAndAccount() {
        simulator.faults().add(FaultRule.of(Fault.denied()).onJob("abcdefghijkl"));
        simulator.faults().add(FaultRule.of(Fault.denied()).inAccount("210987654321"));
        assertThat(client.get("/model-invocation-job/abcdefghijkl").status()).isEqualTo(403);
        assertThat(client.get("/model-invocation-job/abcdefghijk2").status()).isEqualTo(404);
        assertThat(client.as("210987654321", "us-east-1").get(LIST).status()).isEqualTo(403);
    }

    @Test
    void theSameSeedStrikesTheSameRequests() {
        FaultRule rule = FaultRule.of(Fault.denied()).withProbability(0.5, 42);
        simulator.faults().add(rule);
        List<Integer> once = statuses(client, 20);
        simulator.faults().clear();
        simulator.faults().add(rule);
        assertThat(statuses(client, 20)).isEqualTo(once).contains(200, 403);
    }

    @Test
    void delaysAreReal() {
        add(new Fault.Delay(Duration.ofMillis(300)), 1);
        long begin = System.nanoTime();
        assertThat(client.get(LIST).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void hangsUntilTheClientGivesUp() {
        add(new Fault.Hang(), 1);
        assertThatThrownBy(() -> client.send(
                        client.request(LIST).timeout(Duration.ofMillis(200)).build()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void resetsWithoutAnAnswer() {
        add(new Fault.Reset(), Long.MAX_VALUE);
        assertThatThrownBy(() -> client.send(client.request(LIST).build())).isInstanceOf(IOException.class);
    }

    @Test
    void truncatesInTheMiddleOfTheBody() {
        add(new Fault.Truncate(), Long.MAX_VALUE);
        assertThatThrownBy(() -> client.send(client.request(LIST).build())).isInstanceOf(IOException.class);
    }

    @Test
    void answersGarbage() throws IOException {
        add(new Fault.Garbage("<html>"), 1);
        assertThat(client.send(client.request(LIST).build()).body()).isEqualTo("<html>");
    }

    @Test
    void canBeSetOverHttp() {
        long id = client.post("/simulator/faults", "{\"kind\": \"error\", \"code\": \"Oops\", \"status\": 503}")
                .json()
                .path("id")
                .asLong(-1);
        assertThat(client.get(LIST).errorType()).isEqualTo("Oops");
        assertThat(client.get("/simulator/faults").json().path("faults").size()).isEqualTo(1);
        assertThat(client.delete("/simulator/faults/" + id).status()).isEqualTo(200);
        assertThat(client.delete("/simulator/faults/" + id).status()).isEqualTo(404);
        assertThat(client.post("/simulator/faults", "{\"kind\": \"boredom\"}")
                        .json()
                        .path("message")
                        .asString(""))
                .startsWith("\"boredom\": kind must be one of");
    }

    private void add(Fault fault, long times) {
        simulator.faults().add(FaultRule.of(fault).times(times));
    }

    private static List<Integer> statuses(SimulatorClient client, int requests) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(client.get(LIST).status());
        }
        return statuses;
    }
}
