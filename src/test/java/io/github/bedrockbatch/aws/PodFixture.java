package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.source.FetchResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session in a pod with a web identity, which the SDK's system properties name; every endpoint is the scripted one. */
@NullMarked
public abstract class PodFixture extends EndpointFixture {
    private static final String ROLE = "arn:aws:iam::123456789012:role/of-the-pod";
    public static final Duration HOUR = Duration.ofHours(1);

    private final Map<String, @Nullable String> properties = new HashMap<>();

    @TempDir
    Path directory = Path.of(".");

    Path token = Path.of(".");

    @BeforeEach
    void givePodAnIdentity() throws IOException {
        token = Files.writeString(directory.resolve("token"), "first-token");
        set("aws.webIdentityTokenFile", token.toString());
        set("aws.roleArn", ROLE);
        set("aws.roleSessionName", "pod");
        set("aws.region", "us-east-1");
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", directory.resolve("config").toString());
        set("aws.sharedCredentialsFile", directory.resolve("credentials").toString());
    }

    @AfterEach
    void restoreProperties() {
        properties.forEach(PodFixture::put);
    }

    FetchResult<JobSnapshot> get(AwsSession pod) {
        return pod.jobSource(TARGET).get(ARN, LONG);
    }

    AwsSession pod(@Nullable String profile) {
        return pod(profile, InstantSource.system());
    }

    AwsSession pod(@Nullable String profile, InstantSource clock) {
        return pod(endpoint.uri(), profile, null, clock);
    }

    AwsSession pod(URI uri, @Nullable String profile, @Nullable Path caBundle, InstantSource clock) {
        Connections connections =
                Reach.at(uri).profile(profile).trusting(caBundle).connections();
        return new AwsSession(connections, Reach.limits(1000), "1.2.3", listener, clock);
    }

    AwsSession pod(URI uri, Proxies proxies) {
        return new AwsSession(
                Reach.at(uri).by(proxies).connections(), Reach.limits(1000), "1.2.3", listener, InstantSource.system());
    }

    /** Sets a property until the test is over. What it was before is kept, however often it is set. */
    void set(String property, String value) {
        if (!properties.containsKey(property)) {
            properties.put(property, System.getProperty(property));
        }
        put(property, value);
    }

    static void put(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    static String sts(Duration lasts) {
        return """
               <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
               <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>K</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
               <SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
               </AssumeRoleWithWebIdentityResponse>
               """.formatted(Instant.now().plus(lasts));
    }

    static String error(String code) {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
                + code + "</Code><Message>STS says " + code + "</Message></Error></ErrorResponse>";
    }
}
