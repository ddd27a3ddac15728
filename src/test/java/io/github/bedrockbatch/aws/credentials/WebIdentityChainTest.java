package io.github.bedrockbatch.aws.credentials;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.testing.SettableClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;

/** Whose credentials are used when some provider has none, and another thread is faster. */
class WebIdentityChainTest {
    private static final AwsCredentials POD = AwsBasicCredentials.create("pod", "secret");
    private static final AwsCredentials NODE = AwsBasicCredentials.create("node", "secret");

    private final Deque<Supplier<AwsCredentials>> web = new ArrayDeque<>();
    private final AwsCredentialsProvider node = () -> NODE;
    private final WebIdentityChain chain = chain(node);

    @Test
    void whoFailsLateTakesTheIdentityThatAnotherThreadHasMeanwhile() {
        web.add(() -> {
            assertThat(chain.resolveCredentials()).isSameAs(POD);
            throw new IllegalStateException("too slow");
        });
        web.add(() -> POD);
        web.add(() -> POD);
        web.add(() -> POD);

        assertThat(chain.resolveCredentials()).isSameAs(POD);
        assertThat(chain.resolveCredentials()).as("from then on").isSameAs(POD);
        assertThat(chain.failure()).isEmpty();
        assertThat(web).isEmpty();
    }

    @Test
    void whoFailsLateTakesTheStandInThatAnotherThreadHasFound() {
        web.add(() -> {
            assertThat(chain.resolveCredentials()).isSameAs(NODE);
            throw new IllegalStateException("too slow");
        });
        web.add(() -> {
            throw new IllegalStateException("too slow");
        });

        assertThat(chain.failure()).isEmpty();
        assertThat(chain.resolveCredentials()).isSameAs(NODE);
        assertThat(chain.resolveCredentials()).isSameAs(NODE);
        assertThat(chain.failure()).get().hasToString("java.lang.IllegalStateException: too slow");
        assertThat(web).isEmpty();
    }

    @Test
    void anIdentityThatComesLateIsPreferredToAStandIn() {
        web.add(() -> {
            assertThat(chain.resolveCredentials()).isSameAs(NODE);
            return POD;
        });
        web.add(() -> {
            throw new IllegalStateException("too slow");
        });
        web.add(() -> POD);

        assertThat(chain.resolveCredentials()).isSameAs(POD);
        assertThat(chain.resolveCredentials()).isSameAs(POD);
    }

    @Test
    void withoutAStandInTheFailureIsTheIdentitys() {
        web.add(() -> {
            throw new IllegalStateException("denied by STS");
        });

        assertThatThrownBy(chain(() -> {
                    throw new IllegalStateException("no node");
                })::resolveCredentials)
                .hasMessage("denied by STS");
    }

    private WebIdentityChain chain(AwsCredentialsProvider after) {
        AwsCredentialsProvider none = () -> {
            throw new IllegalStateException("no keys");
        };
        return new WebIdentityChain(
                AwsCredentialsProviderChain.of(none),
                () -> web.removeFirst().get(),
                AwsCredentialsProviderChain.of(after),
                new SettableClock(NOON));
    }
}
