package io.github.bedrockbatch.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.sso.testing.SignIn;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.profiles.ProfileFile;

class SsoProfileTest {
    private static final String START = "[profile p]\nsso_account_id = 1\n";

    @Test
    void readsBothForms() {
        ProfileFile file = file(SignIn.CONFIG);
        assertThat(SsoProfile.of(file, "dev"))
                .contains(new SsoProfile("dev", "corp", "eu-central-1", "123456789012", "ReadOnly"));
        assertThat(SsoProfile.of(file, "old"))
                .contains(new SsoProfile(
                        "old", "https://old.awsapps.com/start", "eu-central-1", "123456789012", "ReadOnly"));
        assertThat(SsoProfile.of(file, "role")).isEmpty();
        assertThat(SsoProfile.of(file, "absent")).isEmpty();
    }

    @Test
    void findsTheOneBehindARole() {
        ProfileFile file = file(SignIn.CONFIG + """
                [profile role-of-role]
                role_arn = arn:aws:iam::222222222222:role/next
                source_profile = role
                [profile circle]
                role_arn = arn:aws:iam::222222222222:role/next
                source_profile = circle
                [profile lost]
                role_arn = arn:aws:iam::222222222222:role/next
                source_profile = absent
                """);
        assertThat(SsoProfile.behind(file, "role-of-role"))
                .hasValueSatisfying(profile -> assertThat(profile.name()).isEqualTo("dev"));
        assertThat(SsoProfile.behind(file, "dev"))
                .hasValueSatisfying(profile -> assertThat(profile.name()).isEqualTo("dev"));
        assertThat(SsoProfile.behind(file, "circle")).isEmpty();
        assertThat(SsoProfile.behind(file, "lost")).isEmpty();
    }

    /** A profile with a session alone is for services that take tokens. */
    @Test
    void aSessionAloneIsForNoAccount() {
        assertThat(SsoProfile.of(file("[profile p]\nsso_session = s\n"), "p")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sso_session = s | the specified sso-session does not exist: s",
                "sso_role_name = r | missing required configuration: sso_start_url, sso_region;",
                "sso_start_url = u | missing required configuration: sso_region, sso_role_name;",
                "sso_session = t | missing required configuration: sso_start_url, sso_role_name;",
                "'sso_session = t\nsso_region = other' | sso_region is inconsistent between profile (other) and sso-session (eu)",
            })
    void refusesWhatIsNotWhole(String lines, String message) {
        ProfileFile file = file(START + lines + "\n[sso-session t]\nsso_region = eu\n");
        assertThatThrownBy(() -> SsoProfile.of(file, "p"))
                .isInstanceOfSatisfying(
                        SsoException.class, e -> assertThat(e.needsLogin()).isFalse())
                .hasMessageStartingWith("p: ")
                .hasMessageContaining(message)
                .hasMessageEndingWith("; correct the profile, or run aws configure sso");
    }

    private static ProfileFile file(String text) {
        return ProfileFile.builder()
                .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .type(ProfileFile.Type.CONFIGURATION)
                .build();
    }
}
