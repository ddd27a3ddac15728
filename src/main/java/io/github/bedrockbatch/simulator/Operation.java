package io.github.bedrockbatch.simulator;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for.
 *
 * @param name AWS's name of the operation
 * @param job the identifier in the path, an ARN or an id; empty for operations without one
 */
record Operation(Service service, String name, String job) {

    private static final Pattern JOB_PATH = Pattern.compile("/model-invocation-job/(.+?)(/stop)?");
    private static final Pattern MANIFEST_PATH = Pattern.compile("/.+/([a-z0-9]{12})/manifest\\.json\\.out");
    private static final Map<String, String> TAG_PATHS = Map.of(
            "/tagResource", "TagResource",
            "/untagResource", "UntagResource",
            "/listTagsForResource", "ListTagsForResource");
    private static final String TAGGING = "ResourceGroupsTaggingAPI_20170126.";
    private static final String SQS = "AmazonSQS.";

    /** The service that an operation belongs to, which decides how its answers and errors are written. */
    enum Service {
        BEDROCK,
        TAGGING,
        S3,
        SQS,
        STS
    }

    static Operation of(Request request) {
        if (request.path().startsWith("/model-invocation-job")) {
            return bedrock(request);
        }
        if (TAG_PATHS.containsKey(request.path()) && request.method().equals("POST")) {
            return new Operation(Service.BEDROCK, TAG_PATHS.getOrDefault(request.path(), ""), "");
        }
        if (request.target().startsWith(TAGGING)) {
            return new Operation(Service.TAGGING, request.target().substring(TAGGING.length()), "");
        }
        if (request.target().startsWith(SQS)) {
            return new Operation(Service.SQS, request.target().substring(SQS.length()), "");
        }
        Matcher manifest = MANIFEST_PATH.matcher(request.path());
        if (manifest.matches() && request.method().equals("GET")) {
            return new Operation(Service.S3, "GetObject", manifest.group(1));
        }
        Map<String, String> form = Request.fields(request.body());
        if (request.method().equals("POST") && form.containsKey("Action")) {
            return new Operation(Service.STS, form.getOrDefault("Action", ""), "");
        }
        throw unknown(request);
    }

    /** The 12 characters at the end of the identifier. */
    String jobId() {
        return job.substring(job.lastIndexOf('/') + 1);
    }

    private static Operation bedrock(Request request) {
        String method = request.method();
        if (request.path().equals("/model-invocation-jobs") && method.equals("GET")) {
            return new Operation(Service.BEDROCK, "ListModelInvocationJobs", "");
        }
        if (request.path().equals("/model-invocation-job") && method.equals("POST")) {
            return new Operation(Service.BEDROCK, "CreateModelInvocationJob", "");
        }
        Matcher path = JOB_PATH.matcher(request.path());
        if (path.matches() && method.equals(path.group(2) == null ? "GET" : "POST")) {
            String name = path.group(2) == null ? "GetModelInvocationJob" : "StopModelInvocationJob";
            return new Operation(Service.BEDROCK, name, Request.decode(path.group(1)));
        }
        throw unknown(request);
    }

    private static ServiceException unknown(Request request) {
        return new ServiceException(
                "UnknownOperationException", 404, request.method() + " " + request.path() + ": no such operation");
    }
}
