package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.request.AwsFailure;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Has credentials renewed that AWS calls expired. */
public final class ExpiryInterceptor implements ExecutionInterceptor {
    private final RenewableCredentials credentials;

    public ExpiryInterceptor(RenewableCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (AwsFailure.saysExpired(context.exception())) {
            credentials.renew();
        }
    }
}
