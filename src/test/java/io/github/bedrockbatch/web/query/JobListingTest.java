package io.github.bedrockbatch.web.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobListingTest {
    private static final String NOVA = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";

    private final FakeFleet fleet = new FakeFleet();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                                          | a b c d
        status=Failed                              | b
        status=Failed&status=InProgress            | a b
        status=Unknown                             | d
        account_id=222222222222                    | c
        account_id=222222222222&account_id=111111111111 | a b c d
        account_id=333333333333                    | -
        region=us-west-2                           | b d
        region=us-west-2&status=Failed             | b
        region=us-west-2&status=Completed          | -
        model_id=amazon.nova-lite-v1:0             | a c
        model_id=%s                                | a c
        model_id=nova                              | -
        name=NIGHT                                 | a c
        name=night&name=adhoc                      | a b c
        name=nightly-%%C3%%89                      | c
        name=*                                     | -
        """)
    void filtersWithinANameByOrAndBetweenNamesByAnd(String query, String expected) {
        fleet.put(job("111111111111", "us-east-1", "a", "InProgress", "Nightly-1", NOVA));
        fleet.put(job("111111111111", "us-west-2", "b", "Failed", "adhoc", "custom"));
        fleet.put(job("222222222222", "us-east-1", "c", "Completed", "nightly-é", NOVA));
        fleet.put(job("111111111111", "us-west-2", "d", "Paused", "other", "custom"));

        String text = query == null ? "" : query.replace("%s", NOVA).replace("%%", "%");
        assertThat(ids(page(text).items())).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void theNewestSubmittedComesFirstAndThoseOfOneMomentInOrderOfTheirArns() {
        fleet.put(job("b", Examples.NOON)).put(job("c", Examples.NOON.plusNanos(1)));
        fleet.put(job("a", Examples.NOON)).put(job("d", Examples.NOON.minusNanos(1)));

        assertThat(ids(page("").items())).isEqualTo("c a b d");
        assertThat(page("").nextCursor()).isEmpty();
        assertThat(page("limit=4").nextCursor()).isEmpty();
        assertThat(ids(page("limit=2").items())).isEqualTo("c a");
        assertThat(ids(page("limit=2&cursor=" + page("limit=2").nextCursor().orElseThrow())
                        .items()))
                .isEqualTo("b d");
    }

    /** Each job that is there all the time is seen once, whatever comes and goes meanwhile. */
    @Property(tries = 60)
    void pagesStayRightWhileJobsComeAndGo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int limit) {
        FakeFleet changing = new FakeFleet();
        Random random = new Random(seed);
        Set<String> staying = new HashSet<>();
        Set<JobArn> leaving = new HashSet<>();
        for (int number = 0; number < 40; number++) {
            TrackedJob job = job("job" + number, Examples.NOON.plusSeconds(random.nextInt(12)));
            changing.put(job);
            boolean leaves = random.nextInt(4) == 0 && leaving.add(job.arn());
            if (!leaves) {
                staying.add(job.arn().jobId());
            }
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        int arrivals = 0;
        while (cursor != null) {
            Page<TrackedJob> page = page(changing, "limit=" + limit + cursor);
            page.items().forEach(row -> seen.add(row.arn().jobId()));
            cursor = page.nextCursor().map(next -> "&cursor=" + next).orElse(null);
            changing.put(job("new" + arrivals++, Examples.NOON.plusSeconds(random.nextInt(20))));
            leaving.stream().findFirst().ifPresent(arn -> {
                leaving.remove(arn);
                changing.remove(arn);
            });
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    void aCursorOutlivesItsJob() {
        fleet.put(job("a", Examples.NOON)).put(job("b", Examples.NOON)).put(job("c", Examples.NOON));
        String cursor = page("limit=1").nextCursor().orElseThrow();
        fleet.remove(job("a", Examples.NOON).arn());

        assertThat(ids(page("cursor=" + cursor).items())).isEqualTo("b c");
    }

    private Page<TrackedJob> page(String query) {
        return page(fleet, query);
    }

    private static Page<TrackedJob> page(FakeFleet fleet, String query) {
        Parameters parameters = Parameters.parse(query);
        return JobListing.page(
                fleet.fleet().orElseThrow().jobs(), JobFilter.of(parameters), PageRequest.ofJobs(parameters));
    }

    private static String ids(List<TrackedJob> rows) {
        return String.join(" ", rows.stream().map(row -> row.arn().jobId()).toList());
    }

    private static TrackedJob job(String id, Instant submitTime) {
        return job(Examples.ACCOUNT, Examples.REGION, id, "InProgress", "name", NOVA, submitTime);
    }

    private static TrackedJob job(String account, String region, String id, String status, String name, String model) {
        return job(account, region, id, status, name, model, Examples.NOON.minusSeconds(id.charAt(0)));
    }

    private static TrackedJob job(
            String account, String region, String id, String status, String name, String model, Instant submitTime) {
        JobStatus word = JobStatus.of(status);
        JobSnapshot snapshot = JobSnapshot.builder(JobArn.of(new Target(account, region), id), word, submitTime)
                .name(name)
                .modelId(model)
                .build();
        Instant ended = word.isTerminal() ? submitTime : null;
        return new TrackedJob(
                new Job(snapshot, submitTime, submitTime, false, ended), JobOrigin.DISCOVERED, null, null, 0);
    }
}
