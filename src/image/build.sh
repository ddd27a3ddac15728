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

copy_jar() { # with a whole second as its time: the AOT cache knows the jar by size and time, and layers keep no fractions
  cp "$jar" "$out/$name.jar"
  touch -d "$(date -u -r "$jar" +%Y-%m-%dT%H:%M:%SZ)" "$out/$name.jar"
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
  sed "s|@HOME@|$out|" "$recipe/java.args" >"$out/java.args"
  grep -v '^"-XX:AOTCache=' "$out/java.args" >"$work/java.args"
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
train() {
  start "$work/simulator.log" "@$work/java.args" simulator --web.listen-address=127.0.0.1:0
  simulator=$pid
  await "$work/simulator.log" "Simulator ready"
  cat >"$work/config.yml" <<YAML
poll: {interval: 1s, max_requests_per_second: 50}
discovery: [{regions: [us-east-1, us-west-2]}]
aws: {endpoint_url: "$url"}
store: {path: $work/data/training.db}
YAML
  start "$work/run.log" -XX:AOTCacheOutput="$out/$name.aot" "@$work/java.args" \
    run --config.file="$work/config.yml" --web.listen-address=127.0.0.1:0
  await "$work/run.log" "Ready: metrics"
  "$jdk/bin/java" "$recipe/Scrape.java" "$url" 20
  kill -TERM "$pid"
  wait "$pid" || { cat "$work/run.log" >&2; die "the training run did not end in order"; }
  pid=
  grep -q '"to":"Failed"' "$work/run.log" || die "no job ended in the training run"
}

check_cache() { # here it must fit; elsewhere the JVM would do without, and say nothing
  "$out/runtime/bin/java" -XX:AOTMode=on "@$out/java.args" --version >&2
}

check_modules
make_runtime
copy_jar
add_runtime_to_sbom
copy_licenses
unpack_native
write_arguments
train
check_cache
