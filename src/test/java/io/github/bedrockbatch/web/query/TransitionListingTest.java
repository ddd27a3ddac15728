package io.github.bedrockbatch.web.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransitionListingTest {
    private static final List<Target> TARGETS = List.of(JobRows.TARGET, new Target("210987654321", "us-east-1"));

    private final FakeFleet fleet = new FakeFleet();
    private final List<EntryFilter> asked = new ArrayList<>();

    @BeforeEach
    void fill() {
        put("a", "InProgress");
        put("b", "Failed");
        JobSnapshot settled = Examples.job(1, Known.COMPLETED, Examples.NOON, Examples.NOON);
        fleet.put(JobRows.row("c", "Completed", Duration.ZERO), new Settled(settled, Examples.NOON));
        put("a", "Completed");
        put("d", "Paused");
    }

    private void put(String id, String status) {
        var row = JobRows.row(id, status, Duration.ofMinutes(1));
        fleet.put(row, JobRows.from("Submitted", row));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                            | 5 4 2 1
        to=Failed                    | 2
        to=Failed&to=Completed       | 4 2
        to=Unknown                   | 5
        job_id=a                     | 4 1
        job_id=a&job_id=b            | 4 2 1
        job_id=a&to=Completed        | 4
        job_id=gone                  | -
        account_id=123456789012      | 5 4 2 1
        account_id=210987654321      | -
        region=us-east-1&region=eu-west-1&to=Failed | 2
        job_id=a&region=eu-west-1    | -
        limit=2                      | 5 4
        limit=2&cursor=4             | 2 1
        limit=2&cursor=1             | -
        """)
    void filtersAndPagesTransitions(String query, String expected) {
        assertThat(numbers(page(query == null ? "" : query))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void combinationsOfValuesAreLimited() {
        String values = values("account_id=%012d", 10) + values("region=r%d", 20) + "to=Failed&to=Expired&";

        assertThat(page(values).items()).isEmpty();
        assertThatThrownBy(() -> page(values + "to=Stopped"))
                .isInstanceOf(BadParameterException.class)
                .hasMessage(
                        "600 combinations of account_id, region and to: must be at most 400; ask in several requests");
        assertThat(page(values + "to=Stopped&job_id=a").items()).isEmpty();
    }

    private static String values(String parameter, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> parameter.formatted(number) + "&")
                .collect(Collectors.joining());
    }

    @Test
    void aPageTellsWhereTheNextOneBegins() {
        assertThat(page("limit=2").nextCursor()).contains("4");
        assertThat(page("limit=4").nextCursor()).isEmpty();
    }

    @Test
    void whatArrivesIsOnNoLaterPage() {
        Page<JournalEntry> first = page("limit=2");
        put("e", "Failed");

        assertThat(numbers(page("limit=2&cursor=" + first.nextCursor().orElseThrow())))
                .isEqualTo("2 1");
    }

    @Test
    void aJobIsLookedForInTheTargetsThatMatchAlone() {
        page("job_id=a&account_id=210987654321");

        assertThat(asked)
                .singleElement()
                .satisfies(filter -> assertThat(filter.arns())
                        .singleElement()
                        .hasToString("arn:aws:bedrock:us-east-1:210987654321:model-invocation-job/a"));
        page("job_id=a&account_id=999999999999");
        assertThat(asked).hasSize(1);
    }

    @Test
    void nothingIsReadBeyondAPage() {
        for (int number = 0; number < 10_000; number++) {
            put("job" + number, JobStatus.of("InProgress").word());
        }

        page("limit=100");

        assertThat(fleet.entriesRead()).isEqualTo(101);
    }

    private Page<JournalEntry> page(String query) {
        Parameters parameters = Parameters.parse(query);
        return new TransitionListing((filter, before, limit) -> {
                    asked.add(filter);
                    return fleet.latest(filter, before, limit);
                })
                .page(TransitionFilter.of(parameters), TARGETS, PageRequest.ofTransitions(parameters));
    }

    private static String numbers(Page<JournalEntry> page) {
        return String.join(
                " ",
                page.items().stream()
                        .map(entry -> Long.toString(entry.number()))
                        .toList());
    }
}
