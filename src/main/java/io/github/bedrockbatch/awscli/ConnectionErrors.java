package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.Proxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says why a call got no answer. */
final class ConnectionErrors {
    private ConnectionErrors() {}

    static CommandException told(SdkClientException failure, Settings settings, Optional<Proxy> proxy) {
        String endpoint = settings.endpoint().map(uri -> uri.toString()).orElse("Bedrock in " + settings.region())
                + proxy.map(found -> " through the proxy " + found).orElse("");
        String reason = reason(failure);
        return CommandException.general(
                reason == null ? endpoint + ": the call failed: " + failure.getMessage() : endpoint + ": " + reason,
                failure);
    }

    private static @Nullable String reason(SdkClientException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String reason = switch (cause) {
                case UnknownHostException e -> "the host is unknown; correct the endpoint or the region";
                case ConnectException e -> "the connection failed (" + e.getMessage() + ")";
                case SocketTimeoutException e ->
                    "timed out (" + e.getMessage() + "); see --cli-connect-timeout and" + " --cli-read-timeout";
                case SSLException e -> "SSL validation failed: " + e.getMessage() + "; see --ca-bundle";
                case IOException e -> "the connection broke: " + e.getMessage();
                default -> null;
            };
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }
}
