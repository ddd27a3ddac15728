package io.github.bedrockbatch.aws.request;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Begins each attempt of a call in its {@link RequestAttempts}. */
final class AttemptInterceptor implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (RequestAttempts.CURRENT.isBound()) {
            RequestAttempts.CURRENT.get().awaitTurn();
        }
    }
}
