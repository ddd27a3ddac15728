package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the timeline of a job from its transitions. */
final class Timeline {
    /** The length of the line of a whole job. */
    static final int LENGTH = 1000;

    private final List<Stage> stages = new ArrayList<>();

    /** A status, and since when. */
    private record Stage(
            JobStatus status, Instant since, @Nullable String note) {}

    private Timeline(JobSnapshot job) {
        stages.add(new Stage(Known.SUBMITTED, job.submitTime(), null));
    }

    /**
     * Returns the steps, oldest first.
     *
     * @param transitions oldest first
     * @param status in which the job is
     * @param since when it is in it
     * @param end until when the last step lasts; null where the job has ended in it
     */
    static List<Step> of(
            JobSnapshot job,
            List<Transition> transitions,
            JobStatus status,
            Instant since,
            @Nullable Instant end,
            Instant now) {
        Timeline timeline = new Timeline(job);
        transitions.forEach(timeline::add);
        timeline.reach(status, since, "It was in this status when it was first seen.");
        return timeline.steps(end, now);
    }

    private void add(Transition transition) {
        reach(transition.from(), transition.previousStatusAt(), "When it came into this status was not seen.");
        stages.add(new Stage(transition.to(), transition.changedAt(), note(transition)));
    }

    private void reach(JobStatus status, Instant since, String note) {
        if (!stages.getLast().status().equals(status)) {
            stages.add(new Stage(status, since, note));
        }
    }

    private static @Nullable String note(Transition transition) {
        return switch (transition.kind()) {
            case EXPECTED -> null;
            case SKIPPED -> "It passed through statuses that no poll caught.";
            case UNEXPECTED -> "No known path leads here.";
        };
    }

    private List<Step> steps(@Nullable Instant end, Instant now) {
        List<Step> steps = new ArrayList<>();
        Instant first = stages.getFirst().since();
        Instant last = end == null ? stages.getLast().since() : end;
        for (int index = 0; index < stages.size(); index++) {
            Stage stage = stages.get(index);
            boolean isLast = index == stages.size() - 1;
            Instant until = isLast ? end : stages.get(index + 1).since();
            int from = place(stage.since(), first, last);
            int to = until == null ? from : place(until, first, last);
            steps.add(new Step(
                    StatusBadge.of(stage.status()),
                    Moment.of(stage.since(), now),
                    until == null ? null : Phrases.between(stage.since(), until),
                    isLast && end != null,
                    stage.note(),
                    from,
                    Math.max(0, to - from)));
        }
        return steps;
    }

    private static int place(Instant time, Instant first, Instant last) {
        long whole = Math.max(1, Duration.between(first, last).toMillis());
        return (int) (LENGTH * Math.clamp(Duration.between(first, time).toMillis(), 0, whole) / whole);
    }
}
