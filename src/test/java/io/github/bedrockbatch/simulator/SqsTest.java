package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The real SDK understands the simulator's queues, which are empty, and their refusals. */
class SqsTest {
    private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";

    private final SdkHttpClient http = Apache5HttpClient.create();
    private final Simulator simulator;
    private final SqsClient sqs;

    SqsTest() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
        sqs = SqsClient.builder()
                .httpClient(http)
                .endpointOverride(simulator.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .build();
    }

    @AfterEach
    void close() {
        sqs.close();
        simulator.close();
        http.close();
    }

    @Test
    void noReceiptIsOneOfTheirs() {
        assertThat(delete().failed())
                .singleElement()
                .returns("0", BatchResultErrorEntry::id)
                .returns("ReceiptHandleIsInvalid", BatchResultErrorEntry::code);
    }

    @Test
    void whoIsDeniedIsTold() {
        simulator.faults().add(FaultRule.of(Fault.denied()).onOperation("DeleteMessageBatch"));

        assertThatThrownBy(this::delete).isInstanceOfSatisfying(SqsException.class, denied -> {
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        });
    }

    @Test
    void nothingElseIsSimulated() {
        assertThatThrownBy(() -> sqs.receiveMessage(request -> request.queueUrl(URL)))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("ReceiveMessage: not simulated");
    }

    private DeleteMessageBatchResponse delete() {
        DeleteMessageBatchRequestEntry entry = DeleteMessageBatchRequestEntry.builder()
                .id("0")
                .receiptHandle("x")
                .build();
        return sqs.deleteMessageBatch(request -> request.queueUrl(URL).entries(entry));
    }
}
