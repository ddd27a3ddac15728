package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.ValueType.FreeText;
import io.github.bedrockbatch.job.JobArn;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of values that the configuration has. */
final class Syntaxes {
    /** What follows a pattern of JSON Schema, which sees a value before {@code ${NAME}} in it is replaced. Belongs to {@link #readable}. */
    static final String OR_REFERENCE = "|" + Environment.REFERRING;

    private static final Map<String, Object> REFERENCE = readable(string(Environment.REFERRING));
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    /** The smallest number that Java writes without an exponent, which the file may not have. */
    private static final double MIN_PLAIN = 0.001;

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final String BYTE = NumberPatterns.wholeNumber(0, 255);
    /** A name whose last label is no number, or an address. */
    private static final String HOST = "(?:(?:" + LABEL + "\\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?|" + LABEL
            + "\\.?|(?:" + BYTE + "\\.){3}" + BYTE + "|\\[[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.~-]+)?\\])";

    private static final String HTTP = "^[hH][tT][tT][pP][sS]?://" + HOST + "(?::[0-9]{0,9})?";
    private static final String URL_PATH = "(?:/(?:[^\\x00-\\x20\"<>\\\\^`{|}\\[\\]?#%\\x7f-\\xa0]|%[0-9A-Fa-f]{2})*)?";
    private static final String QUEUE_PATH = "(?:/queue/[a-z0-9-]{1,30})?/[0-9]{12}/[A-Za-z0-9_-]{1,80}(?:\\.fifo)?";
    private static final Pattern QUEUE = Pattern.compile(QUEUE_PATH);
    private static final Pattern UNDERSCORE = Pattern.compile("(?i)https?://[a-z0-9.-]*_[a-z0-9._-]*(?=[:/]|$)");

    static final ValueType<String> ROLE_ARN = matching(
            "arn:" + JobArn.PARTITION + ":iam::[0-9]{12}:role/[\\w+=,.@/-]{1,512}",
            "the ARN of an IAM role, as arn:aws:iam::123456789012:role/name");
    static final ValueType<String> ACCOUNT_ID = matching("[0-9]{12}", "an AWS account id of 12 digits");
    static final ValueType<String> SESSION_NAME =
            matching("[\\w+=,.@-]{2,64}", "2 to 64 letters, digits or any of _+=,.@-");
    static final ValueType<String> EXTERNAL_ID =
            matching("[\\w+=,.@:/-]{2,}", "2 to 1224 letters, digits or any of _+=,.@:/-", "", 1224);
    /** Without the parameters that the store sets itself. */
    static final ValueType<String> JDBC_URL = matching(
            "jdbc:postgresql:\\S+",
            "as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail",
            "[?&](?:currentSchema|options|logServerErrorDetail)=",
            Integer.MAX_VALUE);
    /** One that SQL reads as it is without quotes, and that PostgreSQL does not keep for itself. */
    static final ValueType<String> SQL_SCHEMA = matching(
            "[a-z_][a-z0-9_]{0,62}",
            "at most 63 lower-case letters, digits and _, with no digit and no pg_ at its start",
            "^pg_",
            Integer.MAX_VALUE);

    static final ValueType<String> TAG_KEY = printable(128);
    static final ValueType<String> TAG_VALUE = printable(256);
    static final ValueType<String> NAME = printable(256);
    static final ValueType<Boolean> BOOL = plain(
            "true or false",
            List.of(Map.of("type", "boolean"), Map.of("enum", List.of("true", "false"))),
            Map.of("true", true, "false", false)::get,
            value -> value);
    static final ValueType<URI> URL = withoutUnderscore(text(
            "an http or https URL with a host, without user information, query or fragment",
            readable(string(HTTP + URL_PATH + "$" + OR_REFERENCE)),
            Syntaxes::url));
    /** A URL whose path names an account and a queue; where its host names no region, the environment does. */
    static final ValueType<URI> QUEUE_URL = withoutUnderscore(text(
            "the URL of an SQS queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name",
            readable(string(HTTP + QUEUE_PATH + "$" + OR_REFERENCE)),
            Syntaxes::queueUrl));

    static final ValueType<Path> PATH = text("the path of a file", readable(string("\\S")), Syntaxes::path);
    static final ValueType<AnchoredRegex> REGEX = new ValueType<>(
            "a regular expression in RE2's syntax of 1 to " + AnchoredRegex.MAX_LENGTH + " characters",
            readable(Map.of("type", "string", "minLength", 1, "maxLength", AnchoredRegex.MAX_LENGTH)),
            AnchoredRegex::parse,
            regex -> new FreeText(regex.source()));

    private Syntaxes() {}

    static ValueType<String> jobArn(RegionCatalog regions) {
        String rule = "the ARN of a batch inference job, as"
                + " arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456";
        Syntax<String> region = region(regions);
        return ValueType.text(rule, readable(string("^" + JobArn.PATTERN + "$" + OR_REFERENCE)), text -> {
            try {
                region.parse(JobArn.parse(text).region());
            } catch (IllegalArgumentException e) {
                throw new IllegalValueException("must be " + rule);
            }
            return text;
        });
    }

    static ValueType<String> region(RegionCatalog regions) {
        return ValueType.text("an AWS region", readable(string("^[a-z0-9-]{1,20}$" + OR_REFERENCE)), text -> {
            if (!regions.isKnown(text)) {
                throw new IllegalValueException("must be in an AWS region"
                        + Nearest.region(text, regions)
                                .map(name -> "; is it \"" + name + "\"?")
                                .orElse(", as us-east-1"));
            }
            return text;
        });
    }

    /** Returns the type of one more word beside those of {@code type}. */
    static ValueType<String> or(String word, ValueType<String> type) {
        return ValueType.text(
                type.rule() + ", or " + word, type.schema(), text -> text.equals(word) ? text : type.parse(text));
    }

    static ValueType<Integer> wholeNumber(int min, int max) {
        Map<String, Object> schema = Map.of("type", "integer", "minimum", min, "maximum", max);
        return plain(
                "a whole number from " + min + " to " + max,
                List.of(schema, quoted(NumberPatterns.wholeNumber(min, max), WHOLE_NUMBER)),
                text -> {
                    int number = WHOLE_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
                    return number >= min && number <= max ? number : null;
                },
                number -> number);
    }

    static ValueType<Double> positiveNumber(int max) {
        Map<String, Object> schema = Map.of("type", "number", "exclusiveMinimum", 0, "maximum", max);
        return plain(
                "a number above 0 and at most " + max,
                List.of(schema, quoted(NumberPatterns.positiveNumber(max), NUMBER)),
                text -> {
                    double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : 0;
                    return number > 0 && number <= max ? number : null;
                },
                Syntaxes::number);
    }

    private static Object number(double number) {
        if (number == Math.rint(number)) {
            return Math.round(number);
        }
        return number < MIN_PLAIN
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : number;
    }

    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            values.put(word(value), value);
        }
        List<String> words = List.copyOf(values.keySet());
        return plain("one of " + String.join(", ", words), List.of(Map.of("enum", words)), values::get, Syntaxes::word);
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

    /** Returns the type with a rule of its own for a host that others call by such a name, as those of Docker Compose. */
    private static ValueType<URI> withoutUnderscore(ValueType<URI> type) {
        return ValueType.text(type.rule(), type.schema(), text -> {
            if (UNDERSCORE.matcher(text).lookingAt()) {
                throw new IllegalValueException("must have a host without _, which no host name may have");
            }
            return type.parse(text);
        });
    }

    private static @Nullable URI queueUrl(String text) {
        URI url = url(text);
        return url != null && QUEUE.matcher(url.getPath()).matches() ? url : null;
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static ValueType<String> matching(String regex, String rule) {
        return matching(regex, rule, "", Integer.MAX_VALUE);
    }

    /** @param refused what no part of the text may match, since the patterns of Helm's JSON Schema cannot look ahead; empty for none */
    private static ValueType<String> matching(String regex, String rule, String refused, int maxLength) {
        Pattern pattern = Pattern.compile(regex);
        Pattern not = Pattern.compile(refused);
        Map<String, Object> schema = readable(string("^" + regex + "$" + OR_REFERENCE));
        if (!refused.isEmpty()) {
            schema.put("not", string(refused));
        }
        if (maxLength < Integer.MAX_VALUE) {
            schema.put("maxLength", maxLength);
        }
        return text(rule, schema, text -> {
            boolean found = !refused.isEmpty() && not.matcher(text).find();
            return text.length() <= maxLength && !found && pattern.matcher(text).matches() ? text : null;
        });
    }

    private static ValueType<String> printable(int max) {
        String rule = "1 to " + max + " characters, none of them a control character";
        String control = "\\x00-\\x1f\\x7f-\\x9f";
        String pattern = "^[^" + control + "]*[^\\s" + control + "][^" + control + "]*$";
        return text(rule, readable(Map.of("type", "string", "pattern", pattern, "maxLength", max)), text -> {
            boolean shown = !text.isBlank() && text.codePoints().noneMatch(Character::isISOControl);
            return shown && text.length() <= max ? text : null;
        });
    }

    private static Map<String, Object> string(String pattern) {
        return Map.of("type", "string", "pattern", pattern);
    }

    /** Returns the schema of a number that is written in quotes. It is in a range, and has a form that the reader takes. */
    private static Map<String, Object> quoted(String range, Pattern form) {
        Map<String, Object> schema = new LinkedHashMap<>(string("^(?:" + range + ")$"));
        schema.put("allOf", List.of(Map.of("pattern", "^" + form.pattern() + "$")));
        return schema;
    }

    /** Returns a schema of text that also refuses references which cannot be read. */
    static Map<String, Object> readable(Map<String, Object> schema) {
        Map<String, Object> readable = new LinkedHashMap<>(schema);
        readable.put("allOf", List.of(Map.of("pattern", Environment.READABLE)));
        return readable;
    }

    /** Returns the type of free text that {@code reader} can read; for all else it gives null. */
    private static <T> ValueType<T> text(
            String rule, Map<String, Object> schema, Function<String, @Nullable T> reader) {
        return ValueType.text(rule, schema, of(rule, reader));
    }

    /** Returns the type of what YAML writes without quotes, and may write in quotes or as a reference. */
    private static <T> ValueType<T> plain(
            String rule,
            List<Map<String, Object>> schemas,
            Function<String, @Nullable T> reader,
            Function<T, Object> printer) {
        List<Map<String, Object>> any = new ArrayList<>(schemas);
        any.add(REFERENCE);
        return new ValueType<>(rule, Map.of("anyOf", any), of(rule, reader), printer);
    }

    private static <T> Syntax<T> of(String rule, Function<String, @Nullable T> reader) {
        return text -> {
            T value = reader.apply(text);
            if (value == null) {
                throw new IllegalValueException("must be " + rule);
            }
            return value;
        };
    }
}
