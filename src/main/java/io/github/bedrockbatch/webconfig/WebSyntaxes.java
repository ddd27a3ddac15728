package io.github.bedrockbatch.webconfig;

import io.github.bedrockbatch.config.Durations;
import io.github.bedrockbatch.config.IllegalValueException;
import io.github.bedrockbatch.config.Syntax;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of values that a web file has, as the exporter-toolkit reads them. */
final class WebSyntaxes {
    static final String TLS_1_2 = "TLSv1.2";
    static final String TLS_1_3 = "TLSv1.3";
    static final int MAX_BURST = 1_000_000;

    /** The versions of TLS, oldest first. The JDK speaks the last two. */
    static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[aby]?\\$(?:0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");
    private static final Map<String, Boolean> BOOLEANS = Map.ofEntries(
            Map.entry("true", true),
            Map.entry("yes", true),
            Map.entry("on", true),
            Map.entry("y", true),
            Map.entry("false", false),
            Map.entry("no", false),
            Map.entry("off", false),
            Map.entry("n", false));

    static final Syntax<String> TEXT = text -> text;
    static final Syntax<Boolean> BOOL = oneOf("true or false", text -> BOOLEANS.get(text.toLowerCase(Locale.ROOT)));
    static final Syntax<String> HASH = checked(
            BCRYPT, "must be a bcrypt hash of the password, as htpasswd -nBC 10 \"\" writes it after the colon");
    static final Syntax<Integer> VERSION = text -> {
        int index = VERSIONS.indexOf(text);
        if (index < 0) {
            throw new IllegalValueException("must be one of " + String.join(", ", VERSIONS));
        }
        return index;
    };
    static final Syntax<ClientAuth> CLIENT_AUTH = words(Map.of(
            "NoClientCert", ClientAuth.NO_CLIENT_CERT,
            "RequestClientCert", ClientAuth.REQUEST_CLIENT_CERT,
            "RequireAnyClientCert", ClientAuth.REQUIRE_ANY_CLIENT_CERT,
            "RequireClientCert", ClientAuth.REQUIRE_ANY_CLIENT_CERT,
            "VerifyClientCertIfGiven", ClientAuth.VERIFY_CLIENT_CERT_IF_GIVEN,
            "RequireAndVerifyClientCert", ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT));
    static final Syntax<String> CURVE = words(
            Map.of("CurveP256", "secp256r1", "CurveP384", "secp384r1", "CurveP521", "secp521r1", "X25519", "x25519"));
    /** Those that Go calls secure, of which the JDK has all. */
    static final Syntax<String> SUITE = words(suites());

    static final Syntax<Duration> INTERVAL = Durations::parse;
    static final Syntax<Integer> BURST = text -> {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= MAX_BURST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: the rule is the same for whatever is wrong.
        }
        throw new IllegalValueException("must be a whole number from 1 to " + MAX_BURST);
    };

    /** The headers that can be set, with the values that they may have; none for any. */
    static final Map<String, List<String>> HEADERS = Map.of(
            "Content-Security-Policy", List.of(),
            "Strict-Transport-Security", List.of(),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("deny", "sameorigin"),
            "X-XSS-Protection", List.of());

    private WebSyntaxes() {}

    /** Returns what a header may have as its value. */
    static Syntax<String> header(List<String> values) {
        return text -> {
            if (!values.isEmpty() && !values.contains(text)) {
                throw new IllegalValueException("must be " + String.join(" or ", values));
            }
            if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalValueException("must be one line of ASCII");
            }
            return text;
        };
    }

    private static Map<String, String> suites() {
        Map<String, String> suites = new LinkedHashMap<>();
        for (String name : List.of("AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256")) {
            suites.put("TLS_" + name, "TLS_" + name);
        }
        for (String signature : List.of("ECDSA", "RSA")) {
            for (String cipher : List.of(
                    "AES_128_GCM_SHA256",
                    "AES_256_GCM_SHA384",
                    "CHACHA20_POLY1305_SHA256",
                    "AES_128_CBC_SHA",
                    "AES_256_CBC_SHA")) {
                String name = "TLS_ECDHE_" + signature + "_WITH_" + cipher;
                suites.put(name, name);
            }
        }
        return suites;
    }

    private static <T> Syntax<T> words(Map<String, T> words) {
        return oneOf(
                "one of " + String.join(", ", words.keySet().stream().sorted().toList()), words::get);
    }

    private interface Reader<T> {
        @Nullable
        T read(String text);
    }

    private static <T> Syntax<T> oneOf(String rule, Reader<T> reader) {
        return text -> {
            T value = reader.read(text);
            if (value == null) {
                throw new IllegalValueException("must be " + rule);
            }
            return value;
        };
    }

    private static Syntax<String> checked(Pattern pattern, String rule) {
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalValueException(rule);
            }
            return text;
        };
    }
}
