package io.github.bedrockbatch.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A path and what answers there.
 *
 * @param path may have names in place of segments, such as {@code /jobs/{job_id}}
 * @param methods that it takes; others are answered with 405
 * @param probe whether it is answered however many other requests there are
 */
public record Route(String path, List<String> methods, boolean probe, Handler handler) {
    /** The path of the route that tells a person that there is no such page. */
    static final String NO_PAGE = "*";

    private static final List<String> READING = List.of("GET", "HEAD");
    private static final List<String> ACTING = List.of("POST");

    public Route {
        methods = List.copyOf(methods);
    }

    /** Returns a route to read from, by GET or HEAD. */
    public static Route reading(String path, Function<Request, Answer> answer) {
        return streaming(path, request -> answer.apply(request).send(request.exchange()));
    }

    /** Returns what answers people where no route is: requests that accept HTML, of no path that programs ask. */
    public static Route noPage(Function<Request, Answer> answer) {
        return reading(NO_PAGE, answer);
    }

    /**
     * Returns {@code /metrics}: all metrics, or 503 while they may not be shown yet.
     *
     * @param obstacle tells why not, in a line; empty if it may
     */
    public static Route metrics(MetricsPage page, Supplier<Optional<String>> obstacle) {
        MetricsHandler handler = new MetricsHandler(page, obstacle);
        return streaming("/metrics", request -> handler.handle(request.exchange()));
    }

    /** Returns {@code /-/healthy}: 200 while the process can answer, whatever is with the store or with AWS. */
    public static Route healthy() {
        return probe("/-/healthy", Optional::empty, "Healthy");
    }

    /**
     * Returns {@code /-/ready}: 200 once there is something to be asked, else 503 with the reason.
     *
     * @param obstacle tells the reason, in a line; empty if there is none
     */
    public static Route ready(Supplier<Optional<String>> obstacle) {
        return probe("/-/ready", obstacle, "Ready");
    }

    /** Returns {@code /config}: the configuration in force, in YAML and without its secrets. */
    public static Route config(Supplier<String> yaml) {
        return reading("/config", request -> Answer.text(200, yaml.get().stripTrailing()));
    }

    /**
     * Returns {@code /-/reload}: 200 once the configuration was reloaded, 500 with the errors if it was not, and 503 if it cannot be now.
     *
     * @param obstacle tells why it cannot be now, in a line; empty if it can
     * @param reload reloads, and returns what is wrong, a line each; empty if nothing is
     */
    public static Route reload(Supplier<Optional<String>> obstacle, Supplier<List<String>> reload) {
        return new Route(
                "/-/reload",
                ACTING,
                false,
                request -> obstacle.get()
                        .map(Answer::unavailable)
                        .orElseGet(() -> reloaded(reload.get()))
                        .send(request.exchange()));
    }

    private static Answer reloaded(List<String> errors) {
        return errors.isEmpty() ? Answer.text(200, "Reloaded") : Answer.text(500, String.join("\n", errors));
    }

    private static Route streaming(String path, Handler handler) {
        return new Route(path, READING, false, handler);
    }

    private static Route probe(String path, Supplier<Optional<String>> obstacle, String fine) {
        return new Route(
                path,
                READING,
                true,
                request -> obstacle.get()
                        .map(Answer::unavailable)
                        .orElseGet(() -> Answer.text(200, fine))
                        .send(request.exchange()));
    }
}
