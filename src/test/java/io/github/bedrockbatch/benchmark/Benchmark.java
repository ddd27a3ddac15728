package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures figures one after the other and prints them as one table. Arguments: our jar, the peer's. The property {@code figures}
 * chooses: {@code all}, or words with commas between them. Exits with 1 if a goal was missed or could not be measured.
 */
final class Benchmark {
    private static final List<Figure> FIGURES = List.of(
            new ScrapeFigure(),
            new FloodFigure(),
            new ResidentFigure(),
            new PollingFigure(),
            new LargeFigure(),
            new HangingFigure(),
            new FirstPollsFigure(),
            new StartFigure(),
            new CallFigure(),
            new GrowthFigure(),
            new HealthFigure(),
            new PostgresqlFigure(),
            new JmhFigure());

    private Benchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Lab lab = new Lab(Path.of(args[0]), Path.of(args[1]));
        List<Row> rows = new ArrayList<>();
        for (Figure figure : chosen(System.getProperty("figures", "all"))) {
            long begin = System.nanoTime();
            List<Row> own = measured(figure, lab);
            own.forEach(System.out::println);
            System.out.printf("%s: %d s%n%n", figure.word(), (System.nanoTime() - begin) / 1_000_000_000);
            rows.addAll(own);
        }
        System.out.println(Row.HEAD);
        rows.forEach(System.out::println);
        if (rows.stream().anyMatch(Row::isMissed)) {
            System.exit(1);
        }
    }

    private static List<Figure> chosen(String words) {
        if (words.equals("all")) {
            return FIGURES;
        }
        List<String> chosen = List.of(words.split(",", -1));
        List<String> known = FIGURES.stream().map(Figure::word).toList();
        for (String word : chosen) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException(word + ": figures must be all or some of "
                        + known.stream().collect(Collectors.joining(",")));
            }
        }
        return FIGURES.stream().filter(figure -> chosen.contains(figure.word())).toList();
    }

    /** Measures one, whose failure does not keep the others from being measured. */
    private static List<Row> measured(Figure figure, Lab lab) throws InterruptedException {
        try {
            return figure.measure(lab);
        } catch (IOException | RuntimeException e) {
            return List.of(Row.missing(figure.word(), e.toString().replace('\n', ' ')));
        }
    }
}
