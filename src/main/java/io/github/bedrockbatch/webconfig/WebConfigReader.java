package io.github.bedrockbatch.webconfig;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.Section;
import io.github.bedrockbatch.webconfig.WebConfig.RateLimit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the keys of a web file into records, and the files that it names. */
final class WebConfigReader {
    private static final int TLS12 = WebSyntaxes.VERSIONS.indexOf("TLS12");
    private static final int TLS13 = WebSyntaxes.VERSIONS.indexOf("TLS13");

    /** What stands in a text in PEM and in no path. */
    private static final Pattern PEM = Pattern.compile("\\R|-----BEGIN");

    private final Path file;
    private final Texts texts;

    /** Reads the files that a web file names. */
    @FunctionalInterface
    interface Texts {
        String read(Path path, String key) throws ConfigException;
    }

    WebConfigReader(Path file, Texts texts) {
        this.file = file;
        this.texts = texts;
    }

    WebConfig read(Section root) {
        try (Section tls = root.section("tls_server_config");
                Section http = root.section("http_server_config");
                Section users = root.section("basic_auth_users");
                Section rateLimit = root.section("rate_limit")) {
            return new WebConfig(tls(tls), headers(http), users(users), rateLimit(rateLimit));
        }
    }

    /** Reads every key, also where TLS is not spoken, so that a wrong value is an error there too. */
    private Optional<TlsConfig> tls(Section tls) {
        Optional<Pem> certificate = pem(tls, "cert");
        Optional<Pem> key = pem(tls, "key");
        Optional<Pem> clientCa = pem(tls, "client_ca");
        Optional<ClientAuth> clientAuth =
                word(tls, "client_auth_type").flatMap(named -> tls.find("client_auth_type", WebSyntaxes.CLIENT_AUTH));
        List<String> protocols = protocols(tls);
        List<String> suites = tls.list("cipher_suites", WebSyntaxes.SUITE);
        List<String> groups = tls.list("curve_preferences", WebSyntaxes.CURVE);
        List<String> sans = tls.list("client_allowed_sans", WebSyntaxes.TEXT);
        Optional<List<String>> allowedSans = tls.has("client_allowed_sans") ? Optional.of(sans) : Optional.empty();
        tls.find("prefer_server_cipher_suites", WebSyntaxes.BOOL);
        if (!isSpoken(tls)) {
            return Optional.empty();
        }
        checkPair(tls);
        checkClients(tls, clientAuth.orElse(ClientAuth.NO_CLIENT_CERT));
        // Where one is missing there is an error, and nobody sees what stands in for it.
        return Optional.of(new TlsConfig(
                certificate.orElseGet(this::nothing),
                key.orElseGet(this::nothing),
                clientAuth.orElse(ClientAuth.NO_CLIENT_CERT),
                clientCa,
                allowedSans,
                protocols,
                suites,
                groups));
    }

    /** Returns whether one of the keys is there that turn TLS on. */
    private static boolean isSpoken(Section tls) {
        return Stream.of("cert", "cert_file", "key", "key_file", "client_ca", "client_ca_file", "client_auth_type")
                .anyMatch(key -> isGiven(tls, key));
    }

    private static void checkPair(Section tls) {
        Stream.of("cert", "key")
                .filter(key -> !isGiven(tls, key) && !isGiven(tls, key + "_file"))
                .forEach(key -> tls.missing(key + "_file"));
    }

    private static void checkClients(Section tls, ClientAuth clientAuth) {
        boolean hasCa = isGiven(tls, "client_ca") || isGiven(tls, "client_ca_file");
        if (clientAuth.verifies() && !hasCa) {
            tls.missing("client_ca_file");
        }
        if (!clientAuth.asks() && hasCa) {
            String rule = "must not be given unless clients are asked for certificates; set client_auth_type to"
                    + " RequireAndVerifyClientCert, for example";
            Stream.of("client_ca", "client_ca_file").forEach(key -> tls.refuse(key, rule));
        }
    }

    private static List<String> protocols(Section tls) {
        int min = tls.get("min_version", WebSyntaxes.VERSION, TLS12);
        int max = tls.get("max_version", WebSyntaxes.VERSION, TLS13);
        if (max < TLS12) {
            tls.refuse("max_version", "must be TLS12 or TLS13; the exporter speaks none of the versions before them");
        } else if (min > max) {
            tls.refuse("min_version", "must not be above max_version, which is " + WebSyntaxes.VERSIONS.get(max));
        }
        return IntStream.rangeClosed(Math.max(min, TLS12), max)
                .mapToObj(version -> version == TLS13 ? WebSyntaxes.TLS_1_3 : WebSyntaxes.TLS_1_2)
                .toList();
    }

    /** Reads a text in PEM, or the file that has it, which takes precedence. */
    private Optional<Pem> pem(Section tls, String key) {
        Optional<Pem> inline = word(tls, key)
                .map(text -> new Pem(file.toString(), "tls_server_config." + key, tls.line(key), "", text));
        String fileKey = key + "_file";
        return word(tls, fileKey).map(name -> pemFile(tls, fileKey, name)).or(() -> inline);
    }

    private Pem pemFile(Section tls, String key, String name) {
        if (PEM.matcher(name).find()) {
            tls.refuse(
                    key,
                    "must be the path of a file; give the text itself as " + key.substring(0, key.indexOf("_file")));
            return nothing();
        }
        try {
            Path path = file.resolveSibling(name);
            String text = texts.read(path, key);
            return new Pem(file.toString(), "tls_server_config." + key, tls.line(key), path.toString(), text);
        } catch (ConfigException e) {
            tls.refuse(key, e.errors().getFirst().rule());
        } catch (InvalidPathException e) {
            tls.refuse(key, "must be the path of a file");
        }
        return nothing();
    }

    private Pem nothing() {
        return new Pem(file.toString(), "", 0, "", "");
    }

    private static Map<String, String> headers(Section http) {
        http.find("http2", WebSyntaxes.BOOL);
        Map<String, String> found = new LinkedHashMap<>();
        try (Section headers = http.section("headers")) {
            WebSyntaxes.HEADERS.forEach((name, values) ->
                    headers.find(name, WebSyntaxes.header(values)).ifPresent(value -> found.put(name, value)));
        }
        return found;
    }

    /** Reads the users one by one: one whose hash is missing must not be left out, because without users everybody may ask. */
    private static Map<String, String> users(Section users) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : users.names()) {
            if (!users.has(name)) {
                users.missing(name);
            } else if (name.isEmpty() || name.indexOf(':') >= 0) {
                users.refuse(
                        name,
                        "must have the name of a user as its key, without a colon: Basic authentication has none");
            } else {
                users.find(name, WebSyntaxes.HASH).ifPresent(hash -> found.put(name, hash));
            }
        }
        return found;
    }

    private static Optional<RateLimit> rateLimit(Section section) {
        Duration interval = section.get("interval", WebSyntaxes.INTERVAL, Duration.ZERO);
        int burst = section.get("burst", WebSyntaxes.BURST, 0);
        if (interval.isZero()) {
            return Optional.empty();
        }
        if (!section.has("burst")) {
            section.missing("burst");
        } else if (burst == 0) {
            section.refuse(
                    "burst",
                    "must be a whole number from 1 to " + WebSyntaxes.MAX_BURST
                            + "; with 0 every request would get 429");
        }
        return Optional.of(new RateLimit(interval, burst));
    }

    /** Reads a text; one that is empty is as one that is not there. */
    private static Optional<String> word(Section section, String key) {
        return section.find(key, WebSyntaxes.TEXT).filter(text -> !text.isEmpty());
    }

    private static boolean isGiven(Section section, String key) {
        return word(section, key).isPresent();
    }
}
