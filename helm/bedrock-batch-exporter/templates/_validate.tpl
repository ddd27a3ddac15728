{{/* Values that are each right and do not go together: the wrong one, the rule, what to do. */}}
{{- define "bedrock-batch-exporter.validate" -}}
{{- $values := .Values -}}
{{- if and $values.existingConfigMap $values.config -}}
{{- fail (printf "existingConfigMap: %q: must be empty where config is set: remove one of the two" $values.existingConfigMap) -}}
{{- end -}}
{{- if and (gt (int $values.replicaCount) 1) $values.persistence.enabled (include "bedrock-batch-exporter.storesFile" .) -}}
{{- fail (printf "replicaCount: %d: must be 1 with a volume, for SQLite's file belongs to one process: set it to 1, or persistence.enabled to false for state that each replica keeps for itself" (int $values.replicaCount)) -}}
{{- end -}}
{{- if and $values.serviceMonitor.enabled (not $values.service.enabled) -}}
{{- fail "serviceMonitor.enabled: true: must have a service to scrape: set service.enabled to true" -}}
{{- end -}}
{{- if $values.prometheusRule.enabled -}}
{{- include "bedrock-batch-exporter.validateRule" . -}}
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
{{- $progress := $rule.alerts.BedrockBatchJobNoProgress.threshold -}}
{{- if le (include "bedrock-batch-exporter.seconds" $progress | int64) $window -}}
{{- fail (printf "prometheusRule.alerts.BedrockBatchJobNoProgress.threshold: %q: must be longer than prometheusRule.window, %s, for which the exporter may have been away: lengthen it" $progress $rule.window) -}}
{{- end -}}
{{- end }}
