package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.JobArn;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AssumeRole, AssumeRoleWithWebIdentity and GetCallerIdentity of STS, in its query protocol: a form in, XML out. */
final class StsOperations {
    private static final Pattern ROLE = Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):role/(?:.*/)?([^/]+)");
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final Roles roles;

    StsOperations(Roles roles) {
        this.roles = roles;
    }

    Answer answer(Operation operation, Request request, Instant now) {
        Map<String, String> form = Request.fields(request.body());
        return switch (operation.name()) {
            case "AssumeRole" -> assumeRole(operation.name(), form, now);
            case "AssumeRoleWithWebIdentity" -> {
                WebIdentity.check(form.getOrDefault("WebIdentityToken", ""), now);
                yield assumeRole(operation.name(), form, now);
            }
            case "GetCallerIdentity" -> callerIdentity(request);
            default ->
                throw new ServiceException(
                        "InvalidAction",
                        400,
                        "Could not find operation " + operation.name() + " for version 2011-06-15");
        };
    }

    static String error(ServiceException error) {
        String type = error.status() < 500 ? "Sender" : "Receiver";
        return "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error>" + tag("Type", type) + tag("Code", error.code())
                + tag("Message", error.text()) + "</Error>" + tag("RequestId", "simulated") + "</ErrorResponse>";
    }

    private Answer assumeRole(String operation, Map<String, String> form, Instant now) {
        Matcher role = ROLE.matcher(form.getOrDefault("RoleArn", ""));
        String session = form.getOrDefault("RoleSessionName", "");
        String duration = form.getOrDefault("DurationSeconds", "3600");
        require(role.matches(), form.getOrDefault("RoleArn", ""), "RoleArn is invalid");
        require(session.matches("[\\w+=,.@-]{2,64}"), session, "RoleSessionName is missing or invalid");
        require(isDuration(duration), duration, "DurationSeconds must be 900 to 43200");
        roles.check(role.group(), form.getOrDefault("ExternalId", ""));
        String user =
                "arn:" + role.group(1) + ":sts::" + role.group(2) + ":assumed-role/" + role.group(3) + "/" + session;
        Session given = new Session(user, now.plusSeconds(Long.parseLong(duration)));
        String credentials = tag("AccessKeyId", Caller.sessionKey(role.group(2)))
                + tag("SecretAccessKey", "simulated/secret/access/key/of/the/session")
                + tag("SessionToken", given.token())
                + tag("Expiration", WireJson.time(given.expiration()));
        return result(
                operation,
                "<Credentials>" + credentials + "</Credentials><AssumedRoleUser>" + tag("Arn", user)
                        + tag("AssumedRoleId", "AROASIMULATED0000000:" + session) + "</AssumedRoleUser>");
    }

    private static boolean isDuration(String seconds) {
        return seconds.matches("[0-9]{3,5}") && Integer.parseInt(seconds) >= 900 && Integer.parseInt(seconds) <= 43_200;
    }

    private static void require(boolean valid, String value, String rule) {
        if (!valid) {
            throw new ServiceException("ValidationError", 400, value + ": " + rule);
        }
    }

    private static Answer callerIdentity(Request request) {
        Caller caller = request.caller();
        String arn = request.sessionToken().isEmpty()
                ? "arn:" + JobArn.partition(caller.region()) + ":iam::" + caller.account() + ":user/simulated"
                : Session.of(request.sessionToken())
                        .map(Session::user)
                        .orElseThrow(() -> new ServiceException(
                                "InvalidClientTokenId", 403, "The security token included in the request is invalid."));
        return result(
                "GetCallerIdentity",
                tag("Arn", arn) + tag("UserId", "AIDASIMULATED0000000") + tag("Account", caller.account()));
    }

    private static Answer result(String action, String content) {
        return Answer.xml("<" + action + "Response xmlns=\"" + NAMESPACE + "\"><" + action + "Result>" + content + "</"
                + action + "Result><ResponseMetadata>" + tag("RequestId", "simulated") + "</ResponseMetadata></"
                + action
                + "Response>");
    }

    private static String tag(String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<" + name + ">" + escaped + "</" + name + ">";
    }
}
