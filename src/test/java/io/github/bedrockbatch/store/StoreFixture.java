package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store that is open during each test. */
abstract class StoreFixture {
    protected JobStore store = new MemoryStore();

    /** A store that was never opened. */
    abstract JobStore create();

    @BeforeEach
    void open() {
        store = create();
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
