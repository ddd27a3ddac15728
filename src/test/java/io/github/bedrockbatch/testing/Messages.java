package io.github.bedrockbatch.testing;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** Messages as queues hold them. */
public final class Messages {
    private static final JsonMapper JSON = new JsonMapper();

    private Messages() {}

    /** What EventBridge sends when a job has changed. */
    public static String event(String jobArn, String status, Instant time) {
        String account = jobArn.split(":", -1)[4];
        return """
                {"version": "0", "id": "c5f87fd4-0e1e-4d5b-93d6-2b3c2f3a1f4e", "time": "%s",
                 "detail-type": "Batch Inference Job State Change", "source": "aws.bedrock", "account": "%s",
                 "region": "%s", "resources": ["%s"], "detail": %s}""".formatted(time, account, jobArn.split(":", -1)[3], jobArn, detail(jobArn, status));
    }

    /** The detail of such an event. */
    public static String detail(String jobArn, String status) {
        return """
                {"version": "0.0", "accountId": "%s", "batchJobName": "nightly", "batchJobArn": "%s",
                 "batchModelId": "amazon.nova-lite-v1:0", "status": "%s", "failureMessage": "",
                 "creationTime": "Nov 20, 2026, 11:00:00 AM UTC"}""".formatted(jobArn.split(":", -1)[4], jobArn, status);
    }

    /** What SNS makes of a message. */
    public static String notification(String message) {
        return """
                {"Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                 "TopicArn": "arn:aws:sns:us-east-1:123456789012:jobs", "Timestamp": "2026-11-20T12:00:01.000Z",
                 "SignatureVersion": "1", "Message": %s}""".formatted(JSON.writeValueAsString(message));
    }
}
