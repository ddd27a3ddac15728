package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.source.FetchResult;
import java.util.List;

/**
 * Something that the daemon will ask AWS.
 *
 * @param target what it is about
 * @param action of IAM
 * @param lacking what would allow it, where it is denied for want of a permission
 */
record Question(String target, String action, List<MissingStatement> lacking) {
    private static final String DENIED = "AccessDeniedException";

    /** Words of AWS by which no statement that allows is of any use. */
    private static final String FORBIDDEN = "explicit deny";

    Check allowed(String detail) {
        return check(Result.ALLOWED, detail);
    }

    Check unknown(String detail) {
        return check(Result.UNKNOWN, detail);
    }

    Check failed(String detail) {
        return check(Result.FAILED, detail);
    }

    Check notAsked(String detail) {
        return check(Result.NOT_ASKED, detail);
    }

    /** Returns what a missing answer says. Credentials that are expired or invalid are denied too, but for no want of a permission. */
    Check refused(FetchResult.NoAnswer<?> none) {
        return none instanceof FetchResult.Denied<?>(String code, String reason)
                ? denied(none.cause(), code.equals(DENIED) && !reason.contains(FORBIDDEN))
                : failed(none.cause());
    }

    Check denied(String detail, boolean forWantOfPermission) {
        return new Check(target, action, Result.DENIED, detail, forWantOfPermission ? lacking : List.of());
    }

    private Check check(Result result, String detail) {
        return new Check(target, action, result, detail, List.of());
    }
}
