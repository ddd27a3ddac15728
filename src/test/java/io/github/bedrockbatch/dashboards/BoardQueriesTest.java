package io.github.bedrockbatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.dashboards.Board.Query;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the names in each query of the dashboards and of the cookbook to the catalogue of metrics. */
final class BoardQueriesTest {
    private static final List<Query> BOARDS =
            Board.all().stream().flatMap(board -> board.queries().stream()).toList();
    static final List<Query> QUERIES = Stream.concat(
                    BOARDS.stream(), Cookbook.QUERIES.stream().map(query -> new Query("cookbook", "", query, "")))
            .toList();
    private static final Pattern STATUS = Pattern.compile("\\b(?:status|from|to)=~?\"([A-Z][A-Za-z|]+)\"");
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    @ParameterizedTest
    @FieldSource("QUERIES")
    void eachMetricIsExposed(Query query) {
        PromQl promql = promql(query);

        assertThat(promql.metrics())
                .as(query.toString())
                .allSatisfy(metric -> assertThat(KnownMetrics.names()).contains(metric));
        assertThat(promql.metrics().isEmpty())
                .isEqualTo(query.expression().contains("{__name__=~\"bedrock_batch_.+\""));
    }

    @ParameterizedTest
    @FieldSource("QUERIES")
    void eachLabelThatIsComparedIsOneOfItsMetric(Query query) {
        assertThat(promql(query).matchers())
                .allSatisfy(matcher -> assertThat(KnownMetrics.OF_A_SCRAPE.contains(matcher.label())
                                || KnownMetrics.labelsOf(matcher.metric()).contains(matcher.label()))
                        .as(matcher + " in " + query)
                        .isTrue());
    }

    @ParameterizedTest
    @FieldSource("QUERIES")
    void eachLabelThatGroupsIsOneOfTheMetrics(Query query) {
        PromQl promql = promql(query);
        Set<String> known = new HashSet<>(KnownMetrics.OF_A_SCRAPE);
        promql.metrics().forEach(metric -> known.addAll(KnownMetrics.labelsOf(metric)));
        known.addAll(promql.created());

        assertThat(promql.groupings()).as(query.toString()).isSubsetOf(known);
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void eachLabelOfALegendIsLeftByTheQuery(Query query) {
        PromQl promql = promql(query);
        Set<String> left = new HashSet<>(promql.groupings());
        if (left.isEmpty()) {
            promql.metrics().forEach(metric -> left.addAll(KnownMetrics.labelsOf(metric)));
        }
        left.add("instance");
        left.addAll(promql.created());

        assertThat(IN_LEGEND.matcher(query.legend().replace("$tag", "tag_team")).results())
                .extracting(match -> match.group(1))
                .as(query.toString())
                .isSubsetOf(left);
    }

    @ParameterizedTest
    @FieldSource("QUERIES")
    void eachStatusExists(Query query) {
        Set<String> known = Arrays.stream(Known.values()).map(Known::label).collect(Collectors.toSet());
        known.add(Unknown.LABEL);

        assertThat(STATUS.matcher(query.expression())
                        .results()
                        .flatMap(match -> Arrays.stream(match.group(1).split("\\|", -1))))
                .isSubsetOf(known);
    }

    @Test
    void aWrongNameWouldBeFound() {
        PromQl promql = new PromQl(
                "sum by (modell) (label_replace(increase(bedrock_batch_job{statuss=~\"a{b}\", x!=\"\"}[1h:1m]), \"model\", \"$1\", \"model_id\", \".*\")) / on () up");

        assertThat(promql.metrics()).containsExactly("bedrock_batch_job", "up");
        assertThat(promql.matchers()).extracting(PromQl.Matcher::label).containsExactly("statuss", "x");
        assertThat(promql.groupings()).containsExactly("modell");
        assertThat(promql.created()).containsExactly("model");
        assertThat(KnownMetrics.names()).doesNotContain("bedrock_batch_job").contains("bedrock_batch_jobs_ended_total");
        assertThat(KnownMetrics.labelsOf("bedrock_batch_job_duration_seconds_bucket"))
                .contains("le", "model_id", "status");
    }

    private static PromQl promql(Query query) {
        return new PromQl(query.expression().replace("$tag", "tag_team"));
    }
}
