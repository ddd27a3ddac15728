package io.github.bedrockbatch.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens, in Prometheus' notation: {@code :9743}, {@code 127.0.0.1:9743}, {@code [::1]:9743}.
 *
 * @param host a name or an address without brackets; empty for every interface
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {
    private static final Pattern NOTATION =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)]|([^\\[\\]:\\s]*)):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if the value is not an address
     */
    public static ListenAddress parse(String value) {
        Matcher matcher = NOTATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    value + ": must be host:port, such as :9743, 127.0.0.1:9743 or [::1]:9743");
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port > MAX_PORT) {
            throw new IllegalArgumentException(value + ": the port must be between 0 and 65535");
        }
        String bracketed = matcher.group(1);
        return new ListenAddress(bracketed == null ? matcher.group(2) : bracketed, port);
    }

    /** Returns the socket's address, whose host is looked up. */
    public InetSocketAddress socketAddress() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    /** Returns where to ask what listens here: on every interface means on the loopback of the same family too. */
    public ListenAddress reachable(int boundPort) {
        InetAddress resolved = socketAddress().getAddress();
        if (resolved == null || !resolved.isAnyLocalAddress()) {
            return new ListenAddress(host, boundPort);
        }
        return new ListenAddress(resolved instanceof Inet6Address ? "::1" : "127.0.0.1", boundPort);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
