package io.github.bedrockbatch;

import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.metrics.Exposition;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.reload.ConfigReloader;
import io.github.bedrockbatch.report.RunLog.Trouble;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.view.ViewFollower;
import io.github.bedrockbatch.view.Watching;
import io.github.bedrockbatch.web.MetricsPage;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.TargetRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the daemon answers over HTTP.
 *
 * @param configuration the one in force
 * @param troubles what goes wrong with the cycles of a target
 */
record DaemonRoutes(
        Supplier<Configuration> configuration,
        ViewFollower view,
        Watching watching,
        Function<Target, Optional<Trouble>> troubles,
        InstantSource clock) {
    /** Returns all routes: also that of reloads, if there is something that takes them. */
    Route[] routes(ResilientRegistry registry, Optional<ConfigReloader> reloader) {
        Stream<Route> reload =
                reloader.stream().map(door -> Route.reload(door::obstacle, () -> door.reload("POST /-/reload")));
        return Stream.concat(Stream.of(reading(registry)), reload).toArray(Route[]::new);
    }

    private Route[] reading(ResilientRegistry registry) {
        Supplier<Optional<String>> restored = () -> view.view().isPresent()
                ? Optional.empty()
                : Optional.of("the state is not yet restored from the store");
        return new Route[] {
            Route.metrics((accept, names) -> content(registry.expose(accept, names)), restored),
            Route.healthy(),
            Route.ready(() -> restored.get().or(registry::trouble)),
            Route.config(() -> configuration.get().toYaml()),
            Route.status(Version.get(), this::rows, view::age)
        };
    }

    private static MetricsPage.Content content(Exposition exposition) {
        return new MetricsPage.Content(exposition.contentType(), exposition::length, exposition::writeTo);
    }

    private List<TargetRow> rows() {
        JobsView current = view.view().orElse(JobsView.EMPTY);
        Stream<TargetSummary> known = TargetSummary.of(current, watching, view.rules(), clock.instant()).stream();
        Stream<TargetSummary> unresolved =
                watching.unresolvedRegions().stream().sorted().map(TargetSummary::unresolved);
        return Stream.concat(known, unresolved).map(this::row).toList();
    }

    private TargetRow row(TargetSummary summary) {
        Optional<Trouble> trouble = troubles.apply(summary.target());
        return new TargetRow(
                summary,
                trouble.map(Trouble::reason).orElse(null),
                trouble.map(Trouble::since).orElse(null));
    }
}
