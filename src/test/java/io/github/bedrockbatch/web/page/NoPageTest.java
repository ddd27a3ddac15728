package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.web.testing.FakeFleet;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs are told where no page is. */
final class NoPageTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final FakeFleet fleet = new FakeFleet();
    private final PageServer server = new PageServer(fleet);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/job", "/jobs/", "/jobs/123456789012/us-east-1", "/a/b/c/d/e", "/apis", "/%3Cb%3E%0A"})
    void aBrowserIsShownAPageThatLeadsToTheFleet(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = server.send("GET", path, BROWSER);
        Document page = Jsoup.parse(response.body(), server.root() + path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        PageChecks.check(page);
        assertThat(page.select("main .alert").text()).isEqualTo("\"" + path + "\": there is no such page.");
        assertThat(page.select("main a").attr("abs:href")).isEqualTo(server.root() + "/");
        assertThat(page.select("nav a").eachAttr("abs:href")).contains(server.root() + "/jobs");
        assertThat(page.select("[aria-current]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET  | /job          | */*
        GET  | /job          | application/json
        GET  | /job          | text/html;q=0, */*
        POST | /job          | text/html
        GET  | /metrics/x    | text/html
        GET  | /-/x          | text/html
        GET  | /-            | text/html
        GET  | /api          | text/html
        """)
    void programsAreToldInALine(String method, String path, String accept) throws IOException, InterruptedException {
        HttpResponse<String> response = server.send(method, path, accept);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo("Not found\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/job", "/%61pi/v2"})
    void theApiKeepsItsEnvelope(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = server.send("GET", path, BROWSER);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).startsWith("{\"status\":\"error\",\"errorType\":\"not_found\"");
    }

    @Test
    void aPageThatIsNotThereIsToldBeforeTheStateIsRestored() throws IOException, InterruptedException {
        fleet.unrestore();

        assertThat(server.send("GET", "/job", BROWSER).statusCode()).isEqualTo(404);
        assertThat(server.send("HEAD", "/job", BROWSER).statusCode()).isEqualTo(404);
    }

    @Test
    void aPathOfManySegmentsMakesNoLongPage() throws IOException, InterruptedException {
        assertThat(server.send("GET", "/a".repeat(4000), BROWSER).body()).hasSizeLessThan(20_000);
    }
}
