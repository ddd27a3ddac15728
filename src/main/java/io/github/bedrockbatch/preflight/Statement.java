package io.github.bedrockbatch.preflight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement of an IAM policy as {@code config/iam} has it, but for the names of resources. What stands in capitals there, because
 * nobody but its owner knows it, does so here.
 *
 * @param members in IAM's order
 */
public record Statement(Map<String, Object> members) {
    /** Whom a trust policy must name where AWS has not told whose the caller's credentials are. */
    private static final String EXPORTER = "arn:aws:iam::ACCOUNT:role/bedrock-batch-exporter";

    private static final List<String> ASSUME = List.of("sts:AssumeRole", "sts:TagSession");

    static Statement listJobs() {
        return allow("ListJobs", "bedrock:ListModelInvocationJobs", "*");
    }

    static Statement getJobs(String partition) {
        return allow(
                "GetJobs", "bedrock:GetModelInvocationJob", "arn:" + partition + ":bedrock:*:*:model-invocation-job/*");
    }

    static Statement readTags() {
        return allow("ReadTags", "tag:GetResources", "*");
    }

    static Statement takeRole(String roleArn) {
        return allow("TakeTheRolesOfAccounts", ASSUME, roleArn);
    }

    static Statement receive(String queueArn) {
        return allow("ReceiveNotifications", List.of("sqs:ReceiveMessage", "sqs:DeleteMessage"), queueArn);
    }

    static Statement readManifests(String partition, String bucket) {
        return allow("ReadManifests", "s3:GetObject", "arn:" + partition + ":s3:::" + bucket + "/*/manifest.json.out");
    }

    static Statement listBucket(String partition, String bucket) {
        return allow("TellAbsentFromDenied", "s3:ListBucket", "arn:" + partition + ":s3:::" + bucket);
    }

    /**
     * Returns what lets the exporter into a role.
     *
     * @param caller whose credentials the exporter has; empty if that is not known
     * @param hasExternalId whether the role asks for one, which is a secret and not told
     */
    static Statement trust(String caller, boolean hasExternalId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Effect", "Allow");
        members.put("Principal", Map.of("AWS", caller.isEmpty() ? EXPORTER : caller));
        members.put("Action", ASSUME);
        if (hasExternalId) {
            members.put("Condition", equalTo(Map.of("sts:ExternalId", "EXTERNAL_ID")));
        }
        return new Statement(members);
    }

    /** Returns what lets a pod's service account into a role. */
    static Statement trustServiceAccount(String partition, String account) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Sid", "ServiceAccount");
        members.put("Effect", "Allow");
        members.put(
                "Principal", Map.of("Federated", "arn:" + partition + ":iam::" + account + ":oidc-provider/PROVIDER"));
        members.put("Action", "sts:AssumeRoleWithWebIdentity");
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("PROVIDER:aud", "sts.amazonaws.com");
        claims.put("PROVIDER:sub", "system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT");
        members.put("Condition", equalTo(claims));
        return new Statement(members);
    }

    /** Returns whether it is about an action. */
    boolean allows(String action) {
        Object actions = members.get("Action");
        return actions instanceof List<?> several
                ? several.stream().anyMatch(one -> action.equalsIgnoreCase(String.valueOf(one)))
                : action.equalsIgnoreCase(String.valueOf(actions));
    }

    private static Statement allow(String sid, Object actions, String resource) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Sid", sid);
        members.put("Effect", "Allow");
        members.put("Action", actions);
        members.put("Resource", resource);
        return new Statement(members);
    }

    private static Map<String, Object> equalTo(Map<String, Object> values) {
        return Map.of("StringEquals", values);
    }
}
