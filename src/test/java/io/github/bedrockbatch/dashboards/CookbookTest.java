package io.github.bedrockbatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The cookbook has a query for each of its questions. Their names are held to the metrics by {@link BoardQueriesTest}. */
final class CookbookTest {
    @Test
    void eachQuestionHasItsQuery() {
        assertThat(Cookbook.QUESTIONS).hasSize(20).doesNotHaveDuplicates();
        assertThat(Cookbook.QUERIES).hasSize(20).doesNotHaveDuplicates();
    }
}
