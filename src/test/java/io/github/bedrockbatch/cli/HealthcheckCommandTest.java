package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.web.ListenAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthcheckCommandTest {
    /** Docker reserves all other codes. */
    @ParameterizedTest
    @ValueSource(strings = {"--web.config.file=/nowhere/web.yml", "--web.config.file=", "--web.listen-address=a:b:c"})
    void exitsWithOneForWhatCannotBeUsed(String flag) {
        assertThat(CommandLineInterface.run(new String[] {"healthcheck", flag})).isEqualTo(1);
    }

    /** Nobody can connect to the address that stands for every interface. */
    @ParameterizedTest
    @CsvSource({
        ":9743, 127.0.0.1",
        "0.0.0.0:9743, 127.0.0.1",
        "127.0.0.1:9743, 127.0.0.1",
        "127.0.0.2:9743, 127.0.0.2",
        "[::]:9743, ::1",
        "[0:0:0:0:0:0:0:0]:9743, ::1",
        "[::1]:9743, ::1",
        "localhost:9743, localhost",
    })
    void asksTheLoopbackOfTheSameFamily(String address, String host) {
        assertThat(HealthcheckCommand.host(ListenAddress.parse(address))).isEqualTo(host);
    }
}
