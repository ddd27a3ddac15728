package io.github.bedrockbatch;

import io.github.bedrockbatch.metrics.Exposition;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.reload.ConfigReloader;
import io.github.bedrockbatch.web.MetricsPage;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.api.ApiRoutes;
import io.github.bedrockbatch.web.page.Pages;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the daemon answers over HTTP. */
record DaemonRoutes(DaemonFleet fleet) {
    /** Returns all routes: also that of reloads, if there is something that takes them. */
    Route[] routes(ResilientRegistry registry, Optional<ConfigReloader> reloader) {
        Stream<Route> reload =
                reloader.stream().map(door -> Route.reload(door::obstacle, () -> door.reload("POST /-/reload")));
        return Stream.of(
                        own(registry).stream(),
                        Pages.routes(fleet).stream(),
                        new ApiRoutes(fleet).routes().stream(),
                        reload)
                .flatMap(routes -> routes)
                .toArray(Route[]::new);
    }

    private List<Route> own(ResilientRegistry registry) {
        Supplier<Optional<String>> restored = () -> fleet.view().view().isPresent()
                ? Optional.empty()
                : Optional.of("the state is not yet restored from the store");
        return List.of(
                Route.metrics((accept, names) -> content(registry.expose(accept, names)), restored),
                Route.healthy(),
                Route.ready(() -> restored.get().or(registry::trouble)),
                Route.config(() -> fleet.configuration().get().toYaml()));
    }

    private static MetricsPage.Content content(Exposition exposition) {
        return new MetricsPage.Content(exposition.contentType(), exposition::length, exposition::writeTo);
    }
}
