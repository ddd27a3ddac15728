package io.github.bedrockbatch.source;

import java.util.List;

/** The bounded set of codes by which failed requests are counted. */
public final class ErrorCodes {
    public static final String DENIED = "AccessDeniedException";
    public static final String NOT_FOUND = "ResourceNotFoundException";
    public static final String TIMEOUT = "Timeout";
    public static final String CONNECTION = "Connection";
    public static final String INVALID_RESPONSE = "InvalidResponse";
    public static final String OTHER = "Other";

    /** Every code that can occur: AWS's own names that are known, then ours. */
    public static final List<String> ALL = List.of(
            DENIED,
            NOT_FOUND,
            "ValidationException",
            "ThrottlingException",
            "InternalServerException",
            "ServiceUnavailableException",
            "ExpiredTokenException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            TIMEOUT,
            CONNECTION,
            INVALID_RESPONSE,
            OTHER);

    private ErrorCodes() {}

    /** Returns the code itself if it is a known one, else {@link #OTHER}. */
    public static String bounded(String code) {
        return ALL.contains(code) ? code : OTHER;
    }
}
