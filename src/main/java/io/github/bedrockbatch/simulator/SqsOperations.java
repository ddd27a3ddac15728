package io.github.bedrockbatch.simulator;

import java.util.List;
import java.util.Map;

/** DeleteMessageBatch of SQS. Every queue exists and is empty: whoever is let in is told that no receipt is one of the queue's. */
final class SqsOperations {
    private static final String REFUSAL = "The input receipt handle is invalid.";

    private SqsOperations() {}

    static Answer answer(Operation operation, Request request) {
        if (!operation.name().equals("DeleteMessageBatch")) {
            throw new ServiceException("UnsupportedOperation", 400, operation.name() + ": not simulated");
        }
        List<Map<String, Object>> failed = RequestBody.of(request.body()).children("Entries").stream()
                .map(entry -> Map.<String, Object>of(
                        "Id",
                        entry.node().path("Id").asString(""),
                        "Code",
                        "ReceiptHandleIsInvalid",
                        "Message",
                        REFUSAL,
                        "SenderFault",
                        true))
                .toList();
        return Answer.json(Map.of("Successful", List.of(), "Failed", failed));
    }
}
