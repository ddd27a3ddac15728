package io.github.bedrockbatch.demo;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import java.net.URI;
import java.util.Map;

/** The configuration of the demo: the accounts, regions and tags of the simulated fleet, and a store that does not grow for ever. */
public final class DemoConfiguration {
    private DemoConfiguration() {}

    /**
     * Returns the configuration.
     *
     * @param simulator which plays all services of AWS
     */
    public static Configuration of(URI simulator) throws ConfigException {
        String yaml = """
            poll: {interval: 1s, max_requests_per_second: 50}
            discovery:
              - {accounts: ["123456789012"], regions: [us-east-1, us-west-2]}
              - {accounts: ["210987654321"], regions: [eu-central-1]}
            aws:
              endpoint_url: "%s"
              accounts:
                - {role_arn: "arn:aws:iam::123456789012:role/bedrock-read"}
                - {role_arn: "arn:aws:iam::210987654321:role/bedrock-read"}
              account_names: {"123456789012": production, "210987654321": research}
            retention: {journal: 1d}
            store: {type: memory}
            manifests: {enabled: true}
            metrics: {tag_labels: [team, cost-centre]}
            """.formatted(simulator);
        return new ConfigLoader(region -> true).load(yaml, "demo", Map.of());
    }
}
