package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What holds for every page: it can be used with a keyboard and a screen reader, and loads nothing from elsewhere. */
final class PageChecks {
    private PageChecks() {}

    static void check(Document page) {
        hasStructure(page);
        hasLabels(page);
        hasTablesThatCanBeRead(page);
        loadsNothingFromElsewhere(page);
    }

    private static void hasStructure(Document page) {
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.title()).endsWith(" · bedrock-batch-exporter");
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("body > header, body > main#main, body > footer"))
                .hasSize(3);
        assertThat(page.select("body > a").attr("href")).isEqualTo("#main");
        List<String> levels = page.select("h1, h2, h3").eachText();
        assertThat(levels).isNotEmpty().doesNotContain("");
        assertThat(page.select("h1, h2, h3").get(0).tagName()).isEqualTo("h1");
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        page.select("[aria-labelledby]")
                .forEach(element -> assertThat(ids)
                        .containsAll(List.of(element.attr("aria-labelledby").split(" ", -1))));
        assertThat(page.select("nav:not([aria-label])")).isEmpty();
    }

    private static void hasLabels(Document page) {
        for (Element field : page.select("input:not([type=hidden]), select")) {
            boolean inLabel = field.closest("label") != null;
            assertThat(inLabel || page.select("label[for=" + field.id() + "]").size() == 1)
                    .as(field.outerHtml())
                    .isTrue();
        }
        for (Element link : page.select("a, button, summary")) {
            assertThat(link.text()).as(link.outerHtml()).isNotBlank();
        }
        assertThat(page.select("svg:not([aria-hidden=true]):not([role=img])")).isEmpty();
    }

    private static void hasTablesThatCanBeRead(Document page) {
        for (Element table : page.select("table")) {
            assertThat(table.select("> caption").text()).isNotBlank();
            assertThat(table.select("th:not([scope])")).isEmpty();
            assertThat(table.is("[role=region][tabindex=0][aria-labelledby] > table"))
                    .isTrue();
        }
    }

    private static void loadsNothingFromElsewhere(Document page) {
        assertThat(page.select("script, style, iframe, img, [style], [onclick], [onload], base"))
                .isEmpty();
        assertThat(page.select("link").eachAttr("href"))
                .allMatch(link -> link.matches("(\\./|(\\.\\./)+)[a-z.]+\\?v=[0-9a-f]+"));
        assertThat(page.select("a").eachAttr("href"))
                .noneMatch(link -> link.startsWith("/"))
                .allMatch(link -> !link.contains(":") || link.startsWith("https://console."));
    }
}
