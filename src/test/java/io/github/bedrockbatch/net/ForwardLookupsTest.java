package io.github.bedrockbatch.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Holds that the JDK uses them, and not its own. */
class ForwardLookupsTest {
    /** Of 127.0.0.1 every system has a name. */
    @Test
    void anAddressHasNoName() throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

        assertThat(new InetSocketAddress(address, 1).getHostName()).isEqualTo("127.0.0.1");
    }

    @Test
    void aNameHasAddresses() throws UnknownHostException {
        assertThat(InetAddress.getAllByName("localhost"))
                .isNotEmpty()
                .allMatch(InetAddress::isLoopbackAddress)
                .allMatch(address -> address.getHostName().equals("localhost"));
    }
}
