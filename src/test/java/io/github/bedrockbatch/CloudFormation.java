package io.github.bedrockbatch;

import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.testing.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** LocalStack's CloudFormation in one account and region, over its query protocol: a form in, XML out. */
final class CloudFormation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern STATUS = Pattern.compile("<StackStatus>([A-Z_]+)</StackStatus>");
    private static final Pattern OUTPUT =
            Pattern.compile("<OutputKey>([^<]+)</OutputKey>\\s*<OutputValue>([^<]+)</OutputValue>");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Target home;

    CloudFormation(Target home) {
        this.home = home;
    }

    /** Makes a stack of a template with the parameter QueueName, and gives its outputs. */
    Map<String, String> create(String stack, Path template, String queueName) throws IOException {
        call(Map.of(
                "Action",
                "CreateStack",
                "StackName",
                stack,
                "TemplateBody",
                Files.readString(template),
                "Parameters.member.1.ParameterKey",
                "QueueName",
                "Parameters.member.1.ParameterValue",
                queueName));
        await("the stack " + stack).atMost(PATIENCE).until(() -> status(stack).matches(".*_(COMPLETE|FAILED)"));
        String described = describe(stack);
        if (!status(stack).equals("CREATE_COMPLETE")) {
            throw new IllegalStateException(described);
        }
        Map<String, String> outputs = new TreeMap<>();
        OUTPUT.matcher(described).results().forEach(output -> outputs.put(output.group(1), output.group(2)));
        return outputs;
    }

    void delete(String stack) {
        call(Map.of("Action", "DeleteStack", "StackName", stack));
    }

    @Override
    public void close() {
        http.close();
    }

    private String status(String stack) {
        Matcher status = STATUS.matcher(describe(stack));
        return status.find() ? status.group(1) : "";
    }

    private String describe(String stack) {
        return call(Map.of("Action", "DescribeStacks", "StackName", stack));
    }

    private String call(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "Version=2010-05-15&", ""));
        HttpRequest request = HttpRequest.newBuilder(LocalStack.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization())
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** LocalStack reads the account, the region and the service, and checks no signature. */
    private String authorization() {
        return "AWS4-HMAC-SHA256 Credential=" + home.accountId() + "/20261101/" + home.region()
                + "/cloudformation/aws4_request, SignedHeaders=host, Signature=0";
    }
}
