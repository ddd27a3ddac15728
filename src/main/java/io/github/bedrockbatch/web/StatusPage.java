package io.github.bedrockbatch.web;

import io.github.bedrockbatch.view.TargetSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page for people who open the exporter in a browser: what it watches, and where the rest is. It says when that is not up to date. */
@SuppressWarnings("InlineFormatString") // a page in the midst of code cannot be read
record StatusPage(String version, Supplier<List<TargetRow>> targets, Supplier<Duration> age) {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>bedrock-batch-exporter</title>
            <style>
            :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
            body { margin: 0 auto; max-width: 60rem; padding: 1rem }
            nav ul { display: flex; flex-wrap: wrap; gap: 1.5rem; list-style: none; padding: 0 }
            table { border-collapse: collapse }
            caption { text-align: start }
            th, td { border-bottom: 1px solid; padding: .25rem 1rem .25rem 0; text-align: start }
            td.number { text-align: end; font-variant-numeric: tabular-nums }
            </style>
            </head>
            <body>
            <main>
            <h1>bedrock-batch-exporter</h1>
            <p>Version %s. Amazon Bedrock batch inference jobs, for Prometheus.</p>
            <nav aria-label="Pages">
            <ul>
            <li><a href="metrics">Metrics</a></li>
            <li><a href="config">Configuration</a></li>
            <li><a href="-/healthy">Health</a></li>
            <li><a href="-/ready">Readiness</a></li>
            </ul>
            </nav>
            %s%s</main>
            </body>
            </html>
            """;
    private static final String TABLE = """
            <table>
            <caption>What is polled</caption>
            <thead>
            <tr><th scope="col">Account</th><th scope="col">Region</th><th scope="col">Active jobs</th>\
            <th scope="col">Finished jobs</th><th scope="col">Failing lookups</th><th scope="col">Last success</th>\
            <th scope="col">Last error</th></tr>
            </thead>
            <tbody>
            %s</tbody>
            </table>
            """;

    String render() {
        List<TargetRow> rows = targets.get();
        String table = rows.isEmpty()
                ? "<p>Nothing is polled.</p>\n"
                : TABLE.formatted(rows.stream().map(StatusPage::row).collect(Collectors.joining()));
        return PAGE.formatted(escape(version), staleness(), table);
    }

    private String staleness() {
        Duration stale = age.get();
        return stale.isZero()
                ? ""
                : "<p role=\"alert\">The store cannot be read. What is shown is %s s old.</p>\n"
                        .formatted(stale.toSeconds());
    }

    private static String row(TargetRow row) {
        TargetSummary summary = row.summary();
        return """
            <tr><th scope="row">%s</th><td>%s</td><td class="number">%s</td><td class="number">%s</td>\
            <td class="number">%s</td><td>%s</td><td>%s</td></tr>
            """.formatted(
                        escape(summary.target().accountId()),
                        escape(summary.target().region()),
                        summary.active(),
                        summary.finished(),
                        summary.failingLookups(),
                        time(summary.lastSuccess()),
                        error(row));
    }

    private static String error(TargetRow row) {
        return row.lastError() == null ? "none" : escape(row.lastError()) + " (since " + time(row.failingSince()) + ")";
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "never" : "<time>" + time + "</time>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
