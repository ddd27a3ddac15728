package io.github.bedrockbatch.source;

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

    /** Checks what has to hold. To be called by each source on the thread of the call, just before it sends a request. */
    public static void run() {
        if (CURRENT.isBound()) {
            CURRENT.get().checkAndRemember();
        }
    }

    private void checkAndRemember() {
        try {
            check.run();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
