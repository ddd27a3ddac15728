package io.github.bedrockbatch.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that are reached without a proxy.
 *
 * @param host in lower case, without the brackets of an IPv6 address
 * @param port that the endpoint has, or its scheme's
 */
record NoProxy(String host, int port) {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):([0-9]{1,5})");
    private static final Pattern RANGE = Pattern.compile("(.+)/([0-9]{1,3})");

    static NoProxy of(String host, int port) {
        return new NoProxy(unbracketed(host.toLowerCase(Locale.ROOT)), port);
    }

    /** Returns whether NO_PROXY names the host: as a host, by its domain, with its port, in a range of addresses, or by a {@code *}. */
    boolean isIn(String variable) {
        return SEPARATOR
                .splitAsStream(variable.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(this::matches);
    }

    /** Returns whether {@code http.nonProxyHosts} names the host: patterns with {@code *}, divided by {@code |}. */
    boolean isInProperty(String property) {
        return Arrays.stream(property.strip().toLowerCase(Locale.ROOT).split("\\|", -1))
                .map(NoProxy::unbracketed)
                .anyMatch(pattern -> host.matches(Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"))));
    }

    private boolean matches(String entry) {
        Matcher range = RANGE.matcher(entry);
        if (range.matches()) {
            return isWithin(range.group(1), Integer.parseInt(range.group(2)));
        }
        Matcher withPort = WITH_PORT.matcher(entry);
        return withPort.matches()
                ? isNamed(withPort.group(1)) && Integer.parseInt(withPort.group(2)) == port
                : isNamed(entry);
    }

    private boolean isNamed(String entry) {
        String name = unbracketed(entry.replaceFirst("^\\*?\\.+", ""));
        return name.equals("*")
                || host.equals(name)
                || host.endsWith("." + name)
                || (literal(host).isPresent() && literal(host).equals(literal(name)));
    }

    /** Returns whether an address is in a network. A name is not looked up. */
    private boolean isWithin(String network, int prefix) {
        Optional<byte[]> one = literal(host).map(InetAddress::getAddress);
        Optional<byte[]> other = literal(unbracketed(network)).map(InetAddress::getAddress);
        if (one.isEmpty() || other.isEmpty() || one.get().length != other.get().length) {
            return false;
        }
        int rest = one.get().length * Byte.SIZE - prefix;
        return rest >= 0
                && new BigInteger(1, one.get())
                        .shiftRight(rest)
                        .equals(new BigInteger(1, other.get()).shiftRight(rest));
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
