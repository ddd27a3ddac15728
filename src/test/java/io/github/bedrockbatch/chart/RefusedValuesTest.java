package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm refuses values that the chart does not know, that are of a wrong type, or that do not go together. */
final class RefusedValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {replicas: 2}                                    | additional properties 'replicas' not allowed
            {image: {name: x}}                               | 'name' not allowed
            {service: {ports: 80}}                           | 'ports' not allowed
            {serviceMonitor: {enable: true}}                 | 'enable' not allowed
            {prometheusRule: {alerts: {BedrockBatchJobLost: {enabled: true}}}} | 'BedrockBatchJobLost' not allowed
            {prometheusRule: {alerts: {BedrockBatchJobFailed: {treshold: 1}}}} | 'treshold' not allowed
            {config: {pol: {}}}                              | 'pol' not allowed
            {config: {poll: {intervall: 30s}}}               | 'intervall' not allowed
            {config: {aws: {endpoint_urls: {bedrok: "http://h"}}}} | 'bedrok' not allowed
            {config: {discovery: [{region: us-east-1}]}}     | 'region' not allowed
            {replicaCount: two}                              | /replicaCount
            {replicaCount: 1.5}                              | /replicaCount
            {replicaCount: -1}                               | /replicaCount
            {image: {pullPolicy: Sometimes}}                 | /image/pullPolicy
            {image: {tag: 1.2}}                              | /image/tag
            {image: {digest: latest}}                        | /image/digest
            {log: {level: verbose}}                          | /log/level
            {service: {port: 70000}}                         | /service/port
            {service: {type: ExternalName}}                  | /service/type
            {persistence: {size: big}}                       | /persistence/size
            {persistence: {accessModes: [ReadOnlyMany]}}     | /persistence/accessModes/0
            {podLabels: {a: 1}}                              | /podLabels/a
            {extraEnv: {A: b}}                               | /extraEnv
            {extraEnv: [{name: A, value: 1}]}                | /extraEnv/0/value
            {tolerations: [{effect: Never}]}                 | /tolerations/0/effect
            {prometheusRule: {window: 1h30m}}                | /prometheusRule/window
            {prometheusRule: {alerts: {BedrockBatchJobCompletedWithErrors: {threshold: 5}}}} | /threshold
            {config: {poll: {interval: 30}}}                 | /config/poll/interval
            {config: {poll: {max_requests_per_second: 0}}}   | /config/poll/max_requests_per_second
            {config: {jobs: [abc]}}                          | /config/jobs/0
            {config: {discovery: [{regions: [all, us-east-1]}]}} | /config/discovery/0/regions
            {config: {store: {type: mysql}}}                 | /config/store/type
            {config: {metrics: {status_series: some}}}       | /config/metrics/status_series
            {config: [poll]}                                 | /config
            """)
    void theSchemaRefuses(String values, String reason) {
        assertThat(Chart.refusal(values).replace("Additional property ", ""))
                .contains("values don't meet")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {existingConfigMap: mine, config: {poll: {interval: 1m}}} | existingConfigMap: "mine": must be empty where config is set: remove one of the two
            {replicaCount: 2}                                         | replicaCount: 2: must be 1 with a volume, for SQLite's file belongs to one process: set it to 1, or
            {serviceMonitor: {enabled: true}, service: {enabled: false}} | serviceMonitor.enabled: true: must have a service to scrape: set service.enabled to true
            {prometheusRule: {enabled: true, window: 24h}}            | prometheusRule.window: "24h": must be shorter than config.retention.terminal_jobs, 24h, or
            {prometheusRule: {enabled: true, window: 1w}, config: {retention: {terminal_jobs: 6d23h}}} | prometheusRule.window: "1w": must be shorter than config.retention.terminal_jobs, 6d23h, or
            {prometheusRule: {enabled: true, alerts: {BedrockBatchExporterTargetStale: {threshold: 5m}}}} | prometheusRule.alerts.BedrockBatchExporterTargetStale.threshold: "5m": must be longer than 5m
            {prometheusRule: {enabled: true, alerts: {BedrockBatchJobNoProgress: {threshold: 60m}}}} | prometheusRule.alerts.BedrockBatchJobNoProgress.threshold: "60m": must be longer than prometheusRule.window, 1h
            """)
    void whatDoesNotGoTogetherIsRefused(String values, String reason) {
        assertThat(Chart.refusal(values)).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {enabled: true, global: {anything: 1}}
            {replicaCount: 0}
            {replicaCount: 2, config: {store: {type: memory}}}
            {podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}}
            {startupProbe: null, resources: {limits: {cpu: 1}}}
            {podDisruptionBudget: {maxUnavailable: 50%}}
            {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0}}}
            {prometheusRule: {enabled: true, window: 2d, alerts: {BedrockBatchJobNoProgress: {threshold: 3d}}}, config: {retention: {terminal_jobs: "${KEPT}"}}}
            {prometheusRule: {enabled: true, window: 2d, alerts: {BedrockBatchJobNoProgress: {threshold: 3d}}}, existingConfigMap: mine}
            """)
    void othersAreTaken(String values) {
        assertThat(Chart.template(values).kinds()).contains("Deployment");
    }
}
