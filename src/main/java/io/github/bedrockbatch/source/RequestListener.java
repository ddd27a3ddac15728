package io.github.bedrockbatch.source;

import io.github.bedrockbatch.job.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of each request to AWS, retries included. */
public interface RequestListener {
    /**
     * An attempt ended.
     *
     * @param operation AWS's name, such as {@code GetModelInvocationJob}
     * @param errorCode of a bounded set ({@link ErrorCodes#ALL}), or null when it succeeded
     */
    void attempted(Target target, String operation, Duration duration, @Nullable String errorCode);
}
