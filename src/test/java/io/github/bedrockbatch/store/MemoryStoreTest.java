package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;

final class MemoryStoreTest extends JobStoreContract {
    @Override
    JobStore create() {
        return new MemoryStore();
    }
}
