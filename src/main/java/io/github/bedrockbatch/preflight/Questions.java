package io.github.bedrockbatch.preflight;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The threads that ask AWS, and the time that they have together. */
final class Questions implements AutoCloseable {
    /** Targets that are asked at once. Few of an installation's hang, so that others are left to go on. */
    static final int MAX_CONCURRENT = 64;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            MAX_CONCURRENT, Thread.ofVirtual().name("preflight-", 0).factory());
    private final InstantSource clock;
    private final Instant end;

    /**
     * A question.
     *
     * @param late gives what stands for an answer that has not come by the end of the time, before the question is interrupted
     */
    record Asked<T>(Callable<T> question, Supplier<T> late) {}

    /** @param clock measures the time that passes */
    Questions(Duration limit, InstantSource clock) {
        this.clock = clock;
        this.end = clock.instant().plus(limit);
    }

    /** Asks all, and returns the answers in the same order. */
    <T> List<T> ask(List<Asked<T>> asked) throws InterruptedException {
        if (left() == 0) {
            return asked.stream().map(one -> one.late().get()).toList();
        }
        List<Future<T>> futures =
                asked.stream().map(one -> threads.submit(one.question())).toList();
        List<T> answers = new ArrayList<>();
        for (int i = 0; i < futures.size(); i++) {
            answers.add(answer(futures.get(i), asked.get(i).late()));
        }
        return answers;
    }

    private <T> T answer(Future<T> future, Supplier<T> late) throws InterruptedException {
        try {
            return future.get(left(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check ended without a result", e.getCause());
        }
    }

    private long left() {
        return Math.max(0, Duration.between(clock.instant(), end).toMillis());
    }

    /** Interrupts those that still ask, and waits for none of them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
