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

{{/* A list of maps as one, in YAML. A later map takes precedence, so that no key is written twice. */}}
{{- define "bedrock-batch-exporter.merged" -}}
{{- $merged := dict -}}
{{- range . -}}
{{- range $key, $value := . -}}
{{- $_ := set $merged $key $value -}}
{{- end -}}
{{- end -}}
{{- toYaml $merged -}}
{{- end }}

{{/* Labels of every object. */}}
{{- define "bedrock-batch-exporter.labels" -}}
{{- include "bedrock-batch-exporter.labelsWith" (list . dict) -}}
{{- end }}

{{/* Labels of every object and those of one: the root and a map. */}}
{{- define "bedrock-batch-exporter.labelsWith" -}}
{{- $root := first . -}}
{{- $version := dict "helm.sh/chart" (include "bedrock-batch-exporter.chart" $root) "app.kubernetes.io/version" $root.Chart.AppVersion -}}
{{- $managed := dict "app.kubernetes.io/managed-by" $root.Release.Service -}}
{{- $pod := include "bedrock-batch-exporter.podLabelsWith" . | fromYaml -}}
{{- include "bedrock-batch-exporter.merged" (list $version $managed $pod) -}}
{{- end }}

{{/* Labels of the pod and those of one object: the root and a map. None has a version, so that a new chart alone starts no new pod. */}}
{{- define "bedrock-batch-exporter.podLabelsWith" -}}
{{- $root := first . -}}
{{- $component := dict "app.kubernetes.io/component" "metrics" "app.kubernetes.io/part-of" (include "bedrock-batch-exporter.name" $root) -}}
{{- $selector := include "bedrock-batch-exporter.selectorLabels" $root | fromYaml -}}
{{- include "bedrock-batch-exporter.merged" (list $component $selector $root.Values.commonLabels (last .)) -}}
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

{{/* Labels by which the pod of the preflight is found, and is not taken for the exporter's. */}}
{{- define "bedrock-batch-exporter.preflightLabels" -}}
app.kubernetes.io/name: {{ include "bedrock-batch-exporter.name" . | trunc 53 | trimSuffix "-" }}-preflight
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

{{/* The configuration's text. Without any value below it config is null. A Secret with the password is named in it. */}}
{{- define "bedrock-batch-exporter.config" -}}
{{- $config := deepCopy (default dict .Values.config) -}}
{{- if and (.Values.database).existingSecret (eq (include "bedrock-batch-exporter.store" .) "postgresql") -}}
{{- $_ := set $config.store "password_file" (include "bedrock-batch-exporter.passwordFile" .) -}}
{{- end -}}
{{- toYaml $config -}}
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

{{/* sqlite, memory or postgresql: config.store.type. "unknown" if the chart cannot read it. */}}
{{- define "bedrock-batch-exporter.store" -}}
{{- $type := ((.Values.config).store).type | default "sqlite" -}}
{{- ternary "unknown" $type (or (not (empty .Values.existingConfigMap)) (contains "${" $type)) -}}
{{- end }}

{{/* "true" where state is in a file, or may be. */}}
{{- define "bedrock-batch-exporter.storesFile" -}}
{{- if has (include "bedrock-batch-exporter.store" .) (list "sqlite" "unknown") }}true{{ end -}}
{{- end }}

{{/* "true" where the pod has a volume that outlives it. */}}
{{- define "bedrock-batch-exporter.claims" -}}
{{- if and .Values.persistence.enabled (include "bedrock-batch-exporter.storesFile" .) }}true{{ end -}}
{{- end }}

{{/* "true" where there are several replicas, or may be: without a number something else decides. */}}
{{- define "bedrock-batch-exporter.several" -}}
{{- if or (kindIs "invalid" .Values.replicaCount) (gt (int .Values.replicaCount) 1) }}true{{ end -}}
{{- end }}

{{/* "true" where replicas share a database, as far as the chart knows. */}}
{{- define "bedrock-batch-exporter.shares" -}}
{{- $store := include "bedrock-batch-exporter.store" . -}}
{{- if or (eq $store "postgresql") (and (eq $store "unknown") (include "bedrock-batch-exporter.several" .)) }}true{{ end -}}
{{- end }}

{{/* Recreate or RollingUpdate. */}}
{{- define "bedrock-batch-exporter.strategyType" -}}
{{- .Values.strategy.type | default (ternary "RollingUpdate" "Recreate" (eq (include "bedrock-batch-exporter.shares" .) "true")) -}}
{{- end }}

{{/* How a new pod replaces an old one. All fields are written, so that Helm owns them and removes them when the type changes. */}}
{{- define "bedrock-batch-exporter.strategy" -}}
{{- $type := include "bedrock-batch-exporter.strategyType" . -}}
type: {{ $type }}
{{- if eq $type "RollingUpdate" }}
rollingUpdate:
  {{- include "bedrock-batch-exporter.merged" (list (dict "maxSurge" 1 "maxUnavailable" 0) .Values.strategy.rollingUpdate) | nindent 2 }}
{{- end }}
{{- end }}

{{/* How replicas are spread: over zones and nodes as far as possible, unless values say otherwise. */}}
{{- define "bedrock-batch-exporter.spread" -}}
{{- $constraints := .Values.topologySpreadConstraints -}}
{{- if and (not $constraints) (include "bedrock-batch-exporter.several" .) -}}
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" -}}
{{- $constraint := dict "maxSkew" 1 "topologyKey" . "whenUnsatisfiable" "ScheduleAnyway" "matchLabelKeys" (list "pod-template-hash") -}}
{{- $constraints = append $constraints $constraint -}}
{{- end -}}
{{- end -}}
{{- $selector := dict "labelSelector" (dict "matchLabels" (include "bedrock-batch-exporter.selectorLabels" . | fromYaml)) -}}
{{- range $constraints }}
- {{ include "bedrock-batch-exporter.merged" (list $selector .) | nindent 2 | trim }}
{{- end -}}
{{- end }}

{{/* Environment variables: each name once. Those of extraEnv take precedence. */}}
{{- define "bedrock-batch-exporter.env" -}}
{{- $env := .Values.extraEnv -}}
{{- if and .Values.aws.region (not (include "bedrock-batch-exporter.extraRegion" .)) -}}
{{- $env = prepend $env (dict "name" "AWS_REGION" "value" .Values.aws.region) -}}
{{- end -}}
{{- with $env }}{{ toYaml . }}{{ end -}}
{{- end }}

{{/* Not empty if extraEnv sets the region. */}}
{{- define "bedrock-batch-exporter.extraRegion" -}}
{{- range .Values.extraEnv }}{{ if eq (toString .name) "AWS_REGION" }}true{{ end }}{{ end -}}
{{- end }}

{{/* Where files of database.existingSecret are mounted. */}}
{{- define "bedrock-batch-exporter.secretPath" -}}
/run/secrets/database
{{- end }}

{{/* The file with the database's password. */}}
{{- define "bedrock-batch-exporter.passwordFile" -}}
{{ include "bedrock-batch-exporter.secretPath" . }}/password
{{- end }}

{{/* The file with the certificate authority of the database. */}}
{{- define "bedrock-batch-exporter.caFile" -}}
{{ include "bedrock-batch-exporter.secretPath" . }}/ca.crt
{{- end }}

{{/* "true" where the Secret of the database is mounted. */}}
{{- define "bedrock-batch-exporter.mountsSecret" -}}
{{- if and (.Values.database).existingSecret (has (include "bedrock-batch-exporter.store" .) (list "postgresql" "unknown")) }}true{{ end -}}
{{- end }}

{{/* The ports of the database, in JSON: those in the URL, or PostgreSQL's own. Several servers are separated by commas. */}}
{{- define "bedrock-batch-exporter.databasePorts" -}}
{{- $ports := list -}}
{{- $servers := regexReplaceAll "^jdbc:postgresql:(?://([^/?]*))?.*$" (((.Values.config).store).url | default "") "${1}" -}}
{{- range splitList "," $servers -}}
{{- $ports = append $ports (regexFind ":[0-9]+$" . | trimPrefix ":" | default "5432" | int) -}}
{{- end -}}
{{- uniq $ports | toJson -}}
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
