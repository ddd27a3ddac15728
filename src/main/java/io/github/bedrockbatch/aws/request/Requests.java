package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.RequestCheck;
import io.github.bedrockbatch.source.RequestListener;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** The requests of one target, with clients whose configuration was {@link #prepared}. */
public final class Requests {
    /** The call that the current thread makes; the SDK's synchronous clients stay on it. */
    static final ScopedValue<Attempts> CURRENT = ScopedValue.newInstance();

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
        return prepared(configuration, false);
    }

    /** Adds the same for services whose answers are read whole: those that are too long are refused. */
    public static ClientOverrideConfiguration.Builder bounded(ClientOverrideConfiguration.Builder configuration) {
        return prepared(configuration, true);
    }

    private static ClientOverrideConfiguration.Builder prepared(
            ClientOverrideConfiguration.Builder configuration, boolean readsWhole) {
        return configuration
                .retryStrategy(new LoggedRetryStrategy())
                .addExecutionInterceptor(new AttemptInterceptor(readsWhole));
    }

    /** Returns the target as which requests are counted. */
    public Target target() {
        return target;
    }

    /** Returns the time by our clock. */
    public Instant now() {
        return clock.instant();
    }

    /** Returns the time by AWS's clock, as the Date header of an answer shows it; by ours where it cannot be read. */
    public Instant serverTime(SdkResponse response) {
        return Optional.ofNullable(response.sdkHttpResponse())
                .flatMap(http -> http.firstMatchingHeader("Date"))
                .flatMap(Requests::parse)
                .orElseGet(clock::instant);
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
        Attempts attempts = new Attempts(CURRENT.isBound() ? CURRENT.get().cause() : target, operation, timeout);
        T answer;
        try {
            answer = ScopedValue.where(CURRENT, attempts).call(question::get);
        } catch (RuntimeException e) {
            attempts.end(AwsFailure.code(e));
            throw e;
        }
        attempts.end(answer instanceof FetchResult.Failed<?> failed ? failed.code() : null);
        return answer;
    }

    private <T> FetchResult<T> once(String operation, Duration timeout, Function<Duration, FetchResult<T>> question) {
        try {
            return call(operation, timeout, () -> question.apply(timeout));
        } catch (RuntimeException e) {
            return AwsFailure.result(e);
        }
    }

    /** The attempts of one call: each begins within the target's rate and is told to the listener when it ends. */
    final class Attempts {
        private final Target cause;
        private final String operation;
        private final Duration timeout;
        private final Instant begin = steady.instant();
        private @Nullable Instant started;

        private Attempts(Target cause, String operation, Duration timeout) {
            this.cause = cause;
            this.operation = operation;
            this.timeout = timeout;
        }

        /** Returns the target as which the attempts are counted. */
        Target cause() {
            return cause;
        }

        /** Waits for the target's rate, checks that a request may still be sent, and starts the watch. */
        void awaitTurn() {
            try {
                if (!limiter.acquire(timeout.minus(Duration.between(begin, steady.instant())))) {
                    throw ApiCallTimeoutException.create(timeout.toMillis());
                }
                RequestCheck.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AbortedException.create("interrupted while waiting for the turn of " + cause, e);
            }
            started = steady.instant();
        }

        /** Tells the listener of the attempt that runs, if one does. */
        void end(@Nullable String errorCode) {
            Instant since = started;
            if (since != null) {
                started = null;
                listener.attempted(cause, operation, Duration.between(since, steady.instant()), errorCode);
            }
        }
    }
}
