package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import java.util.List;

/**
 * Something that the daemon will ask AWS.
 *
 * @param target what it is about
 * @param action of IAM
 * @param lacking what would allow it, where it is denied for want of a permission
 */
record Question(String target, String action, List<MissingStatement> lacking) {
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

    /** Returns what a missing answer says. */
    Check refused(NoAnswer<?> none) {
        return refused(none, "");
    }

    /** Returns what a missing answer says, after a remark. */
    Check refused(NoAnswer<?> none, String remark) {
        String detail = remark + none.cause();
        return none instanceof Denied<?> ? denied(detail) : failed(detail);
    }

    /** Returns a denial in AWS's words. */
    Check denied(String detail) {
        return new Check(target, action, Result.DENIED, detail, new Denial(detail).cures(lacking));
    }

    private Check check(Result result, String detail) {
        return new Check(target, action, result, detail, List.of());
    }
}
