package io.github.bedrockbatch.aws.request;

import java.io.Serial;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says that an answer is not what the service's model promises. */
public final class InvalidResponseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private InvalidResponseException(String message) {
        super(message);
    }

    /** Makes one the cause of an exception of the SDK: the SDK copies its own exceptions, and a subclass would be lost. */
    public static SdkClientException wrapped(String message) {
        return SdkClientException.create(message, new InvalidResponseException(message));
    }
}
