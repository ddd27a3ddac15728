package io.github.bedrockbatch.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Looks up the addresses of names as the JDK does, and the name of no address. The JDK's HTTPS server asks for the name of each client
 * before the handshake, so that a DNS server that does not answer would keep the exporter from answering too. The JDK finds this class
 * as a service, once in a process.
 */
public final class ForwardLookups extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Forward(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "forward lookups";
    }

    private record Forward(InetAddressResolver builtin) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return builtin.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException("names of addresses are not looked up");
        }
    }
}
