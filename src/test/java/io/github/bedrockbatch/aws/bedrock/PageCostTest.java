package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.source.FetchResult;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page of List costs: its jobs are made once, without a copy in between. */
final class PageCostTest {
    private static final int JOBS = 1000;

    /** The job's JSON has 1.1 kB. */
    private static final long MAX_BYTES_PER_JOB = 11_000;

    private final HostileBedrock bedrock = new HostileBedrock();

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void aPageTakesLittleMemoryForEachJob() {
        bedrock.answer(RawEndpoint.ok("{\"invocationJobSummaries\":["
                + String.join(",", Collections.nCopies(JOBS, HostileBedrock.JOB)) + "]}"));
        list();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        list();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / JOBS).isLessThan(MAX_BYTES_PER_JOB);
    }

    private void list() {
        assertThat(bedrock.source().list(Instant.EPOCH, null, Duration.ofSeconds(20)))
                .isInstanceOf(FetchResult.Found.class);
    }
}
