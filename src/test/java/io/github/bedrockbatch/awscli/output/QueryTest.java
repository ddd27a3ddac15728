package io.github.bedrockbatch.awscli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Compares with what the AWS CLI's JMESPath, jmespath.py 1.1, found: {@code queries.json} goes through its grammar and functions. */
class QueryTest {
    private static final JsonNode RECORDED = Trees.resource("queries.json");

    static List<JsonNode> queries() {
        return RECORDED.get("queries").valueStream().toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void findsWhatTheAwsCliFinds(JsonNode recorded) {
        String found = found(recorded.get("expression").stringValue());
        assertThat(found)
                .isEqualTo(
                        recorded.has("error")
                                ? recorded.get("error").stringValue()
                                : JsonText.indented(Trees.tree(recorded.get("result"))));
    }

    private static String found(String expression) {
        Query query;
        try {
            query = Query.parse(expression);
        } catch (OutputException e) {
            return "syntax";
        }
        try {
            return JsonText.indented(query.search(Trees.tree(RECORDED.get("document"))));
        } catch (OutputException e) {
            return "evaluation";
        }
    }
}
