package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statuses of a job in the order it goes through them, each with the instant at which it begins.
 *
 * @param steps at least Submitted
 */
public record Timeline(List<Step> steps) {

    private static final Set<String> TERMINAL =
            Set.of("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired");

    /** The beginning of a status. */
    public record Step(String status, Instant at) {

        boolean terminal() {
            return TERMINAL.contains(status);
        }
    }

    public Timeline {
        steps = List.copyOf(steps);
    }

    /** What will happen to a job that nobody stops. */
    public static Timeline of(JobScript script) {
        Timings timings = script.timings();
        Pen pen = new Pen(script.submitted());
        pen.spend("Submitted", timings.submitted());
        pen.spend("Validating", timings.validating());
        switch (script.outcome()) {
            case FAILED -> {}
            case EXPIRED -> pen.spend("Scheduled", timings.scheduled());
            case COMPLETED, COMPLETED_WITH_ERRORS, PARTIALLY_COMPLETED, FAILED_IN_PROGRESS -> pen.process(timings);
            case STOPPED -> {
                pen.process(timings);
                pen.spend("Stopping", timings.stopping());
            }
        }
        pen.spend(script.outcome().status(), Duration.ZERO);
        return new Timeline(pen.steps);
    }

    /** The status at an instant, with its beginning; the first one before that. */
    public Step at(Instant now) {
        return steps.reversed().stream()
                .filter(step -> !step.at().isAfter(now))
                .findFirst()
                .orElse(steps.getFirst());
    }

    /** What has happened by an instant. */
    public List<Step> until(Instant now) {
        return steps.stream().filter(step -> !step.at().isAfter(now)).toList();
    }

    /** When a status begins, if it ever does. */
    public Optional<Instant> beginningOf(String status) {
        return steps.stream()
                .filter(step -> step.status().equals(status))
                .map(Step::at)
                .findFirst();
    }

    /** When a status is over, if it ever begins and ends. */
    Optional<Instant> endOf(String status) {
        for (int i = 0; i + 1 < steps.size(); i++) {
            if (steps.get(i).status().equals(status)) {
                return Optional.of(steps.get(i + 1).at());
            }
        }
        return Optional.empty();
    }

    /** The same up to an instant, then Stopping and Stopped. */
    Timeline stopped(Instant now, Duration stopping) {
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        List<Step> bent = new ArrayList<>(until(now));
        bent.add(new Step("Stopping", moment));
        bent.add(new Step("Stopped", moment.plus(stopping)));
        return new Timeline(bent);
    }

    /** Writes steps one after the other. */
    private static final class Pen {
        private final List<Step> steps = new ArrayList<>();
        private Instant at;

        Pen(Instant at) {
            this.at = at;
        }

        void process(Timings timings) {
            spend("Scheduled", timings.scheduled());
            spend("InProgress", timings.inProgress());
        }

        void spend(String status, Duration length) {
            steps.add(new Step(status, at));
            at = at.plus(length);
        }
    }
}
