"""Measures one call of get-model-invocation-job beside the AWS CLI's, by turns: medians of wall time, CPU time and peak memory.

Run it with the Python of the acceptance tests on an idle machine: JDK25=... target/acceptance-venv/bin/python src/acceptance/measure_get_model_invocation_job.py
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from processes import ISOLATED, JAR, exporter, http

TURNS = 15
JAVA = [Path(os.environ["JDK25"]) / "bin" / "java"]
PROGRAMS = {
    "AWS CLI": [Path(sys.executable).with_name("aws"), "bedrock"],
    "jar": [*JAVA, "-jar", JAR],
    "jar, -XX:+UseSerialGC -XX:TieredStopAtLevel=1": [*JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", JAR],
}


def measured(command):
    """Seconds on the wall, seconds of CPU, peak MB; in a child of its own, whose children's usage is this call's alone."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        start = time.monotonic()
        subprocess.run(command, env=ISOLATED, stdout=subprocess.DEVNULL, check=True)
        wall = time.monotonic() - start
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writing, json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as result:
        return json.loads(result.read())


def main():
    process = exporter("measured", "simulator")
    job = json.loads(http(f"{process.url}/simulator/jobs")[1])["jobs"][0]["jobArn"]
    call = ["get-model-invocation-job", "--job-identifier", job, "--endpoint-url", process.url, "--region", "us-east-1"]
    figures = {name: [] for name in PROGRAMS}
    for _ in range(TURNS):
        for name, program in PROGRAMS.items():
            figures[name].append(measured([*program, *call]))
    for name, runs in figures.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
        print(f"{name}: {wall:.2f} s, {cpu:.2f} s CPU, {memory:.0f} MB")
    process.stop()


main()
