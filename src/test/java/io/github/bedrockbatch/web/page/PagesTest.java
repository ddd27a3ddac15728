package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.view.HourlyTransitions;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.web.TargetRow;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
    private static final Target TARGET = new Target(Examples.ACCOUNT, Examples.REGION);

    private static final TargetSummary UNRESOLVED =
            new TargetSummary(new Target("unknown", "us-west-2"), 0, 0, 0, null);

    private final FakeFleet fleet = new FakeFleet();
    private final PageServer server = new PageServer(fleet);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/transitions", PageJobs.PATH})
    void everyPageCanBeReadByAll(String path) throws IOException, InterruptedException {
        fleet.put(PageJobs.failed(), PageJobs.transitions()).put(target(null));

        PageChecks.check(server.page(200, path));
        PageChecks.check(server.page(200, path + "?refresh=15"));
    }

    @ParameterizedTest
    @CsvSource({"/, Fleet", "/jobs, No job is known yet", "/transitions, No transition was seen yet"})
    void everyPageIsThereWithoutAJob(String path, String text) throws IOException, InterruptedException {
        Document page = server.page(200, path);

        PageChecks.check(page);
        assertThat(page.body().text()).contains(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /jobs?status=Done        | "Done": status must be one of
        /jobs?x=1                | "x": unknown parameter. Known parameters:
        /jobs?limit=1            | "limit": unknown parameter. Known parameters:
        /jobs?name=a&name=b      | "b": name may be given once
        /jobs?cursor=x           | "x": cursor must be
        /jobs?refresh=1          | "1": refresh must be a whole number of seconds from 5 to 3600
        /?refresh=x              | "x": refresh must be
        /transitions?to=Done     | "Done": to must be one of
        /transitions?region=A%3C | "A<": region must be
        """)
    void aBadParameterIsNamed(String path, String message) throws IOException, InterruptedException {
        Document page = server.page(400, path);

        PageChecks.check(page);
        assertThat(page.select("main .alert").text()).startsWith(message);
    }

    @Test
    void aFormMaySendFieldsThatNobodyFilledIn() throws IOException, InterruptedException {
        fleet.put(PageJobs.failed());

        Document page = server.page(200, "/jobs?name=&account_id=&region=&model_id=&status=Failed");

        assertThat(page.select("tbody tr")).hasSize(1);
        assertThat(page.select("input[value=Failed]").hasAttr("checked")).isTrue();
        assertThat(page.select("input[checked]")).hasSize(1);
    }

    @Test
    void refreshesOnlyIfItIsAskedTo() throws IOException, InterruptedException {
        HttpResponse<String> still = server.get("/jobs?status=Failed");
        HttpResponse<String> moving = server.get("/jobs?status=Failed&refresh=20");

        assertThat(still.headers().firstValue("Refresh")).isEmpty();
        assertThat(still.body()).contains("href=\"?status=Failed&amp;refresh=15\"");
        assertThat(moving.headers().firstValue("Refresh")).contains("20");
        assertThat(moving.body())
                .contains("Refreshes every 20 s.", "href=\"?status=Failed\"")
                .contains("<input type=\"hidden\" name=\"refresh\" value=\"20\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/transitions", PageJobs.PATH})
    void goesOnRefreshingThroughWhatMakesAPageUnavailable(String path) throws IOException, InterruptedException {
        fleet.unrestore();

        HttpResponse<String> moving = server.get(path + "?refresh=20");
        assertThat(moving.statusCode()).isEqualTo(503);
        assertThat(moving.headers().firstValue("Refresh")).contains("20");
        assertThat(server.get(path + "?refresh=1").headers().firstValue("Refresh"))
                .isEmpty();
        assertThat(server.get(path).headers().firstValue("Refresh")).isEmpty();
        try (PageServer busy = new PageServer(fleet, 0)) {
            assertThat(busy.get(path + "?refresh=20").headers().firstValue("Refresh"))
                    .contains("20");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/transitions", PageJobs.PATH})
    void goesOnRefreshingWhileTheStoreIsAway(String path) throws IOException, InterruptedException {
        fleet.breakDown();

        HttpResponse<String> moving = server.get(path + "?refresh=20");

        assertThat(moving.statusCode()).isEqualTo(503);
        assertThat(moving.headers().firstValue("Refresh")).contains("20");
        assertThat(moving.body()).contains("This page needs the store, which cannot be read now.", "every 20 s");
    }

    @Test
    void severalValuesOfAFilterAreChosenTogether() throws IOException, InterruptedException {
        Document one = server.page(200, "/jobs?region=us-east-1");
        Document two = server.page(200, "/jobs?region=us-east-1&region=us-west-2");

        assertThat(one.select("select[multiple]")).isEmpty();
        assertThat(one.select("select[name=region] option[selected]").eachAttr("value"))
                .containsExactly("us-east-1");
        assertThat(two.select("select[multiple]").eachAttr("name")).containsExactly("region");
        assertThat(two.select("select[name=region] option[selected]").eachAttr("value"))
                .containsExactly("us-east-1", "us-west-2");
    }

    @Test
    void theStyleIsServedAndMayBeKept() throws IOException, InterruptedException {
        String link = server.page(200, "/").select("link[rel=stylesheet]").attr("href");
        HttpResponse<String> style = server.get(link.substring(1));

        assertThat(style.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
        assertThat(style.headers().firstValue("Cache-Control")).contains("private, max-age=86400");
        assertThat(style.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "style-src 'self'", "form-action 'self'")
                .doesNotContain("unsafe", "script-src");
        assertThat(style.body()).doesNotContain("url(", "@import", "http");
        assertThat(server.get("/icon.svg").headers().firstValue("Content-Type"))
                .contains("image/svg+xml; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/transitions", PageJobs.PATH})
    void beforeTheStateIsRestoredThereIsNoPage(String path) throws IOException, InterruptedException {
        fleet.unrestore();

        Document page = server.page(503, path);

        PageChecks.check(page);
        assertThat(page.body().text()).contains("not yet restored");
        assertThat(server.get(path).headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whileTheStoreIsAwayWhatTheViewHasIsShown() throws IOException, InterruptedException {
        fleet.put(PageJobs.failed(), PageJobs.transitions());
        fleet.breakDown();
        fleet.age(Duration.ofSeconds(61));

        assertThat(server.page(200, "/jobs").select("main .alert").text())
                .isEqualTo("The store cannot be read. What is shown is 1m 1s old.");
        Document job = server.page(503, PageJobs.PATH);
        PageChecks.check(job);
        assertThat(job.body().text()).contains("the history of this job is not shown", "No such model");
        Document transitions = server.page(503, "/transitions");
        PageChecks.check(transitions);
        assertThat(transitions.body().text())
                .contains("The store cannot be read")
                .doesNotContain("secret");
        assertThat(server.page(503, "/jobs/123456789012/us-east-1/nojob").text())
                .contains("The store cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs/123456789012/us-east-1/nojob", "/jobs/x/y/%3Cb%3E", "/jobs/1/%E2%80%AE/a"})
    void anUnknownJobIsNotFound(String path) throws IOException, InterruptedException {
        Document page = server.page(404, path);

        PageChecks.check(page);
        assertThat(page.select("main .alert").text())
                .contains("no job of this id is known")
                .doesNotContain("\u202e");
        assertThat(page.select("main").text())
                .contains("It is not watched, or it left the journal after retention.journal.");
        assertThat(page.select("main a").attr("abs:href")).isEqualTo(server.root() + "/jobs");
    }

    @Test
    void anUnresolvedAccountIsShownWithItsError() throws IOException, InterruptedException {
        fleet.put(
                new TargetRow(UNRESOLVED, Duration.ofSeconds(30), "no <credentials>", Examples.NOON.minusSeconds(90)));

        String text = server.page(200, "/").body().text();

        assertThat(text)
                .contains("not yet known", "us-west-2", "Failing since 1m 30s ago no <credentials>")
                .doesNotContain("selects nothing to poll");
    }

    @Test
    void anUnresolvedAccountWithoutAnErrorIsShownToo() throws IOException, InterruptedException {
        fleet.put(new TargetRow(UNRESOLVED, Duration.ofSeconds(30), null, null));

        assertThat(server.page(200, "/").body().text())
                .contains("AWS has not yet returned the account of the credentials")
                .doesNotContain("selects nothing to poll");
    }

    @ParameterizedTest
    @CsvSource({
        "899, 30, Polled",
        "900, 30, Not polled",
        "3599, 900, Polled",
        "3600, 900, Not polled",
        "3600, 30, Not polled"
    })
    void aTargetIsPolledWhileItsLastSuccessIsYoung(long age, long interval, String state)
            throws IOException, InterruptedException {
        fleet.put(new TargetRow(
                new TargetSummary(TARGET, 2, 1, 0, Examples.NOON.minusSeconds(age)),
                Duration.ofSeconds(interval),
                null,
                null));

        assertThat(server.page(200, "/").select("td[data-label=State]").text()).isEqualTo(state);
    }

    @Test
    void whatIsLeftIsCountedByHowRecordsFaredToo() throws IOException, InterruptedException {
        fleet.put(PageJobs.running(1, new RecordCounts(100L, null, 30L, 10L)));

        assertThat(server.page(200, "/").select(".tiles .value").eachText()).containsExactly("1", "0", "0", "60");
        assertThat(server.page(200, PageJobs.PATH).text()).contains("At the average rate so far");
    }

    @Test
    void theFiguresAreOfAsManyHoursAsTheySay() throws IOException, InterruptedException {
        fleet.put(target(null));
        HourlyTransitions.Key failed = new HourlyTransitions.Key(TARGET, "Failed");
        fleet.count(new HourlyTransitions(Map.of(
                Examples.NOON.minus(Duration.ofHours(23)), Map.of(failed, 3L),
                Examples.NOON.minus(Duration.ofHours(24)), Map.of(failed, 5L))));

        Document page = server.page(200, "/");

        assertThat(page.select(".tiles .value").eachText()).containsExactly("0", "0", "3", "0");
        assertThat(page.select(".legend .bad b").text()).isEqualTo("3");
    }

    @Test
    void theFleetHasItsFigures() throws IOException, InterruptedException {
        fleet.put(PageJobs.failed()).put(PageJobs.running(2)).put(target("denied"));
        HourlyTransitions.Key failed = new HourlyTransitions.Key(TARGET, "Failed");
        HourlyTransitions.Key elsewhere = new HourlyTransitions.Key(new Target("210987654321", "us-east-1"), "Expired");
        fleet.count(new HourlyTransitions(Map.of(Examples.NOON, Map.of(failed, 3L, elsewhere, 5L))));

        Document page = server.page(200, "/");

        assertThat(page.select(".tiles .value").eachText()).containsExactly("1", "0", "3", "75");
        assertThat(page.select(".plot rect.bad")).hasSize(1);
        assertThat(page.select(".plot desc").text())
                .isEqualTo("0 completed, 3 failed, expired or partially completed, 0 other transitions in the last 24"
                        + " hours.");
        assertThat(page.select("details tbody tr")).hasSize(24);
        assertThat(page.select("table.cards tbody tr").text())
                .isEqualTo("prod 123456789012 us-east-1 2 1 0 1m ago 30s Failing denied");
        assertThat(page.select(".facts").text())
                .contains("Jobs shown 2", "Events pending 0", "Store memory", "Version 1.2.3");
        assertThat(page.select("main a[href^=jobs?account]").attr("abs:href"))
                .isEqualTo(server.root() + "/jobs?account_id=123456789012&region=us-east-1");
    }

    @Test
    void jobsArePaged() throws IOException, InterruptedException {
        for (int number = 1; number <= Paging.ROWS + 1; number++) {
            fleet.put(PageJobs.running(number));
        }

        Document first = server.page(200, "/jobs?region=us-east-1");
        Document second = server.page(200, "/jobs" + first.select("a[rel=next]").attr("href"));

        assertThat(first.select("tbody tr")).hasSize(Paging.ROWS);
        assertThat(first.select(".count").text()).isEqualTo("Matching: 51 jobs, newest submitted first.");
        assertThat(first.text()).doesNotContain("Newest");
        assertThat(second.select("tbody tr")).hasSize(1);
        assertThat(second.select(".pager a").eachText()).containsExactly("Newest");
        assertThat(second.select(".pager a").attr("href")).isEqualTo("?region=us-east-1");
    }

    @Test
    void transitionsArePagedAndFiltered() throws IOException, InterruptedException {
        fleet.put(PageJobs.failed(), PageJobs.transitions());

        Document all = server.page(200, "/transitions");
        Document failed = server.page(200, "/transitions?to=Failed&job_id=job000000001");

        assertThat(all.select("tbody tr")).hasSize(3);
        assertThat(all.select("tbody tr").eachText().getFirst()).contains("InProgress Failed No such model");
        assertThat(failed.select("tbody tr")).hasSize(1);
        assertThat(failed.select("input[name=job_id]").attr("value")).isEqualTo("job000000001");
        assertThat(failed.select("tbody a").attr("abs:href")).isEqualTo(server.root() + PageJobs.PATH);
    }

    @Test
    void pagesStaySmallHoweverManyJobsThereAre() throws IOException, InterruptedException {
        for (int number = 1; number <= 10_000; number++) {
            fleet.put(PageJobs.running(number), JobRows.from("Submitted", PageJobs.running(number)));
        }

        for (String path : List.of("/", "/jobs", "/transitions", PageJobs.PATH)) {
            assertThat(server.get(path).body().getBytes(StandardCharsets.UTF_8).length)
                    .as(path)
                    .isLessThan(120_000);
        }
        assertThat(fleet.entriesRead()).isLessThan(100);
    }

    @Test
    void aMessageIsHiddenWhereTheConfigurationSaysSo() throws IOException, InterruptedException {
        fleet.put(PageJobs.failed(), PageJobs.transitions());
        fleet.includeMessages(false);

        assertThat(server.page(200, PageJobs.PATH).text())
                .contains("Hidden by events.include_message.")
                .doesNotContain("No such model");
        assertThat(server.page(200, "/transitions").text()).doesNotContain("No such model");

        fleet.includeMessages(true);
        assertThat(server.page(200, PageJobs.PATH).text()).contains("No such model");
    }

    private static TargetRow target(@Nullable String error) {
        return new TargetRow(
                new TargetSummary(TARGET, 2, 1, 0, Examples.NOON.minusSeconds(60)),
                Duration.ofSeconds(30),
                error,
                null);
    }
}
