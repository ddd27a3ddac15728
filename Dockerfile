# The exporter on a Java runtime of its own, built from source on whichever architecture the build runs:
#
#     docker build -t bedrock-batch-exporter --build-arg REVISION="$(git rev-parse HEAD)" .
#     docker run --rm -p 9743:9743 bedrock-batch-exporter demo
#
# A Maven on a JDK 25, and a small system with the GNU C library; the second needs neither a shell nor packages.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=debian:13-slim

FROM ${BUILD_IMAGE} AS build
ENV MAVEN_ARGS="-B -ntp -P!format -Dmaven.test.skip -Dstyle.color=never"
WORKDIR /src

# Dependencies and plugins, until pom.xml changes: dependency:go-offline misses what plugins load as they run, so an empty
# program is built.
COPY pom.xml LICENSE ./
COPY src/licenses src/licenses
RUN mkdir -p src/main/java/nothing src/main/jte && echo 'package nothing; final class Nothing {}' >src/main/java/nothing/Nothing.java \
    && mvn package && rm -r src target

COPY src src
ARG REVISION=unknown
RUN mvn -Dgit.commit.id.full="${REVISION}" package \
    && src/image/build.sh "${JAVA_HOME}" target/bedrock-batch-exporter.jar /opt/bedrock-batch-exporter
# Any user may write here, as the container may run as any.
RUN mkdir -p /var/lib/bedrock-batch-exporter/data && chmod 1777 /var/lib/bedrock-batch-exporter/data

FROM ${RUNTIME_IMAGE}
COPY --from=build /opt/bedrock-batch-exporter /opt/bedrock-batch-exporter
COPY --from=build /var/lib/bedrock-batch-exporter /var/lib/bedrock-batch-exporter

# Few arenas: glibc would else keep freed memory in one for each thread.
ENV LANG=C.UTF-8 MALLOC_ARENA_MAX=2
# store.path is data/bedrock-batch-exporter.db below it. The configuration is /etc/bedrock-batch-exporter/config.yml, if there is one.
WORKDIR /var/lib/bedrock-batch-exporter
VOLUME /var/lib/bedrock-batch-exporter/data
USER 65532:65532
EXPOSE 9743
# A program of its own, as small as a Java process can be.
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s \
    CMD ["/opt/bedrock-batch-exporter/runtime/bin/java", "@/opt/bedrock-batch-exporter/healthcheck.args"]
ENTRYPOINT ["/opt/bedrock-batch-exporter/runtime/bin/java", "@/opt/bedrock-batch-exporter/java.args"]

ARG RUNTIME_IMAGE
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=
ARG SOURCE=
LABEL org.opencontainers.image.title="bedrock-batch-exporter" \
      org.opencontainers.image.description="Prometheus exporter of Amazon Bedrock batch inference jobs" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.base.name="${RUNTIME_IMAGE}"
