package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.RequestListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** The requests of one target, with clients whose configuration was {@link #prepared}. */
public final class Requests {
    private final Target target;
    private final RateLimiter limiter;
    private final RequestListener listener;
    private final InstantSource clock;
    private final InstantSource steady;

    /**
     * Asks nothing yet.
     *
     * @param target as which requests are counted
     * @param limiter that each attempt waits for
     * @param clock tells the time where AWS does not
     * @param steady measures how long requests take
     */
    public Requests(
            Target target, RateLimiter limiter, RequestListener listener, InstantSource clock, InstantSource steady) {
        this.target = target;
        this.limiter = limiter;
        this.listener = listener;
        this.clock = clock;
        this.steady = steady;
    }

    /**
     * Adds to a client's configuration what this class counts on: bounded retries, each attempt of which is counted, and
     * answers about errors that are no longer than they need be.
     */
    public static ClientOverrideConfiguration.Builder prepared(ClientOverrideConfiguration.Builder configuration) {
        return configuration
                .retryStrategy(new LoggedRetryStrategy())
                .addExecutionInterceptor(new AttemptInterceptor())
                .addExecutionInterceptor(new ErrorLimit());
    }

    /** As {@link #prepared}, for services whose answers are read whole: those that are too long are refused. */
    public static ClientOverrideConfiguration.Builder bounded(ClientOverrideConfiguration.Builder configuration) {
        return prepared(configuration).addExecutionInterceptor(new AnswerLimit());
    }

    /** The target as which requests are counted. */
    public Target target() {
        return target;
    }

    /** Returns the time by our clock. */
    public Instant now() {
        return clock.instant();
    }

    /** AWS's clock at an answer; ours where it does not say. */
    public Instant serverTime(SdkResponse response) {
        return ServerTime.of(response, clock);
    }

    /**
     * Asks, and gives what goes wrong as a value. Credentials that AWS calls expired are asked with once more: by then the
     * client has others, where there are others.
     *
     * @param operation AWS's name, by which the requests are counted
     * @param timeout for which all may last, waits for the rate included
     * @param question is told how long it may last
     */
    public <T> FetchResult<T> ask(String operation, Duration timeout, Function<Duration, FetchResult<T>> question) {
        Instant begin = steady.instant();
        if (!timeout.isPositive()) {
            return new FetchResult.Failed<>(ErrorCodes.TIMEOUT, operation + ": no time is left in this cycle");
        }
        FetchResult<T> result = once(operation, timeout, question);
        boolean expired =
                result instanceof FetchResult.Denied<T> denied && denied.code().equals(AwsFailure.EXPIRED);
        Duration left = timeout.minus(Duration.between(begin, steady.instant()));
        return expired && left.isPositive() ? once(operation, left, question) : result;
    }

    /** Asks, and lets what goes wrong pass. What is asked for the sake of another request is counted with that one's target. */
    public <T> T call(String operation, Duration timeout, Supplier<T> question) {
        Target cause = RequestAttempts.CURRENT.isBound()
                ? RequestAttempts.CURRENT.get().target()
                : target;
        RequestAttempts log = new RequestAttempts(cause, operation, timeout, limiter, listener, steady);
        T answer;
        try {
            answer = ScopedValue.where(RequestAttempts.CURRENT, log).call(question::get);
        } catch (RuntimeException e) {
            log.end(AwsFailure.code(e));
            throw e;
        }
        log.end(answer instanceof FetchResult.Failed<?> failed ? failed.code() : null);
        return answer;
    }

    private <T> FetchResult<T> once(String operation, Duration timeout, Function<Duration, FetchResult<T>> question) {
        try {
            return call(operation, timeout, () -> question.apply(timeout));
        } catch (RuntimeException e) {
            return AwsFailure.result(e);
        }
    }
}
