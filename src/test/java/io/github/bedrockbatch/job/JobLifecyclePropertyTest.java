package io.github.bedrockbatch.job;

import static io.github.bedrockbatch.job.Looks.NEVER;
import static io.github.bedrockbatch.job.Looks.SUBMIT;
import static io.github.bedrockbatch.job.Looks.at;
import static io.github.bedrockbatch.job.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class JobLifecyclePropertyTest {
    @Property(tries = 1000)
    void transitionsChain(@ForAll("looks") List<JobSnapshot> looks) {
        JobStatus status = Known.SUBMITTED;
        for (Transition transition : transitions(looks)) {
            assertThat(transition.from()).isEqualTo(status);
            assertThat(transition.inPreviousStatus().isNegative()).isFalse();
            assertThat(transition.detectionDelay().isNegative()).isFalse();
            status = transition.to();
        }
    }

    @Property(tries = 1000)
    void theSameLookTwiceYieldsNothing(@ForAll("looks") List<JobSnapshot> looks) {
        KnownJob known = null;
        for (JobSnapshot look : looks) {
            known = Looks.after(known, observe(known, look));
            assertThat(observe(known, look))
                    .isInstanceOfAny(Observation.Unchanged.class, Observation.Stale.class, Observation.Baseline.class)
                    .satisfies(again -> assertThat(again).isNotInstanceOf(Observation.Baseline.class));
        }
    }

    @Property(tries = 1000)
    void shuffledAndRepeatedAnswersNeverMoveAJobBack(
            @ForAll("lifecycles") List<JobStatus> lifecycle,
            @ForAll @IntRange(min = 1, max = 3) int times,
            @ForAll Random random) {
        List<JobSnapshot> truth = IntStream.range(0, lifecycle.size())
                .mapToObj(i -> look(lifecycle.get(i), at(60L * i)))
                .toList();
        List<JobSnapshot> answers = new ArrayList<>();
        IntStream.range(0, times).forEach(i -> answers.addAll(truth));
        Collections.shuffle(answers, random);
        Instant newest = NEVER;
        for (Transition transition : transitions(answers)) {
            assertThat(transition.changedAt()).isAfter(newest);
            assertThat(transition.kind()).isNotEqualTo(TransitionKind.UNEXPECTED);
            newest = transition.changedAt();
        }
        assertThat(last(answers)).isNotNull().satisfies(job -> {
            assertThat(job.status()).isEqualTo(lifecycle.getLast());
            assertThat(job.changedAt()).isEqualTo(truth.getLast().changedAt());
        });
    }

    @Property(tries = 1000)
    void aPrunedJobSeenAgainYieldsNothing(
            @ForAll("lifecycles") List<JobStatus> lifecycle, @ForAll @IntRange(max = 10) int late) {
        int end = lifecycle.size() - 1;
        Tombstone tombstone = new Tombstone(Looks.ARN, lifecycle.getLast(), at(60L * end));
        int seen = Math.min(late, end);
        assertThat(observe(tombstone, look(lifecycle.get(seen), at(60L * seen))))
                .isInstanceOfAny(Observation.Unchanged.class, Observation.Stale.class);
    }

    @Provide
    Arbitrary<List<JobSnapshot>> looks() {
        Arbitrary<JobStatus> statuses = Arbitraries.of(
                Stream.concat(Stream.of(Known.values()), Stream.of(JobStatus.of("Paused"), JobStatus.of("Resuming")))
                        .toList());
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 20);
        Arbitrary<Boolean> timed = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(true)), net.jqwik.api.Tuple.of(1, Arbitraries.just(false)));
        return Combinators.combine(statuses, minutes, timed)
                .as((status, minute, dated) -> look(status, dated ? at(60L * minute) : null))
                .list()
                .ofMaxSize(15);
    }

    /** Walks over the legal edges from Submitted to an end. */
    @Provide
    Arbitrary<List<JobStatus>> lifecycles() {
        return Arbitraries.randomValue(random -> {
            List<JobStatus> walk = new ArrayList<>(List.of(Known.SUBMITTED));
            while (!walk.getLast().isTerminal()) {
                List<Known> next = Stream.of(Known.values())
                        .filter(to -> JobLifecycle.kind(walk.getLast(), to) == TransitionKind.EXPECTED)
                        .toList();
                walk.add(next.get(random.nextInt(next.size())));
            }
            return walk;
        });
    }

    private static List<Transition> transitions(List<JobSnapshot> looks) {
        List<Transition> transitions = new ArrayList<>();
        KnownJob known = null;
        for (JobSnapshot look : looks) {
            Observation observation = observe(known, look);
            if (observation instanceof Observation.Changed changed) {
                transitions.add(changed.transition());
            }
            known = Looks.after(known, observation);
        }
        return transitions;
    }

    private static @Nullable KnownJob last(List<JobSnapshot> looks) {
        KnownJob known = null;
        for (JobSnapshot look : looks) {
            known = Looks.after(known, observe(known, look));
        }
        return known;
    }

    private static Observation observe(@Nullable KnownJob known, JobSnapshot look) {
        return JobLifecycle.observe(known, look, SUBMIT.plusSeconds(600), NEVER);
    }
}
