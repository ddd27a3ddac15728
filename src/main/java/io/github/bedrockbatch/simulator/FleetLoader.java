package io.github.bedrockbatch.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the script of a fleet from YAML; config/simulator.yml explains every key. */
public final class FleetLoader {
    private final Instant start;

    private FleetLoader(Instant start) {
        this.start = start;
    }

    /** Reads a file; its times count from the start. Throws {@link ScriptException} for what cannot be played. */
    public static SimulatorConfig load(Path file, Instant start) throws IOException {
        return parse(Files.readString(file), start);
    }

    /** Reads the text of such a file. */
    public static SimulatorConfig parse(String yaml, Instant start) {
        return new FleetLoader(start).config(ScriptFields.of(document(yaml), ""));
    }

    private static Object document(String yaml) {
        try {
            Object node = new Load(LoadSettings.builder()
                            .setMaxAliasesForCollections(50)
                            .build())
                    .loadFromString(yaml);
            return node == null ? Map.of() : node;
        } catch (YamlEngineException e) {
            throw new ScriptException("not YAML: " + e.getMessage());
        }
    }

    private SimulatorConfig config(ScriptFields top) {
        top.allow(
                "account",
                "region",
                "speed",
                "rate",
                "count_lag",
                "not_found_for",
                "list_lag",
                "keep",
                "roles",
                "jobs",
                "faults");
        double speed = top.number("speed", 1);
        List<FaultRule> faults =
                top.children("faults").stream().map(FaultReader::rule).toList();
        return top.checked(() -> new SimulatorConfig(
                        new Fleet(List.of(), top.duration("keep", Fleet.KEEP)),
                        speed,
                        top.number("rate", 0),
                        top.duration("count_lag", SimulatorConfig.COUNT_LAG),
                        top.duration("not_found_for", Duration.ZERO),
                        top.duration("list_lag", Duration.ZERO),
                        texts(top.child("roles")),
                        faults)
                .withArrivals(arrivals(top, speed)));
    }

    private List<Arrivals> arrivals(ScriptFields top, double speed) {
        List<Arrivals> arrivals = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (ScriptFields job : top.children("jobs")) {
            Arrivals series = job.checked(() -> series(job, top, speed));
            JobScript first = series.template();
            String place = first.account() + "/" + first.region() + "/";
            if (!names.add(place + first.request().name())) {
                throw job.wrong("name", first.request().name(), "must be unique in its account and region");
            }
            if (!ids.add(first.id())) {
                throw job.wrong("id", first.id(), "must be unique");
            }
            arrivals.add(series);
        }
        return arrivals;
    }

    private Arrivals series(ScriptFields job, ScriptFields top, double speed) {
        job.allow(
                "name",
                "account",
                "region",
                "id",
                "outcome",
                "model",
                "records",
                "errors",
                "submitted",
                "timeline",
                "tags",
                "failure_message",
                "counts",
                "count",
                "every");
        long count = job.whole("count", job.has("every") ? Long.MAX_VALUE : 1);
        if (job.has("id") && count != 1) {
            throw job.wrong("id", job.text("id"), "must be left out where a job is repeated");
        }
        return new Arrivals(script(job, top, speed), scaled(job, "every", Duration.ZERO, speed), count);
    }

    private JobScript script(ScriptFields job, ScriptFields top, double speed) {
        String account = job.text("account", top.text("account", SimulatorConfig.DEFAULT_ACCOUNT));
        String region = job.text("region", top.text("region", "us-east-1"));
        String name = job.text("name");
        Outcome outcome = Outcome.of(job.text("outcome", Outcome.COMPLETED.word()));
        long records = job.whole("records", 1000);
        JobRequest request = JobRequest.of(account, name, job.text("model", "anthropic.claude-3-haiku-20240307-v1:0"));
        return new JobScript(
                account,
                region,
                job.text("id", JobScript.idFor(account, region, name)),
                request.tagged(texts(job.child("tags"))),
                outcome,
                records,
                job.whole("errors", outcome == Outcome.COMPLETED_WITH_ERRORS ? records / 10 : 0),
                start.plus(scaled(job, "submitted", Duration.ZERO, speed)),
                timings(job.child("timeline")).faster(speed),
                job.textOrNull("failure_message"),
                !job.text("counts", "true").equals("false"));
    }

    private static Timings timings(ScriptFields phases) {
        phases.allow("submitted", "validating", "scheduled", "in_progress", "stopping");
        Timings usual = Timings.REALISTIC;
        return phases.checked(() -> new Timings(
                phases.duration("submitted", usual.submitted()),
                phases.duration("validating", usual.validating()),
                phases.duration("scheduled", usual.scheduled()),
                phases.duration("in_progress", usual.inProgress()),
                phases.duration("stopping", usual.stopping())));
    }

    private static Map<String, String> texts(ScriptFields fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.fields().keySet().forEach(key -> texts.put(key, fields.text(key)));
        return texts;
    }

    private static Duration scaled(ScriptFields fields, String key, Duration absent, double speed) {
        return Timings.divide(fields.duration(key, absent), speed);
    }
}
