package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.net.UrlSecrets;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.sso.SsoException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What an exception of the SDK means: a code of the bounded set, and a reason that holds no secret. */
public final class AwsFailure {
    private static final int MAX_LENGTH = 500;
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String DENIED = "AccessDeniedException";
    static final String EXPIRED = "ExpiredTokenException";
    private static final String UNRECOGNIZED = "UnrecognizedClientException";
    private static final String INVALID_SIGNATURE = "InvalidSignatureException";
    private static final String THROTTLED = "ThrottlingException";
    private static final String INTERNAL = "InternalServerException";
    private static final String UNAVAILABLE = "ServiceUnavailableException";
    private static final Set<String> DENIALS = Set.of(DENIED, EXPIRED, UNRECOGNIZED, INVALID_SIGNATURE);

    /** The same errors as other services and gateways name them. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("NoSuchKey", NOT_FOUND),
            Map.entry("NoSuchBucket", NOT_FOUND),
            Map.entry("AccessDenied", DENIED),
            Map.entry("UnauthorizedException", DENIED),
            Map.entry("ExpiredToken", EXPIRED),
            Map.entry("RequestExpired", EXPIRED),
            Map.entry("InvalidClientTokenId", UNRECOGNIZED),
            Map.entry("InvalidIdentityToken", UNRECOGNIZED),
            Map.entry("InvalidAccessKeyId", UNRECOGNIZED),
            Map.entry("InvalidToken", UNRECOGNIZED),
            Map.entry("AuthFailure", UNRECOGNIZED),
            Map.entry("OptInRequired", UNRECOGNIZED),
            Map.entry("RegionDisabledException", UNRECOGNIZED),
            Map.entry("SignatureDoesNotMatch", INVALID_SIGNATURE),
            Map.entry("Throttling", THROTTLED),
            Map.entry("TooManyRequestsException", THROTTLED),
            Map.entry("RequestLimitExceeded", THROTTLED),
            Map.entry("QueueDoesNotExist", NOT_FOUND),
            Map.entry("AWS.SimpleQueueService.NonExistentQueue", NOT_FOUND),
            Map.entry("ValidationError", "ValidationException"),
            Map.entry("InvalidParameterException", "ValidationException"),
            Map.entry("ThrottledException", THROTTLED),
            Map.entry("InternalServiceException", INTERNAL),
            Map.entry("InternalFailure", INTERNAL),
            Map.entry("InternalServerError", INTERNAL),
            Map.entry("ServiceUnavailable", UNAVAILABLE));

    private AwsFailure() {}

    /** Returns the code by which a failure is counted. */
    public static String code(Throwable failure) {
        return switch (failure) {
            case AwsServiceException service -> serviceCode(service);
            case ApiCallTimeoutException timeout -> ErrorCodes.TIMEOUT;
            case ApiCallAttemptTimeoutException timeout -> ErrorCodes.TIMEOUT;
            case InvalidResponseException invalid -> ErrorCodes.INVALID_RESPONSE;
            case AbortedException aborted -> ErrorCodes.OTHER;
            case SsoException sso -> sso.needsLogin() ? EXPIRED : ErrorCodes.OTHER;
            case InterruptedIOException timeout -> ErrorCodes.TIMEOUT;
            case IOException connection -> ErrorCodes.CONNECTION;
            default -> failure.getCause() == null ? unnamed(failure) : code(failure.getCause());
        };
    }

    /** Returns whether AWS says that the credentials have expired. */
    public static boolean saysExpired(Throwable failure) {
        return code(failure).equals(EXPIRED);
    }

    /** Returns the failure as the answer to a question. */
    public static <T> FetchResult.NoAnswer<T> result(Throwable failure) {
        String code = code(failure);
        String reason = reason(failure, code);
        if (code.equals(NOT_FOUND)) {
            return new FetchResult.NotFound<>(reason);
        }
        return DENIALS.contains(code) ? new FetchResult.Denied<>(code, reason) : new FetchResult.Failed<>(code, reason);
    }

    private static String serviceCode(AwsServiceException failure) {
        String name = failure.awsErrorDetails() == null
                ? null
                : failure.awsErrorDetails().errorCode();
        String code = name == null ? ErrorCodes.OTHER : ErrorCodes.bounded(ALIASES.getOrDefault(name, name));
        return code.equals(ErrorCodes.OTHER) ? byStatus(failure.statusCode()) : code;
    }

    private static String byStatus(int status) {
        return switch (status) {
            case 401, 403 -> DENIED;
            case 429 -> THROTTLED;
            case 500 -> INTERNAL;
            case 502, 503, 504 -> UNAVAILABLE;
            default -> ErrorCodes.OTHER;
        };
    }

    private static String unnamed(Throwable failure) {
        return text(failure).startsWith("Unable to unmarshall") ? ErrorCodes.INVALID_RESPONSE : ErrorCodes.OTHER;
    }

    private static String reason(Throwable failure, String code) {
        if (code.equals(INVALID_SIGNATURE)) {
            // AWS's own message repeats the signed headers, the session token among them.
            return "the signature does not match: check the secret access key and this machine's clock";
        }
        if (failure instanceof AwsServiceException service && service.statusCode() == Proxies.AUTHENTICATION_STATUS) {
            return Proxies.AUTHENTICATION_REQUIRED;
        }
        if (text(failure).contains("Unable to load credentials")) {
            return "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, set aws.profile, or give this "
                    + "workload a role; the SDK says: " + tidy(text(failure));
        }
        return tidy(
                failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                        ? said(service.awsErrorDetails(), failure)
                        : withCause(failure));
    }

    /** Returns the service's own words, where it said any. */
    private static String said(AwsErrorDetails details, Throwable failure) {
        @Nullable String message = details.errorMessage();
        return message == null || message.isBlank() ? text(failure) : message;
    }

    private static String withCause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || text(failure).contains(text(cause))
                ? text(failure)
                : text(failure) + ": " + text(cause);
    }

    private static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String tidy(String text) {
        String line = UrlSecrets.inText(text).replaceAll("\\s+", " ").replaceAll(" ?\\(SDK Attempt Count: \\d+\\)", "");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
