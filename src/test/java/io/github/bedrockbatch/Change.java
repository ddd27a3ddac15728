package io.github.bedrockbatch;

import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Timeline;
import io.github.bedrockbatch.simulator.Timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A change that truly happens to a simulated job: it comes to a status. */
record Change(String jobId, String status, Instant at) {
    /** All changes of jobs. */
    static List<Change> of(List<JobScript> scripts) {
        List<Change> changes = new ArrayList<>();
        for (JobScript script : scripts) {
            List<Step> steps = Timeline.of(script).steps();
            for (Step step : steps.subList(1, steps.size())) {
                changes.add(new Change(script.id(), step.status(), step.at()));
            }
        }
        return changes;
    }

    /** Whether the job ends with it. */
    boolean isEnd() {
        return Evidence.TERMINAL.contains(status);
    }
}
