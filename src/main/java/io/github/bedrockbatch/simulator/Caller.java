package io.github.bedrockbatch.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sent a request, as the credential scope of its SigV4 signature says; the signature itself is not checked.
 *
 * @param accessKey empty without a signature
 */
record Caller(String accessKey, String account, String region) {

    private static final String SESSION_PREFIX = "ASIASIM0";
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/,\\s]+)/[0-9]{8}/([a-z0-9-]{1,20})/");
    private static final Pattern ACCOUNT_IN_KEY = Pattern.compile("(?:" + SESSION_PREFIX + ")?([0-9]{12})");

    static Caller of(String authorization) {
        Matcher scope = SCOPE.matcher(authorization);
        if (!scope.find()) {
            return new Caller("", SimulatorConfig.DEFAULT_ACCOUNT, "us-east-1");
        }
        return new Caller(scope.group(1), accountOf(scope.group(1)), scope.group(2));
    }

    /** An access key that says by itself to which account its session belongs, so that it outlives this process. */
    static String sessionKey(String account) {
        return SESSION_PREFIX + account;
    }

    private static String accountOf(String accessKey) {
        Matcher account = ACCOUNT_IN_KEY.matcher(accessKey);
        return account.matches() ? account.group(1) : SimulatorConfig.DEFAULT_ACCOUNT;
    }
}
