package io.github.bedrockbatch.dashboards;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shipped dashboard of Grafana. */
record Board(String name, JsonNode json) {
    static final Path FOLDER = Path.of("helm", "bedrock-batch-exporter", "files", "dashboards");

    /** A query of a panel, with the legend of its series. */
    record Query(String board, String panel, String expression, String legend) {
        @Override
        public String toString() {
            return board + ": " + panel + ": " + expression;
        }
    }

    static List<Board> all() {
        return Stream.of("fleet", "job", "exporter").map(Board::read).toList();
    }

    private static Board read(String name) {
        return new Board(name, JsonMapper.shared().readTree(FOLDER.resolve(name + ".json")));
    }

    String uid() {
        return text(json, "uid");
    }

    /** Rows and, between them, the panels of those that are open. */
    List<JsonNode> outer() {
        return json.get("panels").valueStream().toList();
    }

    /** Every panel that is no row, also those inside of rows that are collapsed. */
    List<JsonNode> panels() {
        return outer().stream()
                .flatMap(panel ->
                        Stream.concat(Stream.of(panel), panel.path("panels").valueStream()))
                .filter(panel -> !text(panel, "type").equals("row"))
                .toList();
    }

    List<Query> queries() {
        return panels().stream()
                .flatMap(panel -> panel.path("targets")
                        .valueStream()
                        .map(target -> new Query(
                                name, text(panel, "title"), text(target, "expr"), text(target, "legendFormat"))))
                .toList();
    }

    List<JsonNode> variables() {
        return json.at("/templating/list").valueStream().toList();
    }

    static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    @Override
    public String toString() {
        return name;
    }
}
