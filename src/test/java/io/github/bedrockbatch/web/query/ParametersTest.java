package io.github.bedrockbatch.web.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParametersTest {
    @Test
    void aQueryIsDecoded() {
        Parameters parameters = Parameters.parse("name=a+b&name=%26%3D%C3%A9&limit=5&&cursor");

        assertThat(parameters.all("name")).containsExactly("a b", "&=é");
        assertThat(parameters.one("limit")).contains("5");
        assertThat(parameters.all("status")).isEmpty();
        assertThat(parameters.withoutEmpty().all("cursor")).isEmpty();
        assertThat(Parameters.parse(null).only(Set.of()).all("name")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stauts=Failed        | "stauts": unknown parameter. Known parameters: account_id, cursor, limit, model_id, name, region, status
        na%0Ame=x            | "na\\nme": unknown parameter. Known parameters: account_id
        name=%zz             | "%zz": a percent sign must be followed by two hexadecimal digits
        name=                | "": name must not be empty. Leave it out to ask for all.
        status=failed        | "failed": status must be one of Submitted, Validating, Scheduled, InProgress
        status=              | "": status must not be empty
        account_id=12        | "12": account_id must be the 12 digits of an AWS account
        account_id=12345678901%D9%A3 | "12345678901٣": account_id must be the 12 digits
        region=US_EAST       | "US_EAST": region must be an AWS region
        limit=0              | "0": limit must be a whole number from 1 to 1000
        limit=1001           | "1001": limit must be a whole number from 1 to 1000
        limit=-1             | "-1": limit must be
        limit=1e2            | "1e2": limit must be
        limit=99999999999    | "99999999999": limit must be
        limit=5&limit=6      | "6": limit may be given once
        cursor=x             | "x": cursor must be the next_cursor of an earlier page. Leave it out for the first page.
        cursor=1.1.A         | "1.1.A": cursor must be
        """)
    void whatIsWrongBeginsWithTheBadValueAndNamesItsParameter(String query, String message) {
        assertThatThrownBy(() -> jobs(query))
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith(message);
    }

    private static void jobs(String query) {
        Parameters parameters = Parameters.parse(query)
                .only(Set.of("status", "account_id", "region", "model_id", "name", "limit", "cursor"));
        JobFilter.of(parameters);
        PageRequest.ofJobs(parameters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        to=Done    | "Done": to must be one of Submitted
        job_id=a/b | "a/b": job_id must be the id of a job
        cursor=0   | "0": cursor must be
        cursor=-1  | "-1": cursor must be
        cursor=x   | "x": cursor must be
        """)
    void transitionsHaveParametersOfTheirOwn(String query, String message) {
        assertThatThrownBy(() -> {
                    Parameters parameters = Parameters.parse(query);
                    TransitionFilter.of(parameters);
                    PageRequest.ofTransitions(parameters);
                })
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void valuesAreBoundedInNumberAndLength() {
        assertThatThrownBy(() -> Parameters.parse("name=x&".repeat(21)).all("name"))
                .hasMessage("\"x\": name may be given at most 20 times. Ask in several requests.");
        assertThat(Parameters.parse("name=x&".repeat(20)).all("name")).hasSize(20);
        assertThat(Parameters.parse("name=" + "x".repeat(4096)).all("name")).hasSize(1);
        assertThatThrownBy(() -> Parameters.parse("name=" + "x".repeat(4097)).all("name"))
                .hasMessageEndingWith("x…\": name must have at most 4096 characters");
        assertThatThrownBy(() -> jobs("name=" + "x".repeat(257)))
                .hasMessageEndingWith("x…\": name must have at most 256 characters");
        assertThatThrownBy(() -> jobs("model_id=" + "x".repeat(2049)))
                .hasMessageEndingWith("x…\": model_id must have at most 2048 characters");
        assertThatThrownBy(() -> PageRequest.ofJobs(Parameters.parse("cursor=1.1." + "A".repeat(4085))))
                .hasMessageContaining("cursor must be");
    }

    @Test
    void aCursorIsReadAsItWasWritten() {
        JobCursor cursor = new JobCursor(Instant.parse("1969-12-31T23:59:59.000000001Z"), "arn:é");
        TargetCursor target = TargetCursor.parse("unknown.us-east-1");

        assertThat(JobCursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(EntryCursor.parse(new EntryCursor(42).text()).number()).isEqualTo(42);
        assertThat(target.text()).isEqualTo("unknown.us-east-1");
    }

    @Test
    void aPathNamesAJob() {
        assertThat(JobPath.of("123456789012", "us-east-1", "a-B_1").target().name())
                .isEqualTo("123456789012/us-east-1");
        assertThatThrownBy(() -> JobPath.of("1", "us-east-1", "a")).hasMessageStartingWith("\"1\": account_id must be");
        assertThatThrownBy(() -> JobPath.of("123456789012", "", "a")).hasMessageStartingWith("\"\": region must be");
        assertThatThrownBy(() -> JobPath.of("123456789012", "us-east-1", "a b"))
                .hasMessageStartingWith("\"a b\": job_id must be");
    }
}
