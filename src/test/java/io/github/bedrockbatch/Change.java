package io.github.bedrockbatch;

import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Timeline;
import io.github.bedrockbatch.simulator.Timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A change that truly happens to a simulated job. */
record Change(Edge edge, Instant at) {
    /** All changes of jobs, as a view shows them. */
    static List<Change> of(List<JobScript> scripts, Function<Edge, Optional<Edge>> view) {
        List<Change> changes = new ArrayList<>();
        for (JobScript script : scripts) {
            List<Step> steps = Timeline.of(script).steps();
            for (int i = 1; i < steps.size(); i++) {
                Instant at = steps.get(i).at();
                Edge edge = new Edge(
                        script.account(),
                        script.region(),
                        steps.get(i - 1).status(),
                        steps.get(i).status());
                view.apply(edge).ifPresent(shown -> changes.add(new Change(shown, at)));
            }
        }
        return changes;
    }
}
