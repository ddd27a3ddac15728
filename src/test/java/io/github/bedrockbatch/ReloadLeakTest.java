package io.github.bedrockbatch;

import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.Configuration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many reloads leave behind. */
final class ReloadLeakTest extends ReloadFixture {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String THREE = "333333333333";
    private static final int RELOADS = 100;
    private static final Duration MOMENT = Duration.ofMillis(10);

    /** Less than a leak of each third reload, more than idle connections come and go. */
    private static final int MARGIN = 12;

    private static final Pattern THREAD = Pattern.compile("\"tid\"");

    @TempDir
    private Path dir = Path.of(".");

    private int dumps;

    ReloadLeakTest() throws IOException {}

    /** What an exporter holds: threads, virtual ones too, files and connections, and series. */
    private record Held(int threads, int files, int series) {
        boolean isWithin(Held other) {
            return threads <= other.threads() + MARGIN && files <= other.files() + MARGIN && series == other.series();
        }
    }

    @Test
    void aHundredReloadsWithOtherRegionsRolesAndConnectionsLeaveNothing() throws ConfigException, IOException {
        List<Configuration> turns = List.of(
                configuration("", List.of(ONE, TWO), "[us-east-1]"),
                configuration(", read_timeout: 7s", List.of(TWO, THREE), "[us-east-1, us-west-2]"),
                configuration("", List.of(THREE), "[eu-west-1]"));
        try (Exporter exporter = started(turns.getFirst())) {
            turns.forEach(exporter::reload);
            exporter.reload(turns.getFirst());
            awaitPolls(exporter);
            Held before = held(exporter);

            for (int reload = 1; reload <= RELOADS; reload++) {
                int asked = aws.requests();
                exporter.reload(turns.get(reload % turns.size()));
                await("a new target").pollInterval(MOMENT).atMost(LONG).until(() -> aws.requests() > asked);
            }
            exporter.reload(turns.getFirst());

            await("all to be given back")
                    .atMost(LONG)
                    .until(() -> held(exporter).isWithin(before));
        }
    }

    private void awaitPolls(Exporter exporter) {
        await("polls")
                .atMost(LONG)
                .until(() -> List.of(ONE, TWO).stream()
                        .allMatch(account -> sum(
                                        exporter,
                                        "bedrock_batch_exporter_polls_total",
                                        line -> line.contains(account) && line.contains("success"))
                                >= 1));
    }

    private Held held(Exporter exporter) throws IOException {
        Path dump = dir.resolve("threads-" + dumps++ + ".json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
        int threads = (int) THREAD.matcher(Files.readString(dump)).results().count();
        long files = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
        long series = scrape(exporter).stream()
                .filter(line -> line.startsWith("bedrock_batch_"))
                .filter(line -> !line.contains("aws_request_duration_seconds"))
                .count();
        return new Held(threads, (int) files, (int) series);
    }

    private Configuration configuration(String reach, List<String> accounts, String regions) throws ConfigException {
        List<String> roles = accounts.stream().map(ReloadFixture::role).toList();
        return configuration(
                reach + ", accounts: " + roles, "poll: {interval: 1h}, discovery: [{regions: " + regions + "}]");
    }
}
