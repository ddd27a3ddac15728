{{/* The chart's name, or nameOverride. */}}
{{- define "bedrock-batch-exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* The name of the objects: release and chart, once where the one holds the other. A DNS label has 63 characters. */}}
{{- define "bedrock-batch-exporter.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* The namespace of the objects. */}}
{{- define "bedrock-batch-exporter.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end }}

{{/* The chart's name and version, as a label's value. */}}
{{- define "bedrock-batch-exporter.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* Labels of every object. */}}
{{- define "bedrock-batch-exporter.labels" -}}
helm.sh/chart: {{ include "bedrock-batch-exporter.chart" . }}
{{ include "bedrock-batch-exporter.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: metrics
app.kubernetes.io/part-of: {{ include "bedrock-batch-exporter.name" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels by which the exporter's pods are found. */}}
{{- define "bedrock-batch-exporter.selectorLabels" -}}
app.kubernetes.io/name: {{ include "bedrock-batch-exporter.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels by which the pod of helm test is found, and is not taken for the exporter's. */}}
{{- define "bedrock-batch-exporter.testLabels" -}}
app.kubernetes.io/name: {{ include "bedrock-batch-exporter.name" . | trunc 58 | trimSuffix "-" }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* The service account that the pods use. */}}
{{- define "bedrock-batch-exporter.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "bedrock-batch-exporter.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{/* The configuration's text. Without any value below it config is null. */}}
{{- define "bedrock-batch-exporter.config" -}}
{{- toYaml (default dict .Values.config) -}}
{{- end }}

{{/* The ConfigMap with the configuration. */}}
{{- define "bedrock-batch-exporter.configMapName" -}}
{{- default (include "bedrock-batch-exporter.fullname" .) .Values.existingConfigMap -}}
{{- end }}

{{/* The image's reference, by digest if there is one. */}}
{{- define "bedrock-batch-exporter.image" -}}
{{- $registry := .Values.image.registry | default (.Values.global).imageRegistry -}}
{{- with $registry }}{{ . }}/{{ end }}{{ .Values.image.repository }}
{{- with .Values.image.digest }}@{{ . }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* "true" where state is on a disk: what store.type says, if the configuration is known here. */}}
{{- define "bedrock-batch-exporter.storesFile" -}}
{{- $store := (.Values.config).store | default dict -}}
{{- if or .Values.existingConfigMap (not (has $store.type (list "memory" "postgresql"))) }}true{{ end -}}
{{- end }}

{{/* Not empty if extraEnv sets the region. */}}
{{- define "bedrock-batch-exporter.extraRegion" -}}
{{- range .Values.extraEnv }}{{ if eq (toString .name) "AWS_REGION" }}true{{ end }}{{ end -}}
{{- end }}

{{/* The volume with the state. */}}
{{- define "bedrock-batch-exporter.claimName" -}}
{{- default (include "bedrock-batch-exporter.fullname" .) .Values.persistence.existingClaim -}}
{{- end }}

{{/* A Prometheus duration, such as 1d12h, in whole seconds. */}}
{{- define "bedrock-batch-exporter.seconds" -}}
{{- $units := dict "y" 31536000 "w" 604800 "d" 86400 "h" 3600 "m" 60 "s" 1 "ms" 0 -}}
{{- $sum := 0 -}}
{{- range regexFindAll "[0-9]+(?:ms|[ywdhms])" . -1 -}}
{{- $sum = add $sum (mul (regexFind "^[0-9]+" . | int64) (get $units (regexFind "[a-z]+$" .))) -}}
{{- end -}}
{{- $sum -}}
{{- end }}
