package io.github.bedrockbatch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statements would help, by AWS's words: those of IAM's guide, or as recorded. */
final class DenialTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/exporter";
    private static final List<MissingStatement> LIST = List.of(MissingStatement.permission(ROLE, Statement.listJobs()));
    private static final List<MissingStatement> ASSUME = List.of(
            MissingStatement.permission(ROLE, Statement.takeRole("arn:aws:iam::111111111111:role/r")),
            MissingStatement.trust("arn:aws:iam::111111111111:role/r", Statement.trust(ROLE, false)));
    private static final List<MissingStatement> READ = List.of(
            MissingStatement.permission(ROLE, Statement.readManifests("aws", "out")),
            MissingStatement.permission(ROLE, Statement.listBucket("aws", "out")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs because no identity-based policy allows the bedrock:ListModelInvocationJobs action | missing permissions
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs | perhaps permissions
            User: arn:aws:sts::123456789012:assumed-role/subscriptions/explicit-deny is not authorized to perform: bedrock:ListModelInvocationJobs | perhaps permissions
            s3://subscribers/x/manifest.json.out: AccessDenied: no | perhaps permissions
            User is not authorized to perform this operation. | perhaps permissions
            Access Denied | perhaps permissions
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs with an explicit deny in an identity-based policy | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs with an explicit deny in a service control policy | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs with an explicit deny in a resource control policy | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs because no service control policy allows the bedrock:ListModelInvocationJobs action | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs because no permissions boundary allows the bedrock:ListModelInvocationJobs action | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs because no session policy allows the bedrock:ListModelInvocationJobs action | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs because no VPC endpoint policy allows the bedrock:ListModelInvocationJobs action | none
            User: x is not authorized to perform: bedrock:ListModelInvocationJobs because no resource-based policy allows the bedrock:ListModelInvocationJobs action | none
            User: x is not authorized to perform: bedrock:CallWithBearerToken because no identity-based policy allows the bedrock:CallWithBearerToken action | none
            Your account is not authorized to invoke this API operation. | none
            The AWS Access Key Id needs a subscription for the service | none
            """)
    void ofAnAction(String words, String expected) {
        assertThat(told("AccessDeniedException: " + words, LIST)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ExpiredTokenException: The security token included in the request is expired | none
            UnrecognizedClientException: The security token included in the request is invalid. | none
            InvalidSignatureException: the signature does not match | none
            s3://out/x/manifest.json.out: ExpiredTokenException: The provided token has expired. | none
            """)
    void ofOtherCodes(String cause, String expected) {
        assertThat(told(cause, LIST)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User: x is not authorized to perform: sts:AssumeRole on resource: y | perhaps permissions, perhaps trust
            User: x is not authorized to perform: sts:AssumeRole on resource: y because no identity-based policy allows the sts:AssumeRole action | missing permissions
            User: x is not authorized to perform: sts:AssumeRole on resource: y because no role trust policy allows the sts:AssumeRole action | missing trust
            User: x is not authorized to perform: sts:AssumeRole on resource: y because no resource-based policy allows the sts:AssumeRole action | missing trust
            User: x is not authorized to perform: sts:TagSession on resource: y | perhaps permissions, perhaps trust
            User: x is not authorized to perform: sts:SetSourceIdentity on resource: y | none
            """)
    void ofARole(String words, String expected) {
        assertThat(told("AccessDeniedException: " + words, ASSUME)).isEqualTo(expected);
    }

    /** S3 asks for the right to list where an object is absent, and for the key's where it is encrypted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User: x is not authorized to perform: s3:GetObject on resource: y because no identity-based policy allows the s3:GetObject action | s3:GetObject
            User: x is not authorized to perform: s3:ListBucket on resource: y because no identity-based policy allows the s3:ListBucket action | s3:ListBucket
            User: x is not authorized to perform: kms:Decrypt on resource: y because no identity-based policy allows the kms:Decrypt action | none
            """)
    void ofAnObject(String words, String action) {
        List<MissingStatement> cures = new Denial("s3://out/x: AccessDeniedException: " + words).cures(READ);
        assertThat(cures.stream().map(missing -> missing.statement().members().get("Action")))
                .containsExactlyElementsOf(action.equals("none") ? List.of() : List.of(action));
    }

    private static String told(String cause, List<MissingStatement> statements) {
        List<MissingStatement> cures = new Denial(cause).cures(statements);
        return cures.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        cures.stream()
                                .map(missing -> (missing.certain() ? "missing " : "perhaps ")
                                        + missing.policy().word())
                                .toList());
    }
}
