package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.UrlSecrets;
import java.io.PrintStream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What {@code --debug} shows on stderr: settings, requests and the headers of answers, without secrets. */
final class DebugLog implements ExecutionInterceptor {
    private final PrintStream err;

    DebugLog(PrintStream err) {
        this.err = err;
    }

    void line(String text) {
        err.println("debug: " + UrlSecrets.inText(text));
    }

    void settings(SharedConfiguration shared, Settings settings) {
        line("profile " + shared.profileName() + (shared.isExplicit() ? ", from the command line" : ""));
        line("region " + settings.region());
        line("endpoint " + settings.endpoint().map(Object::toString).orElse("default of the region"));
        line("retries " + settings.retryMode() + ", at most " + settings.attempts() + " attempts");
        line("time-outs: connect " + settings.connectTimeout() + ", read " + settings.readTimeout());
        line("certificates: " + certificates(settings));
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        line("request " + request.method() + " " + request.getUri());
        Redaction.headers(request.headers()).forEach((name, value) -> line("request header " + name + ": " + value));
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        line("response " + response.statusCode() + " " + response.statusText().orElse(""));
        Redaction.headers(response.headers()).forEach((name, value) -> line("response header " + name + ": " + value));
    }

    private static String certificates(Settings settings) {
        return settings.verified() ? settings.caBundle().map(Object::toString).orElse("of the JDK") : "not verified";
    }
}
