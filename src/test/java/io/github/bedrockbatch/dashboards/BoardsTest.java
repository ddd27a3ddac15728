package io.github.bedrockbatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Each dashboard works in any Grafana as it lies: no plugin, no question at an import, no link to nowhere. */
final class BoardsTest {
    private static final List<Board> BOARDS = Board.all();
    private static final Set<String> CORE =
            Set.of("stat", "gauge", "bargauge", "timeseries", "table", "text", "state-timeline");
    private static final Set<String> OF_GRAFANA =
            Set.of("__all", "__range", "__rate_interval", "__data", "__url_time_range");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_]\\w*)");
    private static final Pattern LINK = Pattern.compile("/d/([a-z-]+)\\?([^\"]*)");
    private static final Pattern PARAMETER = Pattern.compile("var-(\\w+)=");
    private static final int COLUMNS = 24;

    @Test
    void uidsAreFixed() {
        assertThat(BOARDS.stream().map(Board::uid))
                .containsExactlyInAnyOrder("bedrock-batch-fleet", "bedrock-batch-job", "bedrock-batch-exporter");
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void grafanaAsksNothingWhenItLoadsABoard(Board board) {
        assertThat(board.json().propertyNames())
                .doesNotContain("__inputs", "__requires", "__elements", "id", "version");
        assertThat(board.json().get("schemaVersion").asInt()).isBetween(38, 41);
        assertThat(Board.text(board.json(), "title")).startsWith("Bedrock batch: ");
        assertThat(Board.text(board.json(), "description")).endsWith(".");
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void everythingReadsTheChosenDataSource(Board board) {
        Stream<JsonNode> readers = Stream.of(
                        board.panels().stream().filter(panel -> panel.has("targets")),
                        board.panels().stream()
                                .flatMap(panel -> panel.path("targets").valueStream()),
                        board.variables().stream()
                                .filter(variable -> Board.text(variable, "type").equals("query")),
                        board.json().at("/annotations/list").valueStream())
                .flatMap(Function.identity());

        assertThat(readers)
                .extracting(reader -> reader.at("/datasource/type").asString("") + " "
                        + reader.at("/datasource/uid").asString(""))
                .containsOnly("prometheus ${datasource}");
        assertThat(Board.text(board.variables().getFirst(), "type")).isEqualTo("datasource");
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void eachPanelIsOneOfGrafanasOwnAndSaysWhatItShows(Board board) {
        assertThat(board.panels()).allSatisfy(panel -> {
            assertThat(Board.text(panel, "type")).isIn(CORE);
            if (!Board.text(panel, "type").equals("text")) {
                assertThat(Board.text(panel, "title")).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asString(""))
                        .as(Board.text(panel, "title"))
                        .isNotBlank();
                assertThat(panel.get("targets")).isNotEmpty();
            }
        });
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void noPanelLiesOnAnother(Board board) {
        assertThat(overlaps(board.outer())).isEmpty();
        board.outer()
                .forEach(row -> assertThat(
                                overlaps(row.path("panels").valueStream().toList()))
                        .isEmpty());
        Set<Integer> ids = new HashSet<>();
        assertThat(Stream.concat(board.outer().stream(), board.panels().stream())
                        .distinct())
                .allMatch(panel -> ids.add(panel.get("id").asInt()));
    }

    private static List<String> overlaps(List<JsonNode> panels) {
        Set<List<Integer>> taken = new HashSet<>();
        return panels.stream()
                .filter(panel -> !take(panel.get("gridPos"), taken))
                .map(panel -> Board.text(panel, "title"))
                .toList();
    }

    private static boolean take(JsonNode place, Set<List<Integer>> taken) {
        int x = place.get("x").asInt();
        int width = place.get("w").asInt();
        boolean free = x + width <= COLUMNS;
        for (int column = x; column < x + width; column++) {
            for (int line = 0; line < place.get("h").asInt(); line++) {
                free &= taken.add(List.of(column, place.get("y").asInt() + line));
            }
        }
        return free;
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void eachVariableThatIsUsedExists(Board board) {
        String text = board.json().toString();

        assertThat(VARIABLE.matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> !OF_GRAFANA.contains(name))
                        .distinct())
                .isNotEmpty()
                .isSubsetOf(names(board));
        assertThat(names(board)).allMatch(name -> text.contains("$" + name) || text.contains("${" + name));
    }

    @ParameterizedTest
    @FieldSource("BOARDS")
    void eachLinkOpensABoardAndSetsItsVariables(Board board) {
        assertThat(LINK.matcher(board.json().toString()).results()).isNotEmpty().allSatisfy(link -> {
            assertThat(PARAMETER.matcher(link.group(2)).results().map(match -> match.group(1)))
                    .contains("datasource")
                    .isSubsetOf(names(byUid(link.group(1))));
        });
    }

    @Test
    void aJobHasALinkToItsPageAndToAws() {
        assertThat(byUid("bedrock-batch-job").json().get("links").valueStream())
                .extracting(link -> Board.text(link, "url"))
                .contains("${exporter_url:raw}/jobs/${account_id}/${region}/${job_id}")
                .anyMatch(url -> url.startsWith("https://console.aws.amazon.com/bedrock/home?region=${region}"));
    }

    private static Board byUid(String uid) {
        return BOARDS.stream()
                .filter(board -> board.uid().equals(uid))
                .findFirst()
                .orElseThrow(() -> new AssertionError(uid + ": no board has this uid"));
    }

    private static List<String> names(Board board) {
        return board.variables().stream()
                .map(variable -> Board.text(variable, "name"))
                .toList();
    }
}
