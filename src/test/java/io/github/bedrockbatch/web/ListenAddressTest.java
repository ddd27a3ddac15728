package io.github.bedrockbatch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        ":9743, '', 9743",
        "127.0.0.1:0, 127.0.0.1, 0",
        "[::1]:9743, ::1, 9743",
        "localhost:65535, localhost, 65535"
    })
    void readsPrometheusNotation(String value, String host, int port) {
        ListenAddress address = ListenAddress.parse(value);

        assertThat(address).isEqualTo(new ListenAddress(host, port)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9743", "localhost", "::1:9743", "host:", "host:-1", "a b:1", "http://host:1"})
    void refusesWhatIsNone(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(value))
                .withMessageStartingWith(value + ": must be host:port");
    }

    /** Nobody can connect to the address that stands for every interface. */
    @ParameterizedTest
    @CsvSource({
        ":0, 127.0.0.1:9743",
        "0.0.0.0:0, 127.0.0.1:9743",
        "127.0.0.1:0, 127.0.0.1:9743",
        "127.0.0.2:0, 127.0.0.2:9743",
        "[::]:0, [::1]:9743",
        "[0:0:0:0:0:0:0:0]:0, [::1]:9743",
        "[::1]:0, [::1]:9743",
        "localhost:0, localhost:9743",
    })
    void isAskedOnTheLoopbackOfTheSameFamily(String address, String reachable) {
        assertThat(ListenAddress.parse(address).reachable(9743)).hasToString(reachable);
    }

    @Test
    void refusesAPortThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(":65536"))
                .withMessage(":65536: the port must be between 0 and 65535");
    }
}
