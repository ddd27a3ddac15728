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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the policies in {@code config/iam} to the operations of AWS that the code calls. */
class IamPolicyTest {
    private static final Path FOLDER = Path.of("config/iam");
    private static final String ROOT = "io.github.bedrockbatch";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** AWS asks for no permission for these. The second needs but the trust of the role, the last two need but a sign-in. */
    private static final Set<String> FREE = Set.of(
            "sts:GetCallerIdentity", "sts:AssumeRoleWithWebIdentity", "sso:GetRoleCredentials", "ssooidc:CreateToken");

    /** Methods of clients that call nothing. */
    private static final Set<String> LOCAL =
            Set.of("builder", "create", "close", "serviceName", "serviceMetadata", "serviceClientConfiguration");

    /** What is allowed beside the operations that are called: to be told "absent", and to pass on the tags of EKS Pod Identity. */
    private static final Set<String> BESIDE = Set.of("s3:ListBucket", "sts:TagSession");

    @ParameterizedTest
    @CsvSource({
        "exporter.json, aws.bedrock",
        "roles.json, aws.credentials",
        "manifests.json, aws.manifest",
        "notifications.json, aws.notification",
        "tags.json, aws.tags"
    })
    void aPolicyAllowsWhatItsRoomCallsAndNoMore(String policy, String room) {
        Set<String> allowed = actions(policy);
        allowed.removeAll(BESIDE);
        Set<String> called = called(type -> type.getPackageName().equals(ROOT + "." + room));
        called.removeAll(FREE);

        assertThat(allowed).isEqualTo(called);
    }

    @Test
    void noOtherRoomCalls() {
        Set<String> called = called(type -> true);
        assertThat(called).containsAll(FREE);
        called.removeAll(FREE);

        Set<String> allowed = Stream.of(
                        "exporter.json", "roles.json", "manifests.json", "notifications.json", "tags.json")
                .flatMap(policy -> actions(policy).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        allowed.removeAll(BESIDE);
        assertThat(allowed).isEqualTo(called);
    }

    @Test
    void manifestsAreAllThatIsReadInBuckets() {
        assertThat(read("manifests.json").get("Statement").valueStream())
                .filteredOn(statement -> statement.get("Action").asString().equals("s3:GetObject"))
                .extracting(statement -> statement.get("Resource").asString())
                .allMatch(resource -> resource.endsWith("/*/manifest.json.out"))
                .hasSize(1);
    }

    @Test
    void queuesAndRolesAreNamed() {
        assertThat(read("notifications.json").findValuesAsString("Resource"))
                .hasSize(1)
                .noneMatch("*"::equals);
        assertThat(read("roles.json").findValuesAsString("Resource")).hasSize(1).noneMatch("*"::equals);
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
    void theTrustPoliciesLetPodsAndTheExporterTakeRoles() {
        assertThat(actions("trust-pod-identity.json")).containsExactly("sts:AssumeRole", "sts:TagSession");
        assertThat(actions("trust-account.json")).containsExactly("sts:AssumeRole", "sts:TagSession");
        assertThat(actions("trust-irsa.json")).containsExactly("sts:AssumeRoleWithWebIdentity");
    }

    private static Set<String> called(Predicate<JavaClass> room) {
        return CLASSES.stream()
                .filter(room)
                .flatMap(IamPolicyTest::calls)
                .filter(call -> call.getTargetOwner().isAssignableTo(SdkClient.class))
                .filter(call -> !call.getTargetOwner().getPackageName().startsWith(ROOT))
                .filter(call -> !LOCAL.contains(call.getName()))
                .map(call -> service(call.getTargetOwner()) + ":" + operation(call.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaAccess<?>> calls(JavaClass type) {
        return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream());
    }

    /** The prefix of the client's actions: {@code bedrock} of {@code BedrockClient}. One service has another in IAM. */
    private static String service(JavaClass client) {
        String name = client.getSimpleName().replaceFirst("(Async)?Client$", "").toLowerCase(Locale.ROOT);
        return name.equals("resourcegroupstaggingapi") ? "tag" : name;
    }

    /** The action that is asked for: that of a batch is the one on single messages. */
    private static String operation(String method) {
        String name = method.replaceFirst("(Paginator|Batch)$", "");
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
