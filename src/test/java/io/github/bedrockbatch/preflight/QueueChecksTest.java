package io.github.bedrockbatch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import org.junit.jupiter.api.Test;

/** What is found out about a queue without taking a message. */
final class QueueChecksTest extends PreflightFixture {
    private static final String URL = "https://sqs.us-east-1.amazonaws.com/111111111111/events";
    private static final String CONFIGURATION =
            ROLES + "discovery: [{regions: [us-east-1]}]\nnotifications: {sqs_queues: ['" + URL + "']}";

    @Test
    void onlyADeletionIsAskedForOfAMessageThatDoesNotExist() {
        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(URL + " sqs:ReceiveMessage unknown", URL + " sqs:DeleteMessage allowed");
        assertThat(detail(report, URL + " sqs:ReceiveMessage")).isEqualTo("not asked, as that would take a message");
        assertThat(aws.asked()).filteredOn(call -> call.contains(URL)).containsExactly("DeleteMessageBatch " + URL);
        assertThat(report.isBlind()).isFalse();
    }

    @Test
    void aDeniedDeletionLacksTheStatementForBoth() {
        aws.answerDelete(new Denied<>("AccessDeniedException", "not yours"));

        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(URL + " sqs:DeleteMessage denied");
        assertThat(missing(report))
                .containsExactly("permissions [arn:aws:iam::111111111111:role/bedrock-read] ReceiveNotifications");
        assertThat(report.toJson())
                .contains("\"sqs:ReceiveMessage\", \"sqs:DeleteMessage\"")
                .contains("\"arn:aws:sqs:us-east-1:111111111111:events\"");
        assertThat(report.isBlind()).isTrue();
    }

    @Test
    void aQueueThatIsGoneFails() {
        aws.answerDelete(new NotFound<>("The specified queue does not exist."));

        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(URL + " sqs:DeleteMessage failed");
        assertThat(report.missing()).isEmpty();
    }

    @Test
    void aQueueOfARoleThatCannotBeAssumedIsNotAsked() {
        aws.answerAssume(ONE, new Denied<>("AccessDeniedException", "no"));

        assertThat(rows(run(CONFIGURATION)))
                .endsWith(URL + " sqs:ReceiveMessage not_asked", URL + " sqs:DeleteMessage not_asked");
        assertThat(aws.asked()).noneMatch(call -> call.contains(URL));
    }
}
