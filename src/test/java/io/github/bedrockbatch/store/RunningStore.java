package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A store that is open while a newer program changes its tables. */
final class RunningStore {
    private RunningStore() {}

    /** Asserts that nothing is recorded, and that neither the view nor the event log goes on. */
    static void assertRefuses(JobStore store, String reason) {
        Stream.<ThrowingCallable>of(
                        () -> store.record(cycle(running(2))),
                        () -> store.changesSince(0),
                        () -> store.cursor("eventlog"),
                        () -> store.moveCursor("eventlog", 1))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining(reason));
    }
}
