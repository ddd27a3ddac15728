package io.github.bedrockbatch.simulator;

import java.util.Map;

/**
 * Who lets whom assume which role.
 *
 * @param externalIds by the role's ARN, empty where none is asked for; without any role, whatever is asked for may be assumed
 */
record Roles(Map<String, String> externalIds) {
    Roles {
        externalIds = Map.copyOf(externalIds);
    }

    /** Refuses a role whose trust policy does not let the caller in. */
    void check(String role, String externalId) {
        String wanted = externalIds.get(role);
        boolean trusted = wanted == null ? externalIds.isEmpty() : wanted.equals(externalId);
        if (!trusted) {
            throw new ServiceException(
                    "AccessDenied",
                    403,
                    "User: arn:aws:iam::" + SimulatorConfig.DEFAULT_ACCOUNT
                            + ":user/simulated is not authorized to perform: sts:AssumeRole on resource: " + role);
        }
    }
}
