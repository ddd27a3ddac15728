package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processor time of the Dockerfile's health check. */
final class HealthFigure implements Figure {
    private static final int RUNS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final String HOME = "/opt/bedrock-batch-exporter";
    private static final Pattern COMMAND = Pattern.compile("(?s)HEALTHCHECK.*?CMD \\[(.*?)]");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    @Override
    public String word() {
        return "health";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        try (SimulatedAws aws = SimulatedAws.start(1, 1, 0);
                Started ours = Started.start(lab.image(aws, INTERVAL, Lab.CONTAINER), lab.newDirectory("health"))) {
            ours.awaitReady();
            String[] command = command(lab.image(), ours.port());
            // All runs as one, because Linux counts processor time in hundredths of a second.
            double before = Usage.childrenSeconds();
            for (int run = 0; run < RUNS; run++) {
                Lab.run(command);
            }
            double seconds = (Usage.childrenSeconds() - before) / RUNS;
            Values once = new Values("ms");
            once.add(seconds * 1000);
            Values day = new Values("s");
            day.add(seconds * Duration.ofDays(1).dividedBy(INTERVAL));
            return List.of(
                    Row.plain("health check of the image, mean of " + RUNS + ": processor time", once),
                    Row.plain("– in a day at 30 s", day));
        }
    }

    private static String[] command(Path image, int port) throws IOException {
        Matcher command = COMMAND.matcher(Files.readString(Path.of("Dockerfile")));
        if (!command.find()) {
            throw new IllegalStateException("Dockerfile: must have a HEALTHCHECK with CMD [...]");
        }
        List<String> words = WORD.matcher(command.group(1))
                .results()
                .map(word -> word.group(1).replace(HOME, image.toString()))
                .toList();
        String[] all = words.toArray(new String[words.size() + 1]);
        all[words.size()] = "127.0.0.1:" + port;
        return all;
    }
}
