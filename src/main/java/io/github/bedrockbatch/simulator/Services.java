package io.github.bedrockbatch.simulator;

import java.time.Instant;
import java.util.Map;

/** The services of AWS that are simulated: from an operation to its answer, errors included. */
final class Services {
    private final BedrockOperations bedrock;
    private final TaggingOperations tagging;
    private final S3Operations s3;
    private final StsOperations sts;
    private final RateLimit rate;

    Services(SimulatorConfig config, JobBook book) {
        this.bedrock = new BedrockOperations(config, book);
        this.tagging = new TaggingOperations(book);
        this.s3 = new S3Operations(book);
        this.sts = new StsOperations(new Roles(config.roles()));
        this.rate = new RateLimit(config.requestsPerSecond());
    }

    Answer answer(Operation operation, Request request, Instant now) {
        try {
            Session.check(request.sessionToken(), now);
            return switch (operation.service()) {
                case BEDROCK -> throttled(operation, request, now);
                case TAGGING -> tagging.answer(operation, request, now);
                case S3 -> s3.answer(operation, request, now);
                case SQS -> SqsOperations.answer(operation, request);
                case STS -> sts.answer(operation, request, now);
            };
        } catch (ServiceException e) {
            return error(operation.service(), e);
        }
    }

    static Answer error(Operation.Service service, ServiceException error) {
        return switch (service) {
            case BEDROCK -> json(error, Map.of("message", error.text()));
            case SQS -> json(error, Map.of("__type", "com.amazonaws.sqs#" + error.code(), "message", error.text()));
            case TAGGING -> json(error, Map.of("__type", error.code(), "Message", error.text()));
            case S3 -> new Answer(error.status(), "application/xml", "", S3Operations.error(error));
            case STS -> new Answer(error.status(), "text/xml", "", StsOperations.error(error));
        };
    }

    private Answer throttled(Operation operation, Request request, Instant now) {
        if (!rate.allows(request.caller(), now)) {
            throw ServiceException.throttled();
        }
        return bedrock.answer(operation, request, now);
    }

    private static Answer json(ServiceException error, Map<String, String> body) {
        return new Answer(error.status(), "application/json", error.code(), WireJson.text(body));
    }
}
