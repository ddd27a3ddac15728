package io.github.bedrockbatch.config;

import io.github.bedrockbatch.job.JobArn;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of values that the configuration has. */
final class Syntaxes {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern QUEUE_PATH =
            Pattern.compile("(?:/queue/[a-z0-9-]{1,30})?/[0-9]{12}/[A-Za-z0-9_-]{1,80}(?:\\.fifo)?");
    static final Syntax<String> ROLE_ARN = matching(
            "arn:" + JobArn.PARTITION + ":iam::[0-9]{12}:role/[\\w+=,.@/-]{1,512}",
            "must be the ARN of an IAM role, as arn:aws:iam::123456789012:role/name");
    static final Syntax<String> ACCOUNT_ID = matching("[0-9]{12}", "must be an AWS account id of 12 digits");
    static final Syntax<String> SESSION_NAME =
            matching("[\\w+=,.@-]{2,64}", "must be 2 to 64 letters, digits or any of _+=,.@-");
    static final Syntax<String> EXTERNAL_ID =
            matching("[\\w+=,.@:/-]{2,1224}", "must be 2 to 1224 letters, digits or any of _+=,.@:/-");
    /** Parameters that the store sets itself. */
    private static final String OWN_PARAMETERS = "currentSchema|options|logServerErrorDetail";

    static final Syntax<String> JDBC_URL = matching(
            "jdbc:postgresql:(?!\\S*[?&](?:" + OWN_PARAMETERS + ")=)\\S+",
            "must be as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail");
    /** One that SQL reads as it is without quotes, and that PostgreSQL does not keep for itself. */
    static final Syntax<String> SQL_SCHEMA = matching(
            "(?!pg_)[a-z_][a-z0-9_]{0,62}",
            "must be at most 63 lower-case letters, digits and _, with no digit and no pg_ at its start");

    static final Syntax<String> TAG_KEY = printable(128);
    static final Syntax<String> TAG_VALUE = printable(256);
    static final Syntax<String> NAME = printable(256);
    static final Syntax<Boolean> BOOL = of("must be true or false", Map.of("true", true, "false", false)::get);
    static final Syntax<URI> URL =
            of("must be an http or https URL with a host, without user information, query or fragment", Syntaxes::url);
    /** A URL whose path names an account and a queue; where its host names no region, the environment does. */
    static final Syntax<URI> QUEUE_URL = of(
            "must be the URL of a queue of SQS, as https://sqs.us-east-1.amazonaws.com/123456789012/name",
            Syntaxes::queueUrl);

    static final Syntax<Path> PATH = of("must be the path of a file", Syntaxes::path);

    private Syntaxes() {}

    static Syntax<String> jobArn(RegionCatalog regions) {
        Syntax<String> region = region(regions);
        return text -> {
            try {
                region.parse(JobArn.parse(text).region());
            } catch (IllegalArgumentException e) {
                throw new IllegalValueException("must be the ARN of a batch inference job, as"
                        + " arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");
            }
            return text;
        };
    }

    static Syntax<String> region(RegionCatalog regions) {
        return text -> {
            if (!regions.isKnown(text)) {
                throw new IllegalValueException("must be in a region of AWS"
                        + Nearest.region(text, regions)
                                .map(name -> "; is it \"" + name + "\"?")
                                .orElse(", as us-east-1"));
            }
            return text;
        };
    }

    static Syntax<Integer> wholeNumber(int min, int max) {
        return of("must be a whole number from " + min + " to " + max, text -> {
            int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
            return number >= min && number <= max ? number : null;
        });
    }

    static Syntax<Double> positiveNumber(int max) {
        return of("must be a number above 0 and at most " + max, text -> {
            double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : 0;
            return number > 0 && number <= max ? number : null;
        });
    }

    static <E extends Enum<E>> Syntax<E> oneOf(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            values.put(word(value), value);
        }
        return of("must be one of " + String.join(", ", values.keySet()), values::get);
    }

    /** Returns the name of a constant in the configuration, as {@code sqlite}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable URI url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
            return web && plain && url.getHost() != null ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable URI queueUrl(String text) {
        URI url = url(text);
        return url != null && QUEUE_PATH.matcher(url.getPath()).matches() ? url : null;
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Syntax<String> matching(String regex, String rule) {
        Pattern pattern = Pattern.compile(regex);
        return of(rule, text -> pattern.matcher(text).matches() ? text : null);
    }

    private static Syntax<String> printable(int max) {
        return of("must be 1 to " + max + " characters, none of them a control character", text -> {
            boolean shown = !text.isBlank() && text.codePoints().noneMatch(Character::isISOControl);
            return shown && text.length() <= max ? text : null;
        });
    }

    /** Returns the syntax of what {@code reader} can read; for all else it gives null. */
    private static <T> Syntax<T> of(String rule, Function<String, @Nullable T> reader) {
        return text -> {
            T value = reader.apply(text);
            if (value == null) {
                throw new IllegalValueException(rule);
            }
            return value;
        };
    }
}
