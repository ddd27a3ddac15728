package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a walk saw is recorded before anything that can wait: reasons, jobs that List does not show, final counts. */
class RecordFirstTest extends TargetPollFixture {
    /** Between two requests at the default rate. */
    private static final Duration SPACING = Duration.ofMillis(200);

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @Test
    void whatAWalkSawIsRecordedBeforeReasonsAreAskedFor() {
        TargetPoll poll = discovering(new CycleLimits(HALF_A_MINUTE, clock));
        bedrock.put(snapshot(1, Known.FAILED));
        bedrock.put(snapshot(2, Known.COMPLETED));
        List<List<String>> toldBefore = new ArrayList<>();
        bedrock.beforeEach(call -> {
            if (call.startsWith("Get")) {
                toldBefore.add(moves());
            }
        });
        poll.run();
        assertThat(toldBefore).containsExactly(List.of("Submitted>Completed"));
        assertThat(moves()).containsExactly("Submitted>Completed", "Submitted>Failed");
    }

    @Test
    void whatAWalkSawAndWhyJobsEndedIsRecordedBeforeUnseenJobsAreAskedFor() {
        TargetPoll poll = discovering(new CycleLimits(HALF_A_MINUTE, clock));
        bedrock.put(snapshot(1, Known.SUBMITTED));
        poll.run();
        bedrock.remove(arn(1));
        bedrock.put(snapshot(2, Known.FAILED));
        List<List<String>> toldBefore = new ArrayList<>();
        bedrock.beforeEach(call -> {
            if (call.equals("Get " + arn(1).jobId())) {
                toldBefore.add(moves());
            }
        });
        poll.run();
        assertThat(toldBefore).containsExactly(List.of("Submitted>Failed"));
    }

    @Test
    void reasonsThatHangHoldBackTheirOwnTransitionsForTheirShareAlone() {
        TargetPoll poll = discovering(new CycleLimits(HALF_A_MINUTE, clock));
        bedrock.put(snapshot(1, Known.FAILED));
        bedrock.put(snapshot(2, Known.IN_PROGRESS));
        bedrock.beforeEach(call -> clock.advance(call.startsWith("Get") ? Duration.ofSeconds(20) : Duration.ZERO));
        bedrock.answerGet(new Failed<>("Timeout", "no answer"));
        poll.run();
        assertThat(moves()).containsExactlyInAnyOrder("Submitted>InProgress", "Submitted>Failed");
        assertThat(results).extracting(CycleResult::outcome).containsExactly(Outcome.PARTIAL);
        assertThat(bedrock.takeCalls()).hasSize(2);
    }

    @Test
    void twentyFourJobsThatFailedTogetherAreToldWithTheirReasonsAtAnIntervalOfASecond() {
        TargetPoll poll = discovering(new CycleLimits(Duration.ofSeconds(1), clock));
        bedrock.beforeEach(call -> clock.advance(SPACING));
        IntStream.rangeClosed(1, 24)
                .forEach(number -> bedrock.put(snapshot(number, Known.FAILED).toBuilder()
                        .message("no access")
                        .build()));
        poll.run();
        assertThat(events())
                .hasSize(24)
                .allMatch(Transitioned.class::isInstance)
                .extracting(event -> event.job().message())
                .containsOnly("no access");
    }

    @Test
    void finalCountsOfThreeHundredJobsDelayNoOtherTransition() {
        TargetPoll poll = discovering(new CycleLimits(HALF_A_MINUTE, clock));
        bedrock.beforeEach(call -> clock.advance(SPACING));
        IntStream.rangeClosed(1, 300).forEach(number -> bedrock.put(snapshot(number, Known.COMPLETED)));
        poll.run();
        clock.advance(Duration.ofMinutes(2));

        int cycles = 0;
        while (settled().size() < 300) {
            cycles++;
            bedrock.put(snapshot(300 + cycles, Known.IN_PROGRESS));
            var begun = clock.instant();
            poll.run();
            assertThat(Duration.between(begun, clock.instant())).isLessThanOrEqualTo(HALF_A_MINUTE);
            assertThat(stored(300 + cycles)).isNotNull();
            assertThat(cycles).isLessThan(4);
        }
        assertThat(settled()).hasSize(300).doesNotHaveDuplicates();
        assertThat(outcomes()).containsOnly(Outcome.SUCCESS);
    }

    @Test
    void finalCountsGoOnByOneJobACycleWhereTheWalkTakesAllTheTime() {
        TargetPoll poll = discovering(new CycleLimits(Duration.ofSeconds(1), clock));
        bedrock.put(snapshot(1, Known.COMPLETED));
        bedrock.put(snapshot(2, Known.COMPLETED));
        poll.run();
        clock.advance(Duration.ofMinutes(2));
        bedrock.beforeEach(call -> clock.advance(Duration.ofSeconds(2)));
        poll.run();
        assertThat(settled()).hasSize(1);
        poll.run();
        assertThat(settled()).hasSize(2);
    }

    @Test
    void finalCountsGiveWayToWhoWaitsOnceTheyHadTheirShare() {
        AtomicReference<TargetPoll> again = new AtomicReference<>();
        Thread waiting = Thread.ofVirtual().unstarted(() -> again.get().run());
        TargetPoll poll = discovering(new CycleLimits(HALF_A_MINUTE, clock), result -> {
            if (waiting.isAlive()) {
                waiting.interrupt();
                await().until(() -> !waiting.isAlive());
            }
        });
        again.set(poll);
        IntStream.rangeClosed(1, 200).forEach(number -> bedrock.put(snapshot(number, Known.COMPLETED)));
        poll.run();
        clock.advance(Duration.ofMinutes(2));
        bedrock.beforeEach(call -> {
            clock.advance(SPACING);
            if (call.startsWith("Get") && waiting.getState() == Thread.State.NEW) {
                waiting.start();
                await().until(() -> waiting.getState() == Thread.State.WAITING);
            }
        });
        poll.run();
        assertThat(settled()).hasSizeBetween(30, 31);
    }

    @Test
    void finalCountsThatWereNotAskedForStayDue() {
        TargetPoll poll = discovering(new CycleLimits(Duration.ofSeconds(1), clock));
        bedrock.put(snapshot(1, Known.COMPLETED));
        bedrock.put(snapshot(2, Known.COMPLETED));
        poll.run();
        clock.advance(Duration.ofHours(3));
        bedrock.beforeEach(call -> clock.advance(Duration.ofSeconds(2)));
        poll.run();
        assertThat(settled()).as("late, but never asked for").hasSize(1);
        assertThat(Stored.jobs(store, TARGET).values())
                .filteredOn(row -> row.settleDue() != null && row.settleDue().isBefore(clock.instant()))
                .hasSize(1);
    }
}
