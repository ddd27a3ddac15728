package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;

final class MemoryTotalsTest extends TotalsContract {
    @Override
    JobStore create() {
        return new MemoryStore();
    }
}
