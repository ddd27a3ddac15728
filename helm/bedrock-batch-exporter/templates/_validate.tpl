{{/* Values that are each right and do not go together: the wrong one, the rule, what to do. */}}
{{- define "bedrock-batch-exporter.validate" -}}
{{- $values := .Values -}}
{{- if and $values.existingConfigMap $values.config -}}
{{- fail (printf "existingConfigMap: %q: must be empty where config is set: remove one of the two" $values.existingConfigMap) -}}
{{- end -}}
{{- include "bedrock-batch-exporter.validateReplicas" . -}}
{{- include "bedrock-batch-exporter.validateStrategy" . -}}
{{- include "bedrock-batch-exporter.validateDatabase" . -}}
{{- include "bedrock-batch-exporter.validateNames" . -}}
{{- include "bedrock-batch-exporter.validateWeb" . -}}
{{- if and $values.serviceMonitor.enabled (not $values.service.enabled) -}}
{{- fail "serviceMonitor.enabled: true: must have a service to scrape: set service.enabled to true" -}}
{{- end -}}
{{- if and $values.dashboards.grafanaOperator.enabled (not $values.dashboards.enabled) -}}
{{- fail "dashboards.grafanaOperator.enabled: true: must have ConfigMaps to name: set dashboards.enabled to true" -}}
{{- end -}}
{{- if $values.prometheusRule.enabled -}}
{{- include "bedrock-batch-exporter.validateRule" . -}}
{{- end -}}
{{- end }}

{{/* Replicas need a database that they share. The chart does not see the store of existingConfigMap, but its own claim. */}}
{{- define "bedrock-batch-exporter.validateReplicas" -}}
{{- $count := ternary "null" .Values.replicaCount (kindIs "invalid" .Values.replicaCount) -}}
{{- $store := include "bedrock-batch-exporter.store" . -}}
{{- if include "bedrock-batch-exporter.several" . -}}
{{- if has $store (list "sqlite" "memory") -}}
{{- fail (printf "replicaCount: %v: must be 0 or 1 with config.store.type %s, for replicas share nothing but a database: set it to 1, or config.store.type to postgresql" $count $store) -}}
{{- end -}}
{{- if include "bedrock-batch-exporter.claims" . -}}
{{- fail (printf "replicaCount: %v: must be 0 or 1 with a volume, for SQLite's file belongs to one process: set it to 1, or, where store.type is postgresql in your configuration, persistence.enabled to false" $count) -}}
{{- end -}}
{{- end -}}
{{- $available := .Values.podDisruptionBudget.minAvailable -}}
{{- $all := ternary (eq (toString $available) "100%") (ge (int $available) (int .Values.replicaCount)) (kindIs "string" $available) -}}
{{- if and $all (not (kindIs "invalid" .Values.replicaCount)) (gt (int .Values.replicaCount) 1) -}}
{{- fail (printf "podDisruptionBudget.minAvailable: %v: must be less than replicaCount, %v, or no node with a replica can be drained: lower it" $available $count) -}}
{{- end -}}
{{- end }}

{{- define "bedrock-batch-exporter.validateStrategy" -}}
{{- $type := include "bedrock-batch-exporter.strategyType" . -}}
{{- $update := .Values.strategy.rollingUpdate -}}
{{- if and (eq $type "RollingUpdate") (include "bedrock-batch-exporter.claims" .) -}}
{{- fail "strategy.type: \"RollingUpdate\": must be Recreate with a volume, for a new pod cannot use SQLite's file before the old one has ended: remove strategy.type" -}}
{{- end -}}
{{- if and (eq $type "Recreate") $update -}}
{{- fail (printf "strategy.rollingUpdate: %s: must be absent with strategy.type Recreate: remove it, or set strategy.type to RollingUpdate where there is no volume" (toJson $update)) -}}
{{- end -}}
{{- $merged := include "bedrock-batch-exporter.merged" (list (dict "maxSurge" 1 "maxUnavailable" 0) $update) | fromYaml -}}
{{- if and (regexMatch "^0+%?$" (toString $merged.maxSurge)) (regexMatch "^0+%?$" (toString $merged.maxUnavailable)) -}}
{{- fail (printf "strategy.rollingUpdate: %s: maxSurge and maxUnavailable must not both be 0: set maxUnavailable to 1" (toJson $update)) -}}
{{- end -}}
{{- end }}

{{/* Files of the Secret that the chart mounts: each that is named has to be there. */}}
{{- define "bedrock-batch-exporter.validateDatabase" -}}
{{- $store := (.Values.config).store | default dict -}}
{{- $path := printf "%s/" (include "bedrock-batch-exporter.secretPath" .) -}}
{{- $password := include "bedrock-batch-exporter.passwordFile" . -}}
{{- $ca := include "bedrock-batch-exporter.caFile" . -}}
{{- $secret := (.Values.database).existingSecret -}}
{{- if and $secret (eq (include "bedrock-batch-exporter.store" .) "postgresql") $store.password_file (ne $store.password_file $password) -}}
{{- fail (printf "config.store.password_file: %q: must be absent with database.existingSecret, whose file the chart names: remove one of the two" $store.password_file) -}}
{{- end -}}
{{- if and (not $secret) (hasPrefix $path ($store.password_file | default "")) -}}
{{- fail (printf "config.store.password_file: %q: must be a file that is mounted, and nothing is mounted there without a Secret: set database.existingSecret" $store.password_file) -}}
{{- end -}}
{{- $root := regexFind "[?&]sslrootcert=[^&]*" ($store.url | default "") | trimPrefix "?" | trimPrefix "&" | trimPrefix "sslrootcert=" -}}
{{- if and (hasPrefix $path $root) (not (and $secret (.Values.database).existingSecretCaKey (eq $root $ca))) -}}
{{- fail (printf "config.store.url: sslrootcert=%s: must be a file that is mounted, and only %s may be: set database.existingSecret and database.existingSecretCaKey, and name that file" $root $ca) -}}
{{- end -}}
{{- end }}

{{/* Names that Kubernetes would refuse once a part of the release is there, or that would hide pods from their selectors. */}}
{{- define "bedrock-batch-exporter.validateNames" -}}
{{- $name := include "bedrock-batch-exporter.fullname" . -}}
{{- if and .Values.service.enabled (not (regexMatch "^[a-z][a-z0-9-]*$" $name)) -}}
{{- fail (printf "fullnameOverride: %q is the name of the service: it must begin with a letter and must not have a dot: set fullnameOverride, or choose another name for the release" $name) -}}
{{- end -}}
{{- $labels := dict "commonLabels" .Values.commonLabels "podLabels" .Values.podLabels "service.labels" .Values.service.labels -}}
{{- range $values, $map := $labels -}}
{{- range $label := list "app.kubernetes.io/name" "app.kubernetes.io/instance" -}}
{{- if hasKey (default dict $map) $label -}}
{{- fail (printf "%s: %s: %q: must be absent, for pods and services are found by this label: remove it, or set nameOverride" $values $label (get $map $label)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $names := list -}}
{{- range .Values.extraEnv -}}
{{- if has .name $names -}}
{{- fail (printf "extraEnv: %q: must be there once: remove one of the two" .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- end }}

{{- define "bedrock-batch-exporter.validateRule" -}}
{{- $rule := .Values.prometheusRule -}}
{{- $window := include "bedrock-batch-exporter.seconds" $rule.window | int64 -}}
{{- $terminalJobs := ((.Values.config).retention).terminal_jobs | default "24h" -}}
{{- $known := not (or .Values.existingConfigMap (contains "${" $terminalJobs)) -}}
{{- if and $known (ge $window (include "bedrock-batch-exporter.seconds" $terminalJobs | int64)) -}}
{{- fail (printf "prometheusRule.window: %q: must be shorter than config.retention.terminal_jobs, %s, or alerts end with the job's series: shorten the one or lengthen the other" $rule.window $terminalJobs) -}}
{{- end -}}
{{- $stale := $rule.alerts.BedrockBatchExporterTargetStale.threshold -}}
{{- if le (include "bedrock-batch-exporter.seconds" $stale | int64) 300 -}}
{{- fail (printf "prometheusRule.alerts.BedrockBatchExporterTargetStale.threshold: %q: must be longer than 5m, over which the alert looks back: lengthen it" $stale) -}}
{{- end -}}
{{- if and $rule.alerts.BedrockBatchQuotaNearlyUsed.enabled (eq (toString $rule.quota.default) "") (empty $rule.quota.models) -}}
{{- fail "prometheusRule.quota: {}: must have a number where the alert BedrockBatchQuotaNearlyUsed is enabled, for AWS's quotas differ: set quota.default or quota.models to what Service Quotas shows" -}}
{{- end -}}
{{- $quota := $rule.quota.models | default dict -}}
{{- if ne (toString $rule.quota.default) "" -}}
{{- $quota = dict "default" $rule.quota.default -}}
{{- end -}}
{{- if and $quota (not $rule.alerts.BedrockBatchQuotaNearlyUsed.enabled) -}}
{{- fail (printf "prometheusRule.quota: %s: must be absent where the alert BedrockBatchQuotaNearlyUsed is not enabled, which it is for: set prometheusRule.alerts.BedrockBatchQuotaNearlyUsed.enabled to true" (toJson $quota)) -}}
{{- end -}}
{{- include "bedrock-batch-exporter.validateTags" . -}}
{{- $progress := $rule.alerts.BedrockBatchJobNoProgress.threshold -}}
{{- if le (include "bedrock-batch-exporter.seconds" $progress | int64) $window -}}
{{- fail (printf "prometheusRule.alerts.BedrockBatchJobNoProgress.threshold: %q: must be longer than prometheusRule.window, %s, for which the exporter may have been away: lengthen it" $progress $rule.window) -}}
{{- end -}}
{{- end }}

{{/* Labels that the exporter makes of the keys of tags. The chart does not know those in existingConfigMap and in the environment. */}}
{{- define "bedrock-batch-exporter.validateTags" -}}
{{- $keys := ((.Values.config).metrics).tag_labels | default list -}}
{{- $labels := list -}}
{{- range $keys -}}
{{- $labels = append $labels (printf "tag_%s" (regexReplaceAll "[^a-zA-Z0-9_]" . "_")) -}}
{{- end -}}
{{- if not (or .Values.existingConfigMap (contains "${" (join " " $keys))) -}}
{{- range .Values.prometheusRule.tagLabels -}}
{{- if not (has . $labels) -}}
{{- fail (printf "prometheusRule.tagLabels: %q: must be a label that a key in config.metrics.tag_labels makes, of which there are %s: add the key, such as %s, or remove the label" . (toJson $labels) (trimPrefix "tag_" .)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
Hooks run before the release's objects are made or changed. So the job must not need a service account that is not there yet, nor use one
that still names another role. A list: the root, the name of the job, that of the service account, what the cluster has of it, and what
the cluster has of a service account that is in each namespace, which is empty where no cluster is asked.
*/}}
{{- define "bedrock-batch-exporter.validatePreflight" -}}
{{- $root := index . 0 -}}
{{- $own := printf "set preflight.createServiceAccount to true and let the role trust the service account %s too" (index . 1) -}}
{{- $account := index . 2 -}}
{{- $found := index . 3 -}}
{{- if and (not $found) (or $root.Release.IsInstall (index . 4)) -}}
{{- fail (printf "preflight.createServiceAccount: false: must be true where the service account %s is not there yet: %s, or make %s yourself and set serviceAccount.create to false" $account $own $account) -}}
{{- end -}}
{{- if $found -}}
{{- $old := ($found.metadata).annotations | default dict -}}
{{- $new := $root.Values.serviceAccount.annotations | default dict -}}
{{- $role := "eks.amazonaws.com/role-arn" -}}
{{- if and (hasKey $old $role) (not (hasKey $new $role)) -}}
{{- fail (printf "serviceAccount.annotations: %s: must be there while the preflight uses the service account %s, which has %q: add it, or %s, or set preflight.enabled to false once" $role $account (toString (get $old $role)) $own) -}}
{{- end -}}
{{- range $key, $value := $new -}}
{{- $present := get $old $key -}}
{{- if ne (toString $value) (toString $present) -}}
{{- fail (printf "serviceAccount.annotations: %s: %q: must not change while the preflight uses the service account %s, which still has %q: %s, or set preflight.enabled to false once" $key (toString $value) $account (toString $present) $own) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}
