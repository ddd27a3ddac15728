{{/* "true" where there is a web file: TLS, client certificates, Basic authentication. */}}
{{- define "bedrock-batch-exporter.hasWebFile" -}}
{{- if or (.Values.web).config (.Values.web).existingSecret }}true{{ end -}}
{{- end }}

{{/* The Secret with the web file. */}}
{{- define "bedrock-batch-exporter.webSecretName" -}}
{{- .Values.web.existingSecret | default (printf "%s-web" (include "bedrock-batch-exporter.fullname" . | trunc 59 | trimSuffix "-")) -}}
{{- end }}

{{/* "true" where the exporter speaks TLS. The chart does not see into existingSecret. */}}
{{- define "bedrock-batch-exporter.tls" -}}
{{- $tls := ((.Values.web).config).tls_server_config | default dict -}}
{{- $spoken := and (.Values.web).existingSecret .Values.web.existingSecretTls -}}
{{- range $key := list "cert" "cert_file" "key" "key_file" "client_ca" "client_ca_file" "client_auth_type" -}}
{{- if get $tls $key }}{{ $spoken = true }}{{ end -}}
{{- end -}}
{{- if $spoken }}true{{ end -}}
{{- end }}

{{/* "true" where a client without a certificate is refused, as the kubelet is. */}}
{{- define "bedrock-batch-exporter.requiresClientCertificates" -}}
{{- $type := (((.Values.web).config).tls_server_config).client_auth_type | default "" -}}
{{- $told := and (.Values.web).existingSecret .Values.web.existingSecretClientCertificates -}}
{{- if or $told (has $type (list "RequireAnyClientCert" "RequireClientCert" "RequireAndVerifyClientCert")) }}true{{ end -}}
{{- end }}

{{/* http or https. */}}
{{- define "bedrock-batch-exporter.scheme" -}}
{{- ternary "https" "http" (eq (include "bedrock-batch-exporter.tls" .) "true") -}}
{{- end }}

{{/* Where the web file and the certificates are mounted, beside each other. */}}
{{- define "bedrock-batch-exporter.webPath" -}}
/run/secrets/web
{{- end }}

{{- define "bedrock-batch-exporter.webFlag" -}}
--web.config.file={{ include "bedrock-batch-exporter.webPath" . }}/web.yml
{{- end }}

{{/* One volume, so that web file and certificates change together. */}}
{{- define "bedrock-batch-exporter.webVolume" -}}
- name: web
  projected:
    sources:
      - secret:
          name: {{ include "bedrock-batch-exporter.webSecretName" . }}
          items:
            - key: {{ ternary .Values.web.existingSecretKey "web.yml" (not (empty .Values.web.existingSecret)) }}
              path: web.yml
      {{- with .Values.web.certificatesSecret }}
      - secret:
          name: {{ . }}
      {{- end }}
{{- end }}

{{- define "bedrock-batch-exporter.webMount" -}}
- name: web
  mountPath: {{ include "bedrock-batch-exporter.webPath" . }}
  readOnly: true
{{- end }}

{{/*
A probe that asks over HTTP, as the web file needs it: the root, the probe's name and the probe. The kubelet speaks TLS and trusts any
certificate, but has none of its own. Where clients need one the exporter's own healthcheck asks instead, which starts a JVM and so asks
less often, and liveness is whether a connection is taken.
*/}}
{{- define "bedrock-batch-exporter.probe" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $probe := deepCopy (index . 2) -}}
{{- if and $probe.httpGet (include "bedrock-batch-exporter.tls" $root) -}}
{{- if not (include "bedrock-batch-exporter.requiresClientCertificates" $root) -}}
{{- $_ := set $probe "httpGet" (include "bedrock-batch-exporter.merged" (list (dict "scheme" "HTTPS") $probe.httpGet) | fromYaml) -}}
{{- else if eq $name "livenessProbe" -}}
{{- $_ := set $probe "tcpSocket" (dict "port" $probe.httpGet.port) -}}
{{- $_ := unset $probe "httpGet" -}}
{{- else -}}
{{- $home := "/opt/bedrock-batch-exporter" -}}
{{- $command := list (printf "%s/runtime/bin/java" $home) (printf "@%s/java.args" $home) "healthcheck" -}}
{{- $command = append $command (printf "--web.listen-address=:%v" $root.Values.containerPort) -}}
{{- $command = append $command (include "bedrock-batch-exporter.webFlag" $root) -}}
{{- if eq $probe.httpGet.path "/-/ready" }}{{ $command = append $command "--ready" }}{{ end -}}
{{- $_ := set $probe "exec" (dict "command" $command) -}}
{{- $_ := unset $probe "httpGet" -}}
{{- $_ := set $probe "periodSeconds" (max 10 (int $probe.periodSeconds)) -}}
{{- $_ := set $probe "timeoutSeconds" (max 10 (int $probe.timeoutSeconds)) -}}
{{- end -}}
{{- end -}}
{{- toYaml $probe -}}
{{- end }}

{{/* Values of the web file that do not go together with others. */}}
{{- define "bedrock-batch-exporter.validateWeb" -}}
{{- $web := .Values.web | default dict -}}
{{- if and $web.config $web.existingSecret -}}
{{- fail (printf "web.existingSecret: %q: must be empty where web.config is set: remove one of the two" $web.existingSecret) -}}
{{- end -}}
{{- if and $web.certificatesSecret (not (include "bedrock-batch-exporter.hasWebFile" .)) -}}
{{- fail (printf "web.certificatesSecret: %q: must be empty without a web file, which names the certificates: set web.config.tls_server_config" $web.certificatesSecret) -}}
{{- end -}}
{{- if and .Values.serviceMonitor.enabled ($web.config).basic_auth_users (not .Values.serviceMonitor.basicAuth) -}}
{{- fail "serviceMonitor.basicAuth: {}: must be set where web.config.basic_auth_users is, or every scrape is refused: name the Secrets with user name and password" -}}
{{- end -}}
{{- if and .Values.serviceMonitor.enabled (include "bedrock-batch-exporter.requiresClientCertificates" .) (not .Values.serviceMonitor.tlsConfig) -}}
{{- fail "serviceMonitor.tlsConfig: {}: must be set where clients need a certificate, or every scrape is refused: name the Secrets with certificate and key" -}}
{{- end -}}
{{- end }}
