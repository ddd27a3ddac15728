package io.github.bedrockbatch.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What AWS does not have: faults to set, and the truth about every job. */
final class Admin {
    static final String PREFIX = "/simulator/";
    private static final Pattern FAULT = Pattern.compile("/simulator/faults/([0-9]{1,18})");

    private final JobBook book;
    private final Faults faults;

    Admin(JobBook book, Faults faults) {
        this.book = book;
        this.faults = faults;
    }

    Answer answer(Request request, Instant now) {
        Matcher fault = FAULT.matcher(request.path());
        if (fault.matches() && request.method().equals("DELETE")) {
            return remove(Long.parseLong(fault.group(1)));
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /simulator/jobs" ->
                Answer.json(Map.of(
                        "jobs",
                        book.jobs(now, job -> true).stream()
                                .map(job -> truth(job, now))
                                .toList()));
            case "GET /simulator/faults" -> Answer.json(Map.of("faults", listed()));
            case "POST /simulator/faults" -> Answer.json(Map.of("id", faults.add(rule(request))));
            case "DELETE /simulator/faults" -> {
                faults.clear();
                yield Answer.json(Map.of());
            }
            default ->
                throw new ServiceException(
                        "NotFound",
                        404,
                        request.method() + " " + request.path() + ": the simulator has jobs and faults");
        };
    }

    private List<Map<String, Object>> listed() {
        return faults.rules().entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "id", entry.getKey(), "rule", entry.getValue().toString()))
                .toList();
    }

    private Answer remove(long id) {
        if (!faults.remove(id)) {
            throw new ServiceException("NotFound", 404, id + ": no fault has this number");
        }
        return Answer.json(Map.of());
    }

    private static FaultRule rule(Request request) {
        try {
            return FaultReader.rule(ScriptFields.of(WireJson.parseMap(request.body()), ""));
        } catch (ScriptException e) {
            throw ServiceException.validation(e.getMessage());
        }
    }

    private static Map<String, Object> truth(SimulatedJob job, Instant now) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("jobArn", job.arn());
        node.put("jobName", job.name());
        node.put("account", job.script().account());
        node.put("region", job.script().region());
        node.put("modelId", WireJson.modelArn(job.script()));
        node.put("outcome", job.script().outcome().word());
        node.put("status", job.status(now));
        node.put("tags", job.presentTags());
        WireJson.putCounts(node, job.progress(now));
        node.put("history", steps(job.history(now)));
        node.put("timeline", steps(job.timeline().steps()));
        return node;
    }

    private static List<Map<String, String>> steps(List<Timeline.Step> steps) {
        return steps.stream()
                .map(step -> Map.of("status", step.status(), "at", WireJson.time(step.at())))
                .toList();
    }
}
