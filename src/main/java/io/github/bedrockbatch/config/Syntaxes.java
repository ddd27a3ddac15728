package io.github.bedrockbatch.config;

import io.github.bedrockbatch.job.JobArn;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that the configuration has. */
final class Syntaxes {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern QUEUE_PATH =
            Pattern.compile("(?:/queue/[a-z0-9-]{1,30})?/[0-9]{12}/[A-Za-z0-9_-]{1,80}(?:\\.fifo)?");
    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);

    static final Syntax<String> ROLE_ARN = matching(
            "arn:" + JobArn.PARTITION + ":iam::[0-9]{12}:role/[\\w+=,.@/-]{1,512}",
            "must be the ARN of an IAM role, as arn:aws:iam::123456789012:role/name");
    static final Syntax<String> ACCOUNT_ID = matching("[0-9]{12}", "must be an AWS account id of 12 digits");
    static final Syntax<String> SESSION_NAME =
            matching("[\\w+=,.@-]{2,64}", "must be 2 to 64 letters, digits or any of _+=,.@-");
    static final Syntax<String> EXTERNAL_ID =
            matching("[\\w+=,.@:/-]{2,1224}", "must be 2 to 1224 letters, digits or any of _+=,.@:/-");
    static final Syntax<String> JDBC_URL =
            matching("jdbc:postgresql:\\S+", "must be a JDBC URL of PostgreSQL, as jdbc:postgresql://host/database");
    static final Syntax<String> TAG_KEY = printable(128);
    static final Syntax<String> TAG_VALUE = printable(256);
    static final Syntax<String> NAME = printable(256);

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

    static boolean bool(String text) throws IllegalValueException {
        Boolean value = BOOLEANS.get(text);
        if (value == null) {
            throw new IllegalValueException("must be true or false");
        }
        return value;
    }

    static Syntax<Integer> wholeNumber(int min, int max) {
        return text -> {
            boolean digits = text.length() <= 9 && text.matches("[0-9]+");
            if (!digits || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                throw new IllegalValueException("must be a whole number from " + min + " to " + max);
            }
            return Integer.valueOf(text);
        };
    }

    static Syntax<Double> positiveNumber(int max) {
        return text -> {
            double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : 0;
            if (number <= 0 || number > max) {
                throw new IllegalValueException("must be a number above 0 and at most " + max);
            }
            return number;
        };
    }

    static <E extends Enum<E>> Syntax<E> oneOf(Class<E> type, Function<E, String> key) {
        Map<String, E> values =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(key, Function.identity()));
        String names = Arrays.stream(type.getEnumConstants()).map(key).collect(Collectors.joining(", "));
        return text -> {
            E value = values.get(text);
            if (value == null) {
                throw new IllegalValueException("must be one of " + names);
            }
            return value;
        };
    }

    static URI url(String text) throws IllegalValueException {
        try {
            URI url = new URI(text);
            boolean web = url.getScheme() != null
                    && Set.of("http", "https").contains(url.getScheme().toLowerCase(Locale.ROOT));
            if (web
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below: the rule is the same for whatever is wrong.
        }
        throw new IllegalValueException(
                "must be an http or https URL with a host, without user information, query or fragment");
    }

    /** A URL whose path names an account and a queue; where its host names no region, the environment does. */
    static URI queueUrl(String text) throws IllegalValueException {
        URI url = null;
        try {
            url = url(text);
        } catch (IllegalValueException e) {
            // Said below: the rule is the same for whatever is wrong.
        }
        if (url == null || !QUEUE_PATH.matcher(url.getPath()).matches()) {
            throw new IllegalValueException(
                    "must be the URL of a queue of SQS, as https://sqs.us-east-1.amazonaws.com/123456789012/name");
        }
        return url;
    }

    static Path path(String text) throws IllegalValueException {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // Said below: the rule is the same for whatever is wrong.
        }
        throw new IllegalValueException("must be the path of a file");
    }

    private static Syntax<String> matching(String regex, String rule) {
        Pattern pattern = Pattern.compile(regex);
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalValueException(rule);
            }
            return text;
        };
    }

    private static Syntax<String> printable(int max) {
        return text -> {
            if (text.isBlank() || text.length() > max || text.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalValueException(
                        "must be 1 to " + max + " characters, none of them a control character");
            }
            return text;
        };
    }
}
