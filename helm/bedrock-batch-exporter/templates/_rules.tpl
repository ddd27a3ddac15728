{{/* Puts a parameter's value where an expression marks it: .expr, .name, .value, a duration or a number. */}}
{{- define "bedrock-batch-exporter.parameter" -}}
{{- $expr := regexReplaceAll (printf "(?m)[0-9.]+[a-z]*([^0-9A-Za-z\\n]*)# %s$" .name) .expr (printf "%v${1}# %s" .value .name) -}}
{{- if kindIs "string" .value -}}
{{- $seconds := include "bedrock-batch-exporter.seconds" .value -}}
{{- $expr = regexReplaceAll (printf "(?m)[0-9]+([^0-9A-Za-z\\n]*)# %s in seconds$" .name) $expr (printf "%s${1}# %s in seconds" $seconds .name) -}}
{{- end -}}
{{- $expr -}}
{{- end }}

{{/* A rule's expression with the values in it: .root, .rule, .alert, the alert's values. An empty threshold is the number of replicas. */}}
{{- define "bedrock-batch-exporter.expr" -}}
{{- $values := .root.Values.prometheusRule -}}
{{- $up := printf "job=%q,namespace=%q" (include "bedrock-batch-exporter.fullname" .root) (include "bedrock-batch-exporter.namespace" .root) -}}
{{- $expr := .rule.expr | replace "job=~\".*bedrock-batch-exporter.*\"" (default $up $values.upSelector) -}}
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

{{/* A rule of files/alerts.yml with the values in it, as YAML: .root, .rule, .alert. */}}
{{- define "bedrock-batch-exporter.rule" -}}
{{- $values := .root.Values.prometheusRule -}}
{{- $annotations := dict -}}
{{- range $name, $text := .rule.annotations -}}
{{- $text = $text | replace "https://console.aws.amazon.com" $values.consoleUrl -}}
{{- if eq $name "runbook_url" -}}
{{- $text = printf "%s#%s" $values.runbookUrl (splitList "#" $text | last) -}}
{{- end -}}
{{- $_ := set $annotations $name $text -}}
{{- end -}}
{{- $labels := merge (dict "severity" .alert.severity) $values.additionalRuleLabels .rule.labels -}}
{{- $rule := dict "alert" .rule.alert "expr" (include "bedrock-batch-exporter.expr" .) "labels" $labels "annotations" $annotations -}}
{{- with .alert.for -}}
{{- $_ := set $rule "for" . -}}
{{- end -}}
{{- toYaml $rule -}}
{{- end }}
