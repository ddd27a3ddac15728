{{/*
A dashboard with the addresses in it: the root and a file. The file is no template, for Grafana writes its own in the same braces.
*/}}
{{- define "bedrock-batch-exporter.dashboard" -}}
{{- $values := (first .).Values -}}
{{- (first .).Files.Get (last .) | replace "https://console.aws.amazon.com" $values.prometheusRule.consoleUrl | replace "http://127.0.0.1:9743" (trimSuffix "/" $values.dashboards.exporterUrl) -}}
{{- end }}
