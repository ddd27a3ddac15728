package io.github.bedrockbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeaderListTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gzip               | true
                    deflate, GZIP      | true
                    gzip;q=0.001       | true
                    gzip ; Q=1.0       | true
                    ''                 | false
                    gzip;q=0           | false
                    gzip; q = 0.000    | false
                    gzip;q=0;x=1       | false
                    gzipped            | false
                    identity, *        | false
                    """)
    void saysWhetherGzipIsTaken(String header, boolean taken) {
        assertThat(HeaderList.takes(List.of(header), "gzip")).isEqualTo(taken);
    }

    @Test
    void readsEveryHeaderOfAName() {
        assertThat(HeaderList.wanted(List.of("a;q=0, b ;v=1", " c,,d;q=0.0"))).containsExactly("b ;v=1", "c");
        assertThat(HeaderList.wanted(List.of())).isEmpty();
    }
}
