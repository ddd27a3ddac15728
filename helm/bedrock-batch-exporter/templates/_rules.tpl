{{/* Puts a parameter's value where an expression marks it: .expr, .name, .value, a duration or a number. */}}
{{- define "bedrock-batch-exporter.parameter" -}}
{{- $expr := regexReplaceAll (printf "(?m)[0-9.]+[a-z]*([^0-9A-Za-z\\n]*)# %s$" .name) .expr (printf "%v${1}# %s" .value .name) -}}
{{- if kindIs "string" .value -}}
{{- $seconds := include "bedrock-batch-exporter.seconds" .value -}}
{{- $expr = regexReplaceAll (printf "(?m)[0-9]+([^0-9A-Za-z\\n]*)# %s in seconds$" .name) $expr (printf "%s${1}# %s in seconds" $seconds .name) -}}
{{- end -}}
{{- $expr -}}
{{- end }}

{{/*
An expression about models, with each model's quota in it: .expr, .quota. There is a part for each model of quota.models, which are named as
model_id has them or by its last segment, and one for all others if there is a default.
*/}}
{{- define "bedrock-batch-exporter.quota" -}}
{{- $expr := .expr -}}
{{- $all := "model_id!=\"other\"" -}}
{{- $others := list "other" -}}
{{- $parts := list -}}
{{- range $model, $quota := .quota.models -}}
{{- $pattern := printf "(.*/)?%s" (regexQuoteMeta $model) -}}
{{- $others = append $others $pattern -}}
{{- $parts = append $parts ($expr | replace $all (printf "model_id=~%q" $pattern) | replace "+Inf  # quota" (printf "%v  # quota" $quota)) -}}
{{- end -}}
{{- if ne (toString .quota.default) "" -}}
{{- $selector := ternary $all (printf "model_id!~%q" (join "|" $others)) (empty .quota.models) -}}
{{- $parts = append $parts ($expr | replace $all $selector | replace "+Inf  # quota" (printf "%v  # quota" .quota.default)) -}}
{{- end -}}
{{- join "\nor\n" $parts | default $expr -}}
{{- end }}

{{/*
The recording rule that the join of tags needs: when each job was last seen with each of its tag sets. .root. The second part is for tags
that no evaluation saw while they were there: they are older than all that one did.
*/}}
{{- define "bedrock-batch-exporter.tagsRecord" -}}
{{- $labels := printf "account_id, region, job_id, %s" (join ", " .root.Values.prometheusRule.tagLabels) -}}
{{- $expr := `max by (LABELS) (
  timestamp(bedrock_batch_job_tags)
)
or
group by (LABELS) (
  last_over_time(bedrock_batch_job_tags[1h])  # window
)` | replace "LABELS" $labels -}}
{{- include "bedrock-batch-exporter.record" (dict "root" .root "rule" (dict "record" "job:bedrock_batch_job_tags:timestamp" "expr" $expr)) -}}
{{- end }}

{{/*
An expression about one job, with its tags joined: .expr, .tags, the labels. A job without tags has none in its alert. topk picks the
newest tag set, be it there or not, so that nothing changes when an older one leaves the window. The lookup, which every job has, stands
for tags that there are not.
*/}}
{{- define "bedrock-batch-exporter.tagged" -}}
{{- $job := "account_id, region, job_id" -}}
{{- $tags := join ", " .tags -}}
(
{{ .expr | trim | indent 2 }}
)
* on ({{ $job }}) group_left ({{ $tags }})
(
  group by ({{ $job }}, {{ $tags }}) (
    topk by ({{ $job }}) (1,
      max_over_time(job:bedrock_batch_job_tags:timestamp[1h])  # window
    )
  )
  or on ({{ $job }})
  group by ({{ $job }}) (
    last_over_time(bedrock_batch_job_lookup_success[1h])  # window
  )
)
{{- end }}

{{/*
A rule's expression with the values in it: .root, .rule, .alert, the alert's values, which a recording rule does not have, and .aboutJob. An
empty threshold is the number of replicas.
*/}}
{{- define "bedrock-batch-exporter.expr" -}}
{{- $values := .root.Values.prometheusRule -}}
{{- $up := printf "job=%q,namespace=%q" (include "bedrock-batch-exporter.fullname" .root) (include "bedrock-batch-exporter.namespace" .root) -}}
{{- $expr := .rule.expr | replace "job=~\".*bedrock-batch-exporter.*\"" (default $up $values.upSelector) -}}
{{- if contains "# quota" $expr -}}
{{- $expr = include "bedrock-batch-exporter.quota" (dict "expr" (trim $expr) "quota" $values.quota) -}}
{{- end -}}
{{- if and .aboutJob $values.tagLabels -}}
{{- $expr = include "bedrock-batch-exporter.tagged" (dict "expr" $expr "tags" $values.tagLabels) -}}
{{- end -}}
{{- $expr = $expr | replace "instance, pod, node, container" (join ", " $values.replicaLabels) -}}
{{- $expr = include "bedrock-batch-exporter.parameter" (dict "expr" $expr "name" "window" "value" $values.window) -}}
{{- if hasKey .alert "threshold" -}}
{{- $threshold := .alert.threshold -}}
{{- if eq (toString $threshold) "" -}}
{{- $threshold = ternary 1 .root.Values.replicaCount (kindIs "invalid" .root.Values.replicaCount) -}}
{{- end -}}
{{- $expr = include "bedrock-batch-exporter.parameter" (dict "expr" $expr "name" "threshold" "value" $threshold) -}}
{{- end -}}
{{- $expr -}}
{{- end }}

{{/* A recording rule of files/alerts.yml with the values in it, as YAML: .root, .rule. */}}
{{- define "bedrock-batch-exporter.record" -}}
{{- $expr := include "bedrock-batch-exporter.expr" (dict "root" .root "rule" .rule "alert" dict) -}}
{{- dict "record" .rule.record "expr" $expr | toYaml -}}
{{- end }}

{{/* The dashboard on which an alert is looked at, or nothing: .root, .rule. The uids are those of files/dashboards/. */}}
{{- define "bedrock-batch-exporter.dashboardUrl" -}}
{{- with .root.Values.prometheusRule.grafanaUrl -}}
{{- $place := `var-account_id={{ $labels.account_id }}&var-region={{ $labels.region }}` -}}
{{- if $.rule.annotations.console_url -}}
{{- $place = printf "bedrock-batch-job?%s&var-job_id=%s" $place `{{ $labels.job_id }}` -}}
{{- else if hasPrefix "BedrockBatchQuota" $.rule.alert -}}
{{- $place = printf "bedrock-batch-fleet?%s" $place -}}
{{- else -}}
{{- $place = "bedrock-batch-exporter" -}}
{{- end -}}
{{- printf "%s/d/%s" (trimSuffix "/" .) $place -}}
{{- end -}}
{{- end }}

{{/* An alert of files/alerts.yml with the values in it, as YAML: .root, .rule, .alert, .aboutJob. */}}
{{- define "bedrock-batch-exporter.rule" -}}
{{- $values := .root.Values.prometheusRule -}}
{{- $annotations := dict -}}
{{- range $name, $text := .rule.annotations -}}
{{- $text = $text | replace "https://console.aws.amazon.com" $values.consoleUrl -}}
{{- if and (eq $name "runbook") $values.runbookUrl -}}
{{- $name = "runbook_url" -}}
{{- $text = printf "%s#%s" $values.runbookUrl (lower $.rule.alert) -}}
{{- end -}}
{{- $_ := set $annotations $name $text -}}
{{- end -}}
{{- with include "bedrock-batch-exporter.dashboardUrl" . -}}
{{- $_ := set $annotations "dashboard_url" . -}}
{{- end -}}
{{- $labels := merge (dict "severity" .alert.severity) $values.additionalRuleLabels .rule.labels -}}
{{- $rule := dict "alert" .rule.alert "expr" (include "bedrock-batch-exporter.expr" .) "labels" $labels "annotations" $annotations -}}
{{- with .alert.for -}}
{{- $_ := set $rule "for" . -}}
{{- end -}}
{{- toYaml $rule -}}
{{- end }}
