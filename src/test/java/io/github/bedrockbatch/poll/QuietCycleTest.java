package io.github.bedrockbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a cycle costs in which no job has changed. */
final class QuietCycleTest extends TargetPollFixture {
    private static final int JOBS = 1000;

    /** Places in maps and sets, and nothing that is made of the job. */
    private static final long MAX_BYTES_PER_JOB = 1000;

    private final TargetPoll poll = discovering(EVERYTHING);

    @Test
    void asksOnceAndWritesNoRow() {
        IntStream.range(0, JOBS).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        cycle(poll);
        Changes before = store.changesSince(0);
        assertThat(before.jobs()).hasSize(JOBS);
        bedrock.takeCalls();
        cycle(poll);

        assertThat(bedrock.takeCalls()).containsExactly("List");
        Changes after = store.changesSince(before.head());
        assertThat(after.jobs()).isEmpty();
        assertThat(after.lookups()).isEmpty();
        assertThat(after.totals()).isEmpty();
        assertThat(after.lastSuccess()).hasSize(1);
    }

    @Test
    void takesLittleMemoryForEachJob() {
        JobPage page = new JobPage(
                IntStream.range(0, JOBS)
                        .mapToObj(number -> snapshot(number, Known.IN_PROGRESS))
                        .toList(),
                0,
                null);
        bedrock.answerList(new Found<>(page, clock.instant()));
        cycle(poll);
        cycle(poll);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        cycle(poll);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / JOBS).isLessThan(MAX_BYTES_PER_JOB);
    }
}
