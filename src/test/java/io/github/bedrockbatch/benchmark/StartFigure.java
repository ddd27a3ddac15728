package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Start to ready, and memory at rest, of the image and of the jar beside cloudwatch_exporter, the peer that is written in Java
 * too, with nothing to export. Ours polls a simulated region and keeps its state in SQLite.
 */
final class StartFigure implements Figure {
    private static final int DEFAULT_STARTS = 9;
    private static final int RUNS_AT_REST = 3;
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(30);
    private static final Map<String, Double> MAX_START = Map.of("image", 0.28, "java -jar", 0.55);
    private static final Map<String, Double> MAX_MEMORY = Map.of("image", 0.85, "java -jar", 1.0);

    @Override
    public String word() {
        return "start";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        try (SimulatedAws aws = SimulatedAws.start(1, 1, 0)) {
            Program peer = lab.peer();
            List<Program> ours = List.of(lab.image(aws, POLL_INTERVAL), lab.jar(aws, POLL_INTERVAL));
            List<Row> rows = new ArrayList<>(starts(lab, peer, ours));
            rows.addAll(rests(lab, peer, ours));
            return rows;
        }
    }

    /** Starts each in turn, again and again, so that a slow minute of the machine is shared. The first round is not counted. */
    private static List<Row> starts(Lab lab, Program peer, List<Program> ours)
            throws IOException, InterruptedException {
        Map<Program, Path> directories = new LinkedHashMap<>();
        Map<Program, Values> ready = new LinkedHashMap<>();
        for (Program program : with(peer, ours)) {
            directories.put(program, lab.newDirectory("start"));
            ready.put(program, new Values("ms"));
        }
        for (int round = 0; round <= Lab.number("starts", DEFAULT_STARTS); round++) {
            for (Map.Entry<Program, Path> entry : directories.entrySet()) {
                try (Started started = Started.start(entry.getKey(), entry.getValue())) {
                    double millis = started.awaitReady();
                    if (round > 0) {
                        ready.getOrDefault(entry.getKey(), new Values("ms")).add(millis);
                    }
                }
            }
        }
        Values peers = ready.getOrDefault(peer, new Values("ms"));
        return ours.stream()
                .map(program -> Row.ratio(
                        "start to ready, " + program.name(),
                        ready.getOrDefault(program, new Values("ms")),
                        Lab.PEER,
                        peers,
                        MAX_START.getOrDefault(program.name(), 1.0)))
                .toList();
    }

    /** Runs all at once, scraped as Prometheus does: memory does not depend on the machine's speed. */
    private static List<Row> rests(Lab lab, Program peer, List<Program> ours) throws IOException, InterruptedException {
        Map<Program, List<Started>> running = new LinkedHashMap<>();
        try {
            for (Program program : with(peer, ours)) {
                List<Started> runs = new ArrayList<>();
                running.put(program, runs);
                for (int run = 0; run < RUNS_AT_REST; run++) {
                    runs.add(Started.start(program, lab.newDirectory("rest")));
                }
            }
            settle(running.values().stream().flatMap(List::stream).toList());
            MemoryValues peers = memory(running.getOrDefault(peer, List.of()));
            List<Row> rows = new ArrayList<>();
            for (Program program : ours) {
                rows.addAll(memory(running.getOrDefault(program, List.of()))
                        .rows(
                                "memory at rest, " + program.name() + ": resident",
                                peers,
                                MAX_MEMORY.getOrDefault(program.name(), 1.0)));
            }
            return rows;
        } finally {
            running.values().stream().flatMap(List::stream).forEach(Started::close);
        }
    }

    private static void settle(List<Started> programs) throws IOException, InterruptedException {
        for (Started program : programs) {
            program.awaitReady();
        }
        for (long scrape = 0; scrape < SETTLED.dividedBy(SCRAPE_INTERVAL); scrape++) {
            Thread.sleep(SCRAPE_INTERVAL);
            for (Started program : programs) {
                program.scrape(Download.TEXT);
            }
        }
    }

    private static MemoryValues memory(List<Started> runs) throws IOException {
        MemoryValues memory = new MemoryValues();
        for (Started run : runs) {
            memory.add(run.usage().memory());
        }
        return memory;
    }

    private static List<Program> with(Program peer, List<Program> ours) {
        List<Program> all = new ArrayList<>(List.of(peer));
        all.addAll(ours);
        return all;
    }
}
