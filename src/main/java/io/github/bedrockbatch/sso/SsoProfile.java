package io.github.bedrockbatch.sso;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * A profile that signs in through IAM Identity Center: with an {@code sso_session}, or with an {@code sso_start_url} of its own, which is
 * the older form.
 *
 * @param name of the profile, which {@code aws sso login} takes
 * @param tokenName by which the token is cached: the name of the session, or the start URL
 * @param region of IAM Identity Center
 * @param accountId of the role
 * @param roleName of the role, as IAM Identity Center names it
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html">IAM Identity Center credential provider</a>
 */
public record SsoProfile(String name, String tokenName, String region, String accountId, String roleName) {
    private static final String SESSION = "sso_session";
    private static final String START_URL = "sso_start_url";
    private static final String REGION = "sso_region";
    private static final String ACCOUNT_ID = "sso_account_id";
    private static final String ROLE_NAME = "sso_role_name";

    /**
     * Returns the profile of that name; empty if it does not sign in.
     *
     * @throws SsoException if a setting is missing or contradicts another
     */
    public static Optional<SsoProfile> of(ProfileFile file, String name) {
        return file.profile(name)
                .filter(profile -> profile.property(ACCOUNT_ID)
                        .or(() -> profile.property(ROLE_NAME))
                        .isPresent())
                .map(profile -> read(name, profile, session(file, name, profile)));
    }

    /**
     * Returns the profile that signs in for another: itself, or the one to which its {@code source_profile} leads. Empty if none does.
     *
     * @throws SsoException if a setting is missing or contradicts another
     */
    public static Optional<SsoProfile> behind(ProfileFile file, String name) {
        Set<String> visited = new LinkedHashSet<>();
        Optional<String> next = Optional.of(name);
        while (next.isPresent() && visited.add(next.get())) {
            Optional<SsoProfile> found = of(file, next.get());
            if (found.isPresent()) {
                return found;
            }
            next = file.profile(next.get()).flatMap(profile -> profile.property("source_profile"));
        }
        return Optional.empty();
    }

    private static Optional<Profile> session(ProfileFile file, String name, Profile profile) {
        return profile.property(SESSION)
                .map(session -> file.getSection("sso-session", session)
                        .orElseThrow(() -> SsoException.configuration(
                                name, "the specified sso-session does not exist: " + session)));
    }

    private static SsoProfile read(String name, Profile profile, Optional<Profile> session) {
        List<String> missing = List.of(START_URL, REGION, ACCOUNT_ID, ROLE_NAME).stream()
                .filter(key -> setting(name, profile, session, key).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw SsoException.configuration(
                    name,
                    "this profile is configured to use SSO but is missing required configuration: "
                            + String.join(", ", missing));
        }
        return new SsoProfile(
                name,
                profile.property(SESSION).or(() -> profile.property(START_URL)).orElseThrow(),
                setting(name, profile, session, REGION).orElseThrow(),
                setting(name, profile, session, ACCOUNT_ID).orElseThrow(),
                setting(name, profile, session, ROLE_NAME).orElseThrow());
    }

    private static Optional<String> setting(String name, Profile profile, Optional<Profile> session, String key) {
        Optional<String> own = profile.property(key);
        Optional<String> shared = session.flatMap(section -> section.property(key));
        if (own.isPresent() && shared.isPresent() && !own.equals(shared)) {
            throw SsoException.configuration(
                    name,
                    "the value for " + key + " is inconsistent between profile (" + own.get() + ") and sso-session ("
                            + shared.get() + ")");
        }
        return shared.or(() -> own);
    }
}
