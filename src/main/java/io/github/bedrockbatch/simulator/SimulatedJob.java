package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.TokenCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One job: its script, and the timeline that follows from it or, once someone has stopped it, departs from it.
 *
 * @param tags that it has now; null if it never had any
 */
public record SimulatedJob(
        JobScript script, Timeline timeline, @Nullable Map<String, String> tags) {

    static SimulatedJob of(JobScript script) {
        Map<String, String> tags = script.request().tags();
        return new SimulatedJob(script, Timeline.of(script), tags.isEmpty() ? null : tags);
    }

    public String id() {
        return script.id();
    }

    public String arn() {
        return script.arn();
    }

    public String name() {
        return script.request().name();
    }

    public Instant submitted() {
        return script.submitted();
    }

    /** AWS's word for the status at an instant. */
    public String status(Instant now) {
        return timeline.at(now).status();
    }

    /** Every status that the job has gone through by an instant. */
    public List<Timeline.Step> history(Instant now) {
        return timeline.until(now);
    }

    /** The true record counts at an instant; answers lag behind them. */
    public RecordProgress progress(Instant now) {
        return RecordProgress.at(now, script, timeline);
    }

    /** The id of its model as AWS tells it: an ARN. */
    public String modelId() {
        return WireJson.modelArn(script);
    }

    /** When it ends, or has ended. */
    Instant ended() {
        return timeline.steps().getLast().at();
    }

    /** When AWS makes it end at the latest. */
    public Instant expiration() {
        return submitted().plus(script.request().timeoutHours(), ChronoUnit.HOURS);
    }

    /** What the output manifest tells at an instant; empty without one, which only a job with results has. */
    public Optional<TokenCounts> tokens(Instant now) {
        boolean hasResults = Set.of("Completed", "PartiallyCompleted").contains(status(now));
        return hasResults ? Optional.of(tokens(progress(now).success())) : Optional.empty();
    }

    private TokenCounts tokens(long records) {
        String model = script.request().modelId();
        if (model.contains("embed")) {
            return new TokenCounts(records * 310, 0L, null, null);
        }
        return model.contains("anthropic")
                ? new TokenCounts(records * 260, records * 140, records * 480, records * 12)
                : new TokenCounts(records * 740, records * 140, null, null);
    }

    boolean existsAt(Instant now) {
        return !submitted().isAfter(now);
    }

    boolean in(String account, String region) {
        return script.account().equals(account) && script.region().equals(region);
    }

    /** The tags that it has now. */
    public Map<String, String> presentTags() {
        return tags == null ? Map.of() : tags;
    }

    SimulatedJob tagged(Map<String, String> others) {
        return new SimulatedJob(script, timeline, tags == null && others.isEmpty() ? null : Map.copyOf(others));
    }

    SimulatedJob stopped(Instant now) {
        return new SimulatedJob(script, timeline.stopped(now, script.timings().stopping()), tags);
    }

    /** The endTime that AWS gives, which lies: of Expired jobs it is the end of validation, Stopped jobs have none. */
    public Optional<Instant> wireEndTime(Instant now) {
        Timeline.Step last = timeline.at(now);
        return switch (last.status()) {
            case "Completed", "PartiallyCompleted", "Failed" -> Optional.of(last.at());
            case "Expired" -> timeline.endOf("Validating");
            default -> Optional.empty();
        };
    }

    /** The message that Get gives: empty unless the job has ended as its script says. */
    public String wireMessage(Instant now) {
        return status(now).equals(script.outcome().status()) ? script.finalMessage() : "";
    }
}
