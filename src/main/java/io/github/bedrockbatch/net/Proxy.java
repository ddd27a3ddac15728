package io.github.bedrockbatch.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy.
 *
 * @param address its scheme, host and port
 * @param login for Basic authentication; empty if it asks for none
 */
public record Proxy(URI address, Optional<Login> login) {
    /** In a password, a %, @ or : may stand as it is. */
    private static final Pattern URL = Pattern.compile(
            "(?i)(https?)://(?:([^/?#]*)@)?(\\[[0-9a-fA-F:.]+]|[^/?#@:\\[\\]\\s]+)(?::([0-9]{1,5}))?(?:[/?#][^@]*)?");

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    /** May be a password, when the host is missing. */
    private static final Pattern AFTER_COLON = Pattern.compile("(?s):(?!//|[0-9]{0,5}/?$).*$");

    private static final String RULE = "must be the URL of a proxy, such as http://proxy.example.com:3128 or"
            + " http://user:password@proxy.example.com:3128, with user and password percent-encoded and no _ in the"
            + " host name";
    private static final int MAX_PORT = 65_535;

    /** A user and a password, which may be empty. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return UrlSecrets.REDACTED;
        }
    }

    /**
     * Reads the URL of a proxy, which is an http one where it has no scheme.
     *
     * @param name the variable that holds the URL
     * @throws InvalidProxyException if the value is not the URL of a proxy
     */
    static Proxy parse(String name, String value) {
        Matcher url = URL.matcher(withScheme(value));
        if (!url.matches()) {
            throw new InvalidProxyException(name, shown(value), RULE);
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        int port = url.group(4) == null ? Proxies.defaultPort(scheme) : Integer.parseInt(url.group(4));
        Optional<Login> login = Optional.ofNullable(url.group(2))
                .filter(text -> !text.isEmpty())
                .map(Proxy::login);
        return of(scheme, url.group(3), port, login)
                .filter(proxy -> isPort(port))
                .orElseThrow(() -> new InvalidProxyException(name, shown(value), RULE));
    }

    static boolean isPort(int number) {
        return number > 0 && number <= MAX_PORT;
    }

    /** Makes a proxy of its parts; empty if there can be no such host. */
    static Optional<Proxy> of(String scheme, String host, int port, Optional<Login> login) {
        try {
            String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            URI address = new URI(scheme, null, bracketed, port, null, null, null);
            return address.getHost() == null ? Optional.empty() : Optional.of(new Proxy(address, login));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns the address without the login, which is a secret. */
    @Override
    public String toString() {
        return login.isPresent()
                ? address.getScheme() + "://" + UrlSecrets.REDACTED + "@" + address.getRawAuthority()
                : address.toString();
    }

    private static String withScheme(String value) {
        return value.startsWith("//") ? "http:" + value : value.contains("://") ? value : "http://" + value;
    }

    private static Login login(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Login(decoded(text), "")
                : new Login(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    /** Decodes a text. A % that begins no encoded character stands for itself, as in Python. */
    private static String decoded(String text) {
        return ENCODED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(URLDecoder.decode(match.group(), StandardCharsets.UTF_8)));
    }

    /** Redacts a value that may be wrong: what is no port may be a password too. */
    static String shown(String value) {
        return AFTER_COLON
                .matcher(UrlSecrets.inUnread(value))
                .replaceFirst(":" + UrlSecrets.REDACTED)
                .replaceAll("\\p{Cntrl}", "?");
    }
}
