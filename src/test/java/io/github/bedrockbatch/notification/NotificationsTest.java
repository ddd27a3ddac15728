package io.github.bedrockbatch.notification;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages: looked at together, deleted when seen, and never believed. */
class NotificationsTest {
    private static final Target TARGET = Target.of(arn(1));
    private static final Target OTHER = new Target("123456789012", "us-west-2");
    private static final JobArn ELSEWHERE = JobArn.parse(arn(1).value().replace("us-east-1", "us-west-2"));
    private static final Debounce NONE = debounce(Duration.ZERO);
    private static final Debounce LONG = debounce(Duration.ofMinutes(1));

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeQueue queue = new FakeQueue(clock);
    private final FakeLooks looks = new FakeLooks(TARGET, OTHER);
    private final Ledger ledger = new Ledger();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Notifications notifications = new Notifications(looks, List.of(ledger), clock, pauses::add, NONE);

    @AfterEach
    void close() {
        notifications.close();
    }

    @Test
    void looksAtOnceAtAJobAndThenDeletesTheMessage() {
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1)));

        awaitDeleted(1);
        assertThat(looks.looks()).containsExactly(Set.of(arn(1)));
        assertThat(ledger.count(HintOutcome.RECORDED)).isEqualTo(1);
        assertThat(ledger.ages()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aBurstOfMessagesOfATargetIsOneLook() {
        try (Notifications patient = notifications(LONG)) {
            queue.send(IntStream.range(0, 1_000).mapToObj(number -> arn(number)).toList());
            patient.receive(List.of(queue));

            awaitDeleted(1_000);
            assertThat(looks.looks()).hasSize(1);
            assertThat(looks.looks().getFirst()).hasSize(1_000);
        }
    }

    @Test
    void aBatchThatIsNotFullIsNoEndOfABurst() {
        try (Notifications patient = notifications(LONG)) {
            IntStream.range(0, 500).forEach(number -> queue.send(List.of(arn(number), arn(500 + number))));
            patient.receive(List.of(queue));

            awaitDeleted(1_000);
            assertThat(looks.looks()).hasSize(1);
        }
    }

    @Test
    void aBurstIsAwaitedToItsEnd() {
        Debounce untilFull = new Debounce(List.of(Duration.ofMillis(1)), 0, Duration.ofMinutes(1));
        try (Notifications patient = notifications(untilFull)) {
            patient.receive(List.of(queue));
            for (int sent = 0; sent < 1_000; sent += 50) {
                int all = sent + 50;
                queue.send(IntStream.range(sent, all)
                        .mapToObj(number -> arn(number))
                        .toList());
                await("a part of the burst").until(() -> ledger.ages().size() == all);
            }

            awaitDeleted(1_000);
            assertThat(looks.looks()).hasSize(1);
        }
    }

    @Test
    void aBurstGoesOnWhileMomentsBringWholeBatchesButNotForLong() {
        assertThat(Debounce.SHORT.goesOn(20, Duration.ofMillis(4_999))).isTrue();
        assertThat(Debounce.SHORT.goesOn(19, Duration.ofMillis(250))).isFalse();
        assertThat(Debounce.SHORT.goesOn(1_000, Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void aBurstWaitsTheLongerTheLongerItLasts() {
        assertThat(IntStream.range(0, 8).mapToObj(Debounce.SHORT::before).map(Duration::toMillis))
                .containsExactly(250L, 250L, 500L, 1_000L, 2_000L, 5_000L, 5_000L, 5_000L);
    }

    @Test
    void looksThatFollowEachOtherWaitLongerUntilTheTargetIsIdle() {
        Debounce growing = debounce(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        try (Notifications patient = notifications(growing)) {
            CountDownLatch first = looks.hold(TARGET);
            patient.receive(List.of(queue));
            queue.send(List.of(arn(0)));
            await("the first look").until(() -> looks.looks().size() == 1);
            queue.send(List.of(arn(1)));
            await("the second hint").until(() -> ledger.ages().size() == 2);
            CountDownLatch second = looks.holdAgain(TARGET);
            first.countDown();
            await("the second look").until(() -> looks.looks().size() == 2);
            queue.send(IntStream.range(2, 502).mapToObj(number -> arn(number)).toList());
            await("hints in the second look").until(() -> ledger.ages().size() == 502);
            second.countDown();
            awaitDeleted(2);
            queue.send(
                    IntStream.range(502, 1_002).mapToObj(number -> arn(number)).toList());

            awaitDeleted(1_002);
            assertThat(looks.looks()).extracting(Set::size).containsExactly(1, 1, 1_000);
        }
    }

    @Test
    void aTargetThatWasIdleBeginsAnew() {
        Debounce growing = debounce(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        try (Notifications patient = notifications(growing)) {
            patient.receive(List.of(queue));
            for (int number = 0; number < 6; number++) {
                queue.send(List.of(arn(number)));
                awaitDeleted(number + 1);
            }
        }
    }

    @Test
    void repeatedAndReorderedMessagesOfAJobAreOneLookAtIt() {
        CountDownLatch latch = looks.hold(TARGET);
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(3)));
        await("the first look").until(() -> looks.looks().size() == 1);
        queue.send(List.of(arn(2), arn(1), arn(2), arn(2), arn(1)));
        await("all received").until(() -> ledger.ages().size() == 6);
        latch.countDown();

        awaitDeleted(6);
        assertThat(looks.looks()).containsExactly(Set.of(arn(3)), Set.of(arn(1), arn(2)));
        assertThat(ledger.count(HintOutcome.RECORDED)).isEqualTo(6);
    }

    @Test
    void whatComesDuringALookWaitsForTheNextTogether() {
        CountDownLatch latch = looks.hold(TARGET);
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1)));
        await("the first look").until(() -> looks.looks().size() == 1);
        queue.send(List.of(arn(2)));
        queue.send(List.of(arn(3)));
        queue.sendMalformed();
        await("all received").until(() -> ledger.notes().contains("7: not JSON"));
        latch.countDown();

        awaitDeleted(4);
        assertThat(looks.looks()).containsExactly(Set.of(arn(1)), Set.of(arn(2), arn(3)));
    }

    @Test
    void oneTargetsTroubleIsNotTheOthers() {
        looks.hold(TARGET);
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1), ELSEWHERE));

        awaitDeleted(1);
        assertThat(ledger.notes()).contains("looked at " + OTHER).doesNotContain("looked at " + TARGET);
    }

    @Test
    void messagesWhoseLookFailedAreNotDeleted() {
        looks.answer(HintOutcome.FAILED);
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1)));
        await("the failure").until(() -> ledger.count(HintOutcome.FAILED) == 1);
        looks.breakDown(true);
        queue.send(List.of(arn(1)));
        await("the exception").until(() -> ledger.count(HintOutcome.FAILED) == 2);
        looks.breakDown(false);
        looks.answer(HintOutcome.IGNORED);
        queue.send(List.of(arn(1)));

        await("the third").until(() -> !queue.deleted().isEmpty());
        assertThat(queue.deleted()).containsExactly("receipt-2");
        assertThat(ledger.notes()).contains(TARGET + ": broken for the test");
        assertThat(ledger.count(HintOutcome.IGNORED)).isEqualTo(1);
    }

    @Test
    void anErrorOutOfALookLeavesTheHintsOfItsTargetAlive() {
        looks.breakDown(true);
        ledger.breakDown(true);
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1)));
        await("the error")
                .dontCatchUncaughtExceptions()
                .until(() -> ledger.notes().stream()
                                .filter((TARGET + ": broken for the test")::equals)
                                .count()
                        == 2);
        looks.breakDown(false);
        ledger.breakDown(false);
        queue.send(List.of(arn(2)));

        await("the second")
                .dontCatchUncaughtExceptions()
                .until(() -> queue.deleted().equals(Set.of("receipt-1")));
    }

    @Test
    void aMessageIsHiddenForLongerThanItCanBeUnderWay() {
        Duration turn = CycleLimits.maxCycle(Duration.ofMinutes(1));
        Duration pollAndLook = turn.multipliedBy(2);
        Duration lookBefore = pollAndLook;
        Duration pauseAsLong = pollAndLook;

        assertThat(Notifications.MAX_UNDER_WAY)
                .isGreaterThanOrEqualTo(lookBefore
                        .plus(pauseAsLong)
                        .plus(Debounce.SHORT.longest())
                        .plus(Debounce.SHORT.before(Integer.MAX_VALUE))
                        .plus(pollAndLook))
                .as("the maximum of SQS")
                .isLessThan(Duration.ofHours(12));
    }

    @Test
    void jobsThatNoWatchCoversAreDeletedWithoutALook() {
        notifications.receive(List.of(queue));
        queue.send(List.of(JobArn.parse(arn(1).value().replace("123456789012", "999999999999"))));

        awaitDeleted(1);
        assertThat(looks.looks()).isEmpty();
        assertThat(ledger.count(HintOutcome.IGNORED)).isEqualTo(1);
    }

    @Test
    void jobsOfWhichNobodyKnowsYetAreKept() {
        notifications.receive(List.of(queue));
        queue.send(List.of(JobArn.parse(arn(1).value().replace("us-east-1", FakeLooks.UNDECIDED.region()))));
        queue.send(List.of(arn(1)));

        awaitDeleted(1);
        assertThat(queue.deleted()).containsExactly("receipt-1");
        assertThat(ledger.count(HintOutcome.FAILED)).isEqualTo(1);
        assertThat(looks.looks()).containsExactly(Set.of(arn(1)));
    }

    @Test
    void malformedMessagesAreCountedAndDeleted() {
        notifications.receive(List.of(queue));
        queue.sendMalformed();

        awaitDeleted(1);
        assertThat(ledger.notes()).contains("7: not JSON");
    }

    @Test
    void holdsNoMoreThanAThousandMessagesOfATarget() {
        CountDownLatch latch = looks.hold(TARGET);
        try (Notifications patient = notifications(LONG)) {
            queue.send(IntStream.range(0, 1_500).mapToObj(number -> arn(number)).toList());
            patient.receive(List.of(queue));
            await("what is too much").until(() -> ledger.count(HintOutcome.FAILED) == 500);
            latch.countDown();

            awaitDeleted(1_000);
            assertThat(looks.looks()).hasSize(1);
        }
    }

    @Test
    void aQueueThatFailsIsAskedEverMoreRarelyAndUsedAgain() {
        for (int attempt = 0; attempt < 8; attempt++) {
            queue.fail("gone");
        }
        queue.send(List.of(arn(1)));
        queue.fail("gone");
        notifications.receive(List.of(queue));

        await("the last pause").until(() -> pauses.size() == 9);
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 1L);
        awaitDeleted(1);
    }

    @Test
    void anAgeIsNeverNegativeNorAbsurd() {
        notifications.receive(List.of(queue));
        queue.send(arn(1), NOON.plusSeconds(60));
        queue.send(arn(1), Instant.MIN);

        awaitDeleted(2);
        assertThat(ledger.ages()).containsExactly(Duration.ZERO, Duration.ofDays(14));
    }

    @Test
    void endsAtOnceWhateverIsUnderWay() {
        looks.hold(TARGET);
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1)));
        await("the look").until(() -> looks.looks().size() == 1);
        notifications.close();

        assertThat(ledger.count(HintOutcome.FAILED)).isZero();
        assertThat(queue.deleted()).isEmpty();
        assertThat(ledger.notes()).noneMatch(note -> note.startsWith("RECEIVE failed"));
    }

    @Test
    void aDeletionThatTheEndInterruptsIsNoTrouble() {
        CountDownLatch deleting = queue.holdDeletions();
        notifications.receive(List.of(queue));
        queue.send(List.of(arn(1)));
        await("the deletion").until(() -> deleting.getCount() == 0);
        notifications.close();

        assertThat(queue.deleted()).isEmpty();
        assertThat(ledger.notes()).noneMatch(note -> note.startsWith("DELETE"));
    }

    @Test
    void aQueueThatStaysIsNotDisturbedAndOneThatGoesIsNotReceivedFromAnyMore() {
        FakeQueue gone = new FakeQueue(clock);
        FakeQueue added = new FakeQueue(clock);
        notifications.receive(List.of(queue, gone));
        gone.send(List.of(arn(1)));
        awaitAges(1);
        notifications.receive(List.of(added, queue));
        await("the end of the receiver").until(() -> !gone.isAwaited());
        gone.send(List.of(arn(2)));
        queue.send(List.of(arn(3)));
        added.send(List.of(arn(4)));

        awaitAges(3);
        awaitDeleted(1);
        await("the deletion").until(() -> added.deleted().size() == 1);
        await("the news of it").until(() -> ledger.notes().contains("left"));
        assertThat(ledger.notes()).as("of the others").containsOnlyOnce("left");
        assertThat(looks.looks()).noneMatch(look -> look.contains(arn(2)));
        assertThat(ledger.notes()).as("no receipt failed").noneMatch(note -> note.contains("failed"));
    }

    @Test
    void aDeletionInAQueueThatWentIsNoTrouble() {
        notifications.receive(List.of(queue));
        CountDownLatch look = looks.hold(TARGET);
        queue.send(List.of(arn(1)));
        await("the look").until(() -> looks.looks().size() == 1);
        notifications.receive(List.of());
        CountDownLatch deleting = queue.holdDeletions();
        look.countDown();
        await("the deletion").until(() -> deleting.getCount() == 0);
        notifications.close();

        assertThat(ledger.count(HintOutcome.RECORDED)).isEqualTo(1);
        assertThat(ledger.notes()).noneMatch(note -> note.startsWith("DELETE"));
    }

    private void awaitAges(int count) {
        await("messages").until(() -> ledger.ages().size() == count);
    }

    private static Debounce debounce(Duration... moments) {
        return new Debounce(List.of(moments), Integer.MAX_VALUE, Duration.ZERO);
    }

    private Notifications notifications(Debounce debounce) {
        return new Notifications(looks, List.of(ledger), clock, pauses::add, debounce);
    }

    private void awaitDeleted(int count) {
        await("the deletion").until(() -> queue.deleted().size() == count);
    }
}
