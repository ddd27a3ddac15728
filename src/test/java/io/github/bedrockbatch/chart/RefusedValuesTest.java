package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm refuses values that the chart does not know, that are of a wrong type, or that do not go together. */
final class RefusedValuesTest {
    private static final String POSTGRESQL = "config: {store: {type: postgresql, url: \"jdbc:postgresql://db/x\"}}";

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
            {prometheusRule: {tagLabels: [team]}}            | /prometheusRule/tagLabels/0
            {prometheusRule: {quota: {default: 0}}}          | /prometheusRule/quota/default
            {prometheusRule: {quota: {models: {nova: many}}}} | /prometheusRule/quota/models/nova
            {preflight: {enable: true}}                      | 'enable' not allowed
            {preflight: {activeDeadlineSeconds: 180}}        | /preflight/activeDeadlineSeconds
            {preflight: {createServiceAccount: 1}}           | /preflight/createServiceAccount
            {preflight: {backoffLimit: -1}}                  | /preflight/backoffLimit
            {config: {poll: {interval: 30}}}                 | /config/poll/interval
            {config: {poll: {max_requests_per_second: 0}}}   | /config/poll/max_requests_per_second
            {config: {jobs: [abc]}}                          | /config/jobs/0
            {config: {discovery: [{regions: [all, us-east-1]}]}} | /config/discovery/0/regions
            {config: {store: {type: mysql}}}                 | /config/store/type
            {config: {metrics: {status_series: some}}}       | /config/metrics/status_series
            {config: [poll]}                                 | /config
            {config: {store: {type: postgresql}}}            | 'url'
            {config: {store: {max_connections: 1}}}          | /config/store/max_connections
            {config: {store: {schema: pg_x}}}                | /config/store/schema
            {database: {secret: x}}                          | 'secret' not allowed
            {strategy: {rollingUpdate: {maxSurge: some}}}    | /strategy/rollingUpdate/maxSurge
            {lifecycle: {preStart: {}}}                      | 'preStart' not allowed
            {podDisruptionBudget: {minAvailable: 0}}         | /podDisruptionBudget/minAvailable
            {podDisruptionBudget: {unhealthyPodEvictionPolicy: Always}} | /podDisruptionBudget/unhealthyPodEvictionPolicy
            {networkPolicy: {ingress: {from: [{namespaceSelectr: {}}]}}} | 'namespaceSelectr' not allowed
            {networkPolicy: {egress: {extra: [{port: 1}]}}}  | 'port' not allowed
            {dashboards: {exporterUrl: "exporter:9743"}}     | /dashboards/exporterUrl
            {dashboards: {exporterUrl: 'http://a"b'}}        | /dashboards/exporterUrl
            {prometheusRule: {grafanaUrl: grafana}}          | /prometheusRule/grafanaUrl
            """)
    void theSchemaRefuses(String values, String reason) {
        assertThat(Chart.refusal(values).replace("Additional property ", ""))
                .contains("values don't meet")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {existingConfigMap: mine, config: {poll: {interval: 1m}}} | existingConfigMap: "mine": must be empty where config is set: remove one of the two
            {replicaCount: 2}                                         | replicaCount: 2: must be 0 or 1 with config.store.type sqlite, for replicas share nothing but a database: set it to 1, or config.store.type to postgresql
            {replicaCount: 2, persistence: {enabled: false}}          | replicaCount: 2: must be 0 or 1 with config.store.type sqlite
            {replicaCount: 2, config: {store: {type: memory}}}        | replicaCount: 2: must be 0 or 1 with config.store.type memory
            {replicaCount: null}                                      | replicaCount: null: must be 0 or 1 with config.store.type sqlite
            {replicaCount: 2, existingConfigMap: mine}                | replicaCount: 2: must be 0 or 1 with a volume, for SQLite's file belongs to one process: set it to 1, or, where store.type is postgresql in your configuration, persistence.enabled to false
            {replicaCount: 2, config: {store: {type: "${STORE}"}}}    | replicaCount: 2: must be 0 or 1 with a volume
            {replicaCount: 3, podDisruptionBudget: {minAvailable: 3}, PG} | podDisruptionBudget.minAvailable: 3: must be less than replicaCount, 3, or no node with a replica can be drained: lower it
            {replicaCount: 3, podDisruptionBudget: {minAvailable: 100%}, PG} | podDisruptionBudget.minAvailable: 100%: must be less than replicaCount, 3, or no node with a replica can be drained: lower it
            {strategy: {type: RollingUpdate}}                         | strategy.type: "RollingUpdate": must be Recreate with a volume, for a new pod cannot use SQLite's file before the old one has ended: remove strategy.type
            {strategy: {type: RollingUpdate}, persistence: {existingClaim: mine}} | strategy.type: "RollingUpdate": must be Recreate with a volume
            {strategy: {rollingUpdate: {maxSurge: 1}}}                | strategy.rollingUpdate: {"maxSurge":1}: must be absent with strategy.type Recreate: remove it, or
            {strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}, PG} | strategy.rollingUpdate: {"maxSurge":1}: must be absent with strategy.type Recreate: remove it, or
            {strategy: {rollingUpdate: {maxSurge: 0}}, PG}            | strategy.rollingUpdate: {"maxSurge":0}: maxSurge and maxUnavailable must not both be 0: set maxUnavailable to 1
            {strategy: {rollingUpdate: {maxSurge: 0%, maxUnavailable: 0}}, PG} | maxSurge and maxUnavailable must not both be 0
            {config: {store: {type: postgresql, url: "jdbc:postgresql://db/x", password_file: /run/secrets/database/password}}} | config.store.password_file: "/run/secrets/database/password": must be a file that is mounted, and nothing is mounted there without a Secret: set database.existingSecret
            {database: {existingSecret: db}, config: {store: {type: postgresql, url: "jdbc:postgresql://db/x", password_file: /run/p}}} | config.store.password_file: "/run/p": must be absent with database.existingSecret, whose file the chart names: remove one of the two
            {database: {existingSecret: db}, config: {store: {type: postgresql, url: "jdbc:postgresql://db/x?a=b&sslrootcert=/run/secrets/database/ca.crt&c=d"}}} | config.store.url: sslrootcert=/run/secrets/database/ca.crt: must be a file that is mounted, and only /run/secrets/database/ca.crt may be: set database.existingSecret and database.existingSecretCaKey
            {database: {existingSecret: db, existingSecretCaKey: ca}, config: {store: {type: postgresql, url: "jdbc:postgresql://db/x?sslrootcert=/run/secrets/database/ca.pem"}}} | config.store.url: sslrootcert=/run/secrets/database/ca.pem: must be a file that is mounted
            {podLabels: {app.kubernetes.io/name: x}}                  | podLabels: app.kubernetes.io/name: "x": must be absent, for pods and services are found by this label: remove it, or set nameOverride
            {commonLabels: {app.kubernetes.io/instance: x}}           | commonLabels: app.kubernetes.io/instance: "x": must be absent
            {service: {labels: {app.kubernetes.io/name: x}}}          | service.labels: app.kubernetes.io/name: "x": must be absent
            {fullnameOverride: 1batch}                                | fullnameOverride: "1batch" is the name of the service: it must begin with a letter and must not have a dot: set fullnameOverride, or
            {fullnameOverride: my.batch}                              | fullnameOverride: "my.batch" is the name of the service
            {extraEnv: [{name: A, value: b}, {name: A, value: c}]}    | extraEnv: "A": must be there once: remove one of the two
            {serviceMonitor: {enabled: true}, service: {enabled: false}} | serviceMonitor.enabled: true: must have a service to scrape: set service.enabled to true
            {prometheusRule: {enabled: true, window: 24h}}            | prometheusRule.window: "24h": must be shorter than config.retention.terminal_jobs, 24h, or
            {prometheusRule: {enabled: true, window: 1w}, config: {retention: {terminal_jobs: 6d23h}}} | prometheusRule.window: "1w": must be shorter than config.retention.terminal_jobs, 6d23h, or
            {prometheusRule: {enabled: true, alerts: {BedrockBatchExporterTargetStale: {threshold: 5m}}}} | prometheusRule.alerts.BedrockBatchExporterTargetStale.threshold: "5m": must be longer than 5m
            {prometheusRule: {enabled: true, alerts: {BedrockBatchQuotaNearlyUsed: {enabled: true}}}} | prometheusRule.quota: {}: must have a number where the alert BedrockBatchQuotaNearlyUsed is enabled, for AWS's quotas differ: set quota.default or
            {prometheusRule: {enabled: true, quota: {default: 20}}} | prometheusRule.quota: {"default":20}: must be absent where the alert BedrockBatchQuotaNearlyUsed is not enabled, which it is for: set prometheusRule.alerts.BedrockBatchQuotaNearlyUsed.enabled to true
            {prometheusRule: {enabled: true, quota: {models: {nova: 5}}}} | prometheusRule.quota: {"nova":5}: must be absent where
            {dashboards: {grafanaOperator: {enabled: true}}} | dashboards.grafanaOperator.enabled: true: must have ConfigMaps to name: set dashboards.enabled to true
            {prometheusRule: {enabled: true, tagLabels: [tag_team]}} | prometheusRule.tagLabels: "tag_team": must be a label that a key in config.metrics.tag_labels makes, of which there are []: add the key, such as team, or remove the label
            {prometheusRule: {enabled: true, tagLabels: [tag_team]}, config: {metrics: {tag_labels: [Team, cost-center]}}} | prometheusRule.tagLabels: "tag_team": must be a label that a key in config.metrics.tag_labels makes, of which there are ["tag_Team","tag_cost_center"]
            {prometheusRule: {enabled: true, alerts: {BedrockBatchJobNoProgress: {threshold: 60m}}}} | prometheusRule.alerts.BedrockBatchJobNoProgress.threshold: "60m": must be longer than prometheusRule.window, 1h
            """)
    void whatDoesNotGoTogetherIsRefused(String values, String reason) {
        assertThat(Chart.refusal(values.replace("PG", POSTGRESQL))).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {enabled: true, global: {anything: 1}}
            {replicaCount: 0}
            {replicaCount: 2, PG}
            {replicaCount: null, PG}
            {replicaCount: 2, existingConfigMap: mine, persistence: {enabled: false}}
            {replicaCount: null, podDisruptionBudget: {minAvailable: 3}, PG}
            {config: {store: {type: postgresql, url: "jdbc:postgresql://db/x?sslrootcert=/etc/ssl/ca.pem", password_file: /run/secrets/db}}}
            {database: {existingSecret: db}, existingConfigMap: mine}
            {strategy: {type: RollingUpdate}, persistence: {enabled: false}}
            {service: {enabled: false}, fullnameOverride: my.batch}
            {networkPolicy: {egress: {extra: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 5432}]}]}}}
            {podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}}
            {startupProbe: null, resources: {limits: {cpu: 1}}}
            {podDisruptionBudget: {maxUnavailable: 50%}}
            {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}, PG}
            {prometheusRule: {enabled: true, window: 2d, alerts: {BedrockBatchJobNoProgress: {threshold: 3d}}}, config: {retention: {terminal_jobs: "${KEPT}"}}}
            {prometheusRule: {enabled: true, window: 2d, alerts: {BedrockBatchJobNoProgress: {threshold: 3d}}}, existingConfigMap: mine}
            {prometheusRule: {enabled: true, tagLabels: [tag_cost_center]}, config: {metrics: {tag_labels: [team, cost-center]}}}
            {prometheusRule: {enabled: true, tagLabels: [tag_team]}, config: {metrics: {tag_labels: ["${TAG}"]}}}
            {prometheusRule: {enabled: true, tagLabels: [tag_team]}, existingConfigMap: mine}
            {prometheusRule: {quota: {default: 20}, tagLabels: [tag_team]}}
            """)
    void othersAreTaken(String values) {
        assertThat(Chart.template(values.replace("PG", POSTGRESQL)).kinds()).contains("Deployment");
    }
}
