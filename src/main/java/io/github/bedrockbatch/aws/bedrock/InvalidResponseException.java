package io.github.bedrockbatch.aws.bedrock;

import java.io.Serial;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says that an answer is not what the service's model promises. */
final class InvalidResponseException extends SdkClientException {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidResponseException(String message) {
        super(SdkClientException.builder().message(message));
    }
}
