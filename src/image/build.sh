#!/bin/sh
# Makes what the image runs: a runtime of the modules needed, the jar, SQLite's native library unpacked for this machine's
# architecture, the SBOM, the licences, the launcher's arguments, and the AOT cache. The result stays where it is made: its paths are part of it.
#
#     src/image/build.sh JAVA_HOME JAR OUT
#
# JAVA_HOME is a JDK 25, JAR what `mvn package` made, with its SBOM beside it; OUT is emptied first. Then run
#
#     OUT/runtime/bin/java @OUT/java.args [command and flags]
set -eu

[ $# -eq 3 ] || { sed -n 's/^# \{0,1\}//; 2,9p' "$0" >&2; exit 2; }
recipe=$(cd "$(dirname "$0")" && pwd)
jdk=$1 jar=$2
rm -rf "$3"
mkdir -p "$3/lib"
out=$(cd "$3" && pwd)
name=bedrock-batch-exporter
work=$(mktemp -d)
healthcheck=io/github/bedrockbatch/cli/HealthProbe
simulator=
pid=
trap 'kill $simulator $pid 2>/dev/null || :; rm -rf "$work"' EXIT

die() {
  echo "$*" >&2
  exit 1
}

modules() {
  grep -v '^#' "$recipe/modules.txt" | paste -sd, -
}

check_modules() {
  needed=$("$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps "$jar")
  [ "$needed" = "$(modules)" ] || die "$recipe/modules.txt: must be, a line each: $needed"
}

make_runtime() {
  "$jdk/bin/jlink" --add-modules "$(modules)" --compress zip-6 --strip-java-debug-attributes \
    --no-header-files --no-man-pages --output "$out/runtime"
}

whole_second() { # a file gets the jar's time: AOT caches know jars by size and time, and layers keep no fractions
  touch -d "$(date -u -r "$jar" +%Y-%m-%dT%H:%M:%SZ)" "$1"
}

copy_jar() {
  cp "$jar" "$out/$name.jar"
  whole_second "$out/$name.jar"
  cp "$(dirname "$jar")/$name.cdx.json" "$out/" || die "no SBOM beside $jar: mvn package makes it, unless it is --offline"
}

add_runtime_to_sbom() {
  "$jdk/bin/java" -cp "$jar" "$recipe/../licenses/Sbom.java" "$out/$name.cdx.json" "$out/runtime"
}

copy_licenses() { # of the project and of what the jar bundles; those of the runtime are in runtime/legal
  (cd "$work" && "$jdk/bin/jar" -xf "$out/$name.jar" META-INF/LICENSE META-INF/NOTICE META-INF/THIRD-PARTY.txt META-INF/licenses)
  cp -r "$work"/META-INF/LICENSE "$work"/META-INF/NOTICE "$work"/META-INF/THIRD-PARTY.txt "$work"/META-INF/licenses "$out/"
}

unpack_native() { # sqlite-jdbc says itself what it calls this machine
  folder=org/sqlite/native/$("$jdk/bin/java" -cp "$jar" org.sqlite.util.OSInfo)
  (cd "$work" && "$jdk/bin/jar" -xf "$out/$name.jar" "$folder")
  cp "$work/$folder/libsqlitejdbc.so" "$out/lib/"
}

write_arguments() { # the training's are the same without the cache that it is to make
  for arguments in java healthcheck; do
    sed "s|@HOME@|$out|" "$recipe/$arguments.args" >"$out/$arguments.args"
    grep -v '^"-XX:AOTCache=' "$out/$arguments.args" >"$work/$arguments.args"
  done
}

make_healthcheck() { # its class in a jar of its own: opening the large one takes longer than all else; nobody need answer the training
  (cd "$work" && "$jdk/bin/jar" -xf "$out/$name.jar" "$healthcheck.class" &&
    "$jdk/bin/jar" --create --no-manifest --date=2026-11-01T00:00:00Z --file "$out/healthcheck.jar" "$healthcheck.class")
  whole_second "$out/healthcheck.jar"
  "$out/runtime/bin/java" -XX:AOTCacheOutput="$out/healthcheck.aot" "@$work/healthcheck.args" >"$work/healthcheck.log" 2>&1 || :
  [ -s "$out/healthcheck.aot" ] || { cat "$work/healthcheck.log" >&2; die "the health check's AOT cache was not made"; }
}

start() { # log, arguments...
  log=$1
  : >"$log"
  shift
  AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated "$out/runtime/bin/java" "$@" >"$log" 2>&1 &
  pid=$!
}

await() { # log, pattern: prints the URL in the line that has it
  for _ in $(seq 300); do
    url=$(sed -n "s|.*$2.*\(http://[0-9.:]*\).*|\1|p" "$1")
    [ -z "$url" ] || return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  cat "$1" >&2
  die "not ready: $2"
}

# The demo, as it is deployed: the daemon with its store, the simulated jobs in another process. It works until jobs have ended.
# Then one of them is asked for by the command. What the two load comes into one cache, because the image has one entry point.
train() {
  start "$work/simulator.log" "@$work/java.args" simulator --web.listen-address=127.0.0.1:0
  simulator=$pid
  await "$work/simulator.log" "Simulator ready"
  endpoint=$url
  cat >"$work/config.yml" <<YAML
poll: {interval: 1s, max_requests_per_second: 50}
discovery: [{regions: [us-east-1, us-west-2]}]
aws: {endpoint_url: "$endpoint"}
store: {path: $work/data/training.db}
YAML
  start "$work/run.log" -XX:DumpLoadedClassList="$work/run.classes" "@$work/java.args" \
    run --config.file="$work/config.yml" --web.listen-address=127.0.0.1:0
  await "$work/run.log" "Ready: metrics"
  "$jdk/bin/java" "$recipe/Scrape.java" "$url" 20
  kill -TERM "$pid"
  wait "$pid" || { cat "$work/run.log" >&2; die "the training run did not end in order"; }
  pid=
  grep -q '"to":"Failed"' "$work/run.log" || die "no job ended in the training run"
  job=$(sed -n 's|.*"job_arn":"\([^"]*us-east-1[^"]*\)".*|\1|p' "$work/run.log" | head -1)
  start "$work/call.log" -XX:DumpLoadedClassList="$work/call.classes" "@$work/java.args" \
    get-model-invocation-job --job-identifier "$job" --endpoint-url "$endpoint" --region us-east-1
  wait "$pid" || { cat "$work/call.log" >&2; die "the command did not find the job in the training"; }
  pid=
}

# A list of classes numbers them; two lists in one may not. The numbers are for class loaders of a program's own: it has none.
make_cache() {
  cat "$work/run.classes" "$work/call.classes" | grep -v '^#\| source: ' | sed 's/ id: [0-9]*$//' | awk '!seen[$0]++' >"$work/classes"
  grep -v '^-jar ' "$work/java.args" >"$work/dump.args"
  "$out/runtime/bin/java" -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="$work/classes" \
    -XX:SharedArchiveFile="$out/$name.aot" "@$work/dump.args" -cp "$out/$name.jar" >"$work/dump.log" 2>&1 ||
    { tail -20 "$work/dump.log" >&2; die "the AOT cache was not made"; }
}

check_cache() { # here it must fit; elsewhere the JVM would do without, and say nothing
  "$out/runtime/bin/java" -XX:AOTMode=on "@$out/java.args" --version >&2
  "$out/runtime/bin/java" -XX:AOTMode=on -Xlog:class+load "@$out/healthcheck.args" 2>/dev/null |
    grep "$(echo $healthcheck | tr / .) source: shared objects file" >&2
}

check_modules
make_runtime
copy_jar
add_runtime_to_sbom
copy_licenses
unpack_native
write_arguments
make_healthcheck
train
make_cache
check_cache
