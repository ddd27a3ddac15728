package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthcheckCommandTest {
    /** Docker reserves all other codes. */
    @ParameterizedTest
    @ValueSource(strings = {"--web.config.file=/nowhere/web.yml", "--web.config.file=", "--web.listen-address=a:b:c"})
    void exitsWithOneForWhatCannotBeUsed(String flag) {
        assertThat(CommandLineInterface.run(new String[] {"healthcheck", flag})).isEqualTo(1);
    }
}
