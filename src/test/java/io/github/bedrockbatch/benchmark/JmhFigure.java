package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What JMH measures: the rendering of a scrape, and what follows the store. JMH prints its own table too. */
final class JmhFigure implements Figure {
    private static final int BENCHMARK = 0;
    private static final int SCORE = 4;
    private static final int ERROR = 5;
    private static final int UNIT = 6;

    @Override
    public String word() {
        return "jmh";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        Path results = lab.newDirectory("jmh").resolve("results.csv");
        ProcessBuilder jmh = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jmh.Main",
                        "-rf",
                        "csv",
                        "-rff",
                        results.toString())
                .inheritIO();
        Lab.isolate(jmh.environment());
        if (jmh.start().waitFor() != 0) {
            throw new IllegalStateException("JMH must succeed");
        }
        return Files.readAllLines(results).stream()
                .skip(1)
                .map(line -> row(line.replace("\"", "").split(",", -1)))
                .toList();
    }

    private static Row row(String[] cells) {
        String name =
                cells[BENCHMARK].substring(JmhFigure.class.getPackageName().length() + 1);
        Values score = new Values(cells[UNIT]);
        score.add(Double.parseDouble(cells[SCORE]));
        String parameters = cells.length > UNIT + 1 ? " " + cells[UNIT + 1] : "";
        double error = Double.parseDouble(cells[ERROR]);
        return new Row("JMH: " + name + parameters, score.toString(), "–", "–", "± " + Values.number(error), "–", "–");
    }
}
