package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.HostileTexts;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobPageTest {
    /** Turns writing around, breaks lines, ends elements, and is long. */
    private static final String HOSTILE = "<script>alert(1)</script>\u202e\u0007\n\"'><b>" + "x".repeat(63);

    private static final String SEEN = "<script>alert(1)</script>\\u202E\\u0007\\u000A\"'><b>" + "x".repeat(63);

    @Test
    void tellsAllThatIsKnown() throws IOException, InterruptedException {
        Document page = page(new FakeFleet().put(PageJobs.failed(), PageJobs.transitions()));

        assertThat(page.title()).isEqualTo("job-1 · bedrock-batch-exporter");
        assertThat(page.select(".lead").text())
                .isEqualTo("Failed Job job000000001 prod 123456789012 us-east-1 amazon.nova-lite-v1:0");
        assertThat(page.select(".why").text()).isEqualTo("What AWS says No such model");
        assertThat(page.select(".timeline li").eachText())
                .containsExactly(
                        "Submitted for 1m 2026-11-20 10:00:00 UTC 2h ago",
                        "Scheduled for 9m 2026-11-20 10:01:00 UTC 1h 59m ago",
                        "InProgress for 1h 2026-11-20 10:10:00 UTC 1h 50m ago",
                        "Failed 2026-11-20 11:10:00 UTC 50m ago");
        assertThat(page.select(".facts.numbers").text())
                .isEqualTo("Records 100 Processed 80 Succeeded 60 Errors 20 Input tokens 1,000 Output tokens 2,000");
        assertThat(page.select("svg.bar:not(.tall) rect").eachAttr("width")).containsExactly("1000", "600", "200");
        assertThat(page.select(".facts.panel").text())
                .contains("Ended 2026-11-20 11:10:00 UTC 50m ago")
                .contains("Input s3://in/ Output s3://out/ Service role arn:aws:iam::123456789012:role/batch")
                .contains("Timeout 24 hours", "Tags team=search", "Watched because it was discovered")
                .doesNotContain("Expires");
    }

    @Test
    void leadsElsewhere() throws IOException, InterruptedException {
        Document page = page(new FakeFleet().put(PageJobs.failed(), PageJobs.transitions()));

        assertThat(page.select(".links a").eachAttr("href"))
                .containsExactly(
                        "https://console.aws.amazon.com/bedrock/home?region=us-east-1#/batch-inference/job000000001",
                        "../../../api/v1" + PageJobs.PATH);
        assertThat(page.select(".commands code").eachText())
                .containsExactly(
                        "aws bedrock get-model-invocation-job \\ --job-identifier " + Examples.arn(1)
                                + " \\ --region us-east-1",
                        "java -jar bedrock-batch-exporter.jar get-model-invocation-job \\ --job-identifier "
                                + Examples.arn(1) + " \\ --region us-east-1",
                        "bedrock_batch_job_status{account_id=\"123456789012\",region=\"us-east-1\",job_id=\"job000000001\"}"
                                + " == 1",
                        "bedrock_batch_job_processed_records{account_id=\"123456789012\",region=\"us-east-1\",job_id=\"job000000001\"}"
                                + " / bedrock_batch_job_total_records{account_id=\"123456789012\",region=\"us-east-1\",job_id=\"job000000001\"}");
        assertThat(page.select("nav a").eachAttr("href")).contains("../../../", "../../../jobs", "../../../-/healthy");
    }

    @Test
    void aJobThatRunsHasAnOutlook() throws IOException, InterruptedException {
        Document page = page(new FakeFleet().put(PageJobs.running(1)));

        assertThat(page.select("p.bad-text").text())
                .isEqualTo(
                        "At the average rate so far, all records are processed in 2h 30m, 1h 30m after the job expires.");
        assertThat(page.select(".timeline li").eachText().getLast()).startsWith("InProgress so far 50m");
        assertThat(page.select(".why")).isEmpty();
        assertThat(page.text())
                .contains("Expires 2026-11-20 13:00:00 UTC in 1h")
                .doesNotContain("Tags");
    }

    @Test
    void aJobThatHasLeftTheListIsShownFromTheJournal() throws IOException, InterruptedException {
        FakeFleet fleet = new FakeFleet().put(PageJobs.failed(), PageJobs.transitions());
        fleet.remove(Examples.arn(1));

        Document page = page(fleet);

        assertThat(page.text()).contains("no longer in the list of jobs", "No such model");
        assertThat(page.select(".links a").eachAttr("href"))
                .singleElement()
                .asString()
                .startsWith("https://console.");
        assertThat(page.select(".timeline li")).hasSize(4);
    }

    @Test
    void aLookupThatFailedIsTold() throws IOException, InterruptedException {
        FakeFleet fleet = new FakeFleet().put(PageJobs.failed()).put(LookupStatus.failed(Examples.arn(1), null));

        assertThat(page(fleet).text()).contains("The last lookup of this job failed");
        try (PageServer server = new PageServer(fleet)) {
            assertThat(server.page(200, "/jobs").select("tbody").text()).contains("the last lookup failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs", "/transitions", PageJobs.PATH})
    void hostileNamesAreHarmless(String path) throws IOException, InterruptedException {
        try (PageServer server = new PageServer(hostile(HOSTILE))) {
            Document page = server.page(200, path);

            PageChecks.check(page);
            assertThat(page.select("bdi").eachText()).contains(SEEN);
            assertThat(page.select("main b:not(.legend b)")).isEmpty();
            assertThat(page.text()).doesNotContain("\u202e", "\u0007");
            assertThat(page.select("[title]").eachAttr("title")).noneMatch(title -> title.contains("\u202e"));
        }
    }

    @Property(tries = 25)
    void noTextOfAwsBreaksAPage(@ForAll("texts") String text) throws IOException, InterruptedException {
        try (PageServer server = new PageServer(hostile(text))) {
            for (String path : List.of("/jobs", "/transitions", PageJobs.PATH)) {
                Document page = server.page(200, path);
                assertThat(page.select("script, style, iframe, img")).isEmpty();
                assertThat(page.select("body > footer")).hasSize(1);
                for (Element element : page.getAllElements()) {
                    assertThat(element.attributes().asList())
                            .noneMatch(attribute -> attribute.getKey().startsWith("on"));
                }
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.texts();
    }

    private static FakeFleet hostile(String text) {
        var snapshot = PageJobs.failedSnapshot().toBuilder()
                .name(text)
                .modelId(text)
                .message(text)
                .roleArn(text)
                .status(JobStatus.of("New" + text))
                .build();
        var transition = new Transition(
                snapshot,
                JobStatus.of(text),
                snapshot.status(),
                TransitionKind.UNEXPECTED,
                PageJobs.SUBMIT,
                Examples.NOON,
                Examples.NOON);
        return new FakeFleet(Map.of(Examples.ACCOUNT, text))
                .put(PageJobs.failed(snapshot).withTags(new JobTags(Map.of("k", text))), new Transitioned(transition));
    }

    private static Document page(FakeFleet fleet) throws IOException, InterruptedException {
        try (PageServer server = new PageServer(fleet)) {
            Document page = server.page(200, PageJobs.PATH);
            PageChecks.check(page);
            return page;
        }
    }
}
