package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the policies in {@code config/iam} to the operations of AWS that the code calls. */
class IamPolicyTest {
    private static final Path FOLDER = Path.of("config/iam");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.bedrockbatch");

    /** AWS asks for no permission for these. */
    private static final Set<String> FREE = Set.of("sts:GetCallerIdentity");

    /** Methods of clients that call nothing. */
    private static final Set<String> LOCAL =
            Set.of("builder", "create", "close", "serviceName", "serviceMetadata", "serviceClientConfiguration");

    @Test
    void thePolicyAllowsWhatTheCodeCallsAndNoMore() {
        Set<String> called = called();
        assertThat(called).containsAll(FREE);
        called.removeAll(FREE);
        called.removeAll(ofQueues());

        assertThat(actions("exporter.json")).isEqualTo(called);
    }

    @Test
    void thePolicyOfQueuesAllowsWhatTheCodeCallsAndNoMore() {
        assertThat(actions("notifications.json"))
                .isEqualTo(ofQueues().stream()
                        .map(operation -> operation.replaceFirst("Batch$", ""))
                        .collect(Collectors.toSet()));
        assertThat(read("notifications.json").findValuesAsString("Resource")).noneMatch("*"::equals);
    }

    @Test
    void whatCanBeNarrowedToJobsIs() {
        JsonNode statements = read("exporter.json").get("Statement");

        assertThat(statements
                        .valueStream()
                        .filter(statement ->
                                statement.get("Resource").asString().equals("*"))
                        .map(statement -> statement.get("Action").asString()))
                .containsExactly("bedrock:ListModelInvocationJobs");
    }

    @Test
    void theTrustPoliciesLetPodsTakeTheRole() {
        assertThat(actions("trust-pod-identity.json")).containsExactly("sts:AssumeRole", "sts:TagSession");
        assertThat(actions("trust-irsa.json")).containsExactly("sts:AssumeRoleWithWebIdentity");
    }

    private static Set<String> called() {
        return CLASSES.stream()
                .flatMap(IamPolicyTest::calls)
                .filter(call -> call.getTargetOwner().isAssignableTo(SdkClient.class))
                .filter(call -> !LOCAL.contains(call.getName()))
                .map(call -> service(call.getTargetOwner()) + ":" + operation(call.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of SQS, which asks for the action on single messages where a batch is meant. */
    private static Set<String> ofQueues() {
        return called().stream()
                .filter(operation -> operation.startsWith("sqs:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaAccess<?>> calls(JavaClass type) {
        return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream());
    }

    /** The prefix of the client's actions: {@code bedrock} of {@code BedrockClient}. */
    private static String service(JavaClass client) {
        return client.getSimpleName().replaceFirst("(Async)?Client$", "").toLowerCase(Locale.ROOT);
    }

    private static String operation(String method) {
        String name = method.replaceFirst("Paginator$", "");
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static Set<String> actions(String file) {
        return read(file)
                .get("Statement")
                .valueStream()
                .map(statement -> statement.get("Action"))
                .flatMap(action -> action.isArray() ? action.valueStream() : Stream.of(action))
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode read(String file) {
        return new JsonMapper().readTree(FOLDER.resolve(file));
    }
}
