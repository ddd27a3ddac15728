package io.github.bedrockbatch.source;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold before each request of a call to AWS, such as that this process still holds the lease of the target. A call may wait long
 * for its turn and between its attempts.
 */
public final class RequestCheck {
    private static final ScopedValue<RequestCheck> CURRENT = ScopedValue.newInstance();

    private final Runnable check;
    private @Nullable RuntimeException failure;

    private RequestCheck(Runnable check) {
        this.check = check;
    }

    /**
     * Makes a call on this thread. What the check throws ends the call and is thrown, whatever the source makes of it.
     *
     * @param check throws if no request may be sent any more
     */
    public static <T> T during(Runnable check, Supplier<T> call) {
        RequestCheck present = new RequestCheck(check);
        T answer = ScopedValue.where(CURRENT, present).call(call::get);
        if (present.failure != null) {
            throw present.failure;
        }
        return answer;
    }

    /**
     * Checks what has to hold. To be called by each source on the thread of the call, just before it sends a request.
     *
     * @throws InterruptedException if the call is interrupted meanwhile, as when its time is over
     */
    public static void run() throws InterruptedException {
        if (CURRENT.isBound()) {
            CURRENT.get().runApart();
        }
    }

    /** Checks on a thread of its own, because an interrupt of the call would close a connection to the database. */
    private void runApart() throws InterruptedException {
        FutureTask<@Nullable Void> task = new FutureTask<>(check, null);
        Thread.startVirtualThread(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            failure = e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
            throw failure;
        }
    }
}
