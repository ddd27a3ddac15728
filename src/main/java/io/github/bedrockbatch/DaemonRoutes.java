package io.github.bedrockbatch;

import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.metrics.JobMetrics;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.web.Health;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.TargetRow;
import java.util.List;
import java.util.Optional;

/** What the daemon answers over HTTP. */
record DaemonRoutes(Configuration configuration, JobStore store, JobMetrics metrics) {
    Route[] routes(ResilientRegistry registry) {
        Health restored = () ->
                metrics.restored() ? Optional.empty() : Optional.of("the state is not yet restored from the store");
        Health ready = () -> restored.trouble().or(this::storeTrouble).or(registry::trouble);
        return new Route[] {
            Route.metrics(registry, restored),
            Route.healthy(this::storeTrouble),
            Route.ready(ready),
            Route.config(configuration::toYaml),
            Route.status(Version.get(), this::rows)
        };
    }

    private Optional<String> storeTrouble() {
        return store.check() ? Optional.empty() : Optional.of("the store cannot be read and written");
    }

    private List<TargetRow> rows() {
        return metrics.summaries().stream()
                .map(row -> new TargetRow(
                        row.target(), row.active(), row.finished(), row.failingLookups(), row.lastSuccess()))
                .toList();
    }
}
