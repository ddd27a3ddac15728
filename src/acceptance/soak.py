"""
A soak: a daemon polls thousands of changing jobs every second, then waits until they have all ended and settled. What it
counted and told has to be what happened, and its memory, threads and open files must not grow. .ci/long runs it.
"""

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from expositions import OPENMETRICS, scrape
from observation import Daemon
from reckoning import POLLS, check_way, ends, events, have_ended, series, told_transitions, total, transitions, true_ends
from simulation import OUTCOMES, scripted_aws

PHASES = {"submitted": 15, "validating": 30, "scheduled": 75, "in_progress": 150, "stopping": 30}
MEAN_LIFE_SECONDS = 220  # of a job, over the outcomes
LONGEST_LIFE_SECONDS = sum(PHASES.values())
SCRAPE_SECONDS = 15
SEEN_SECONDS = 10  # a status that lasts so long is seen by some poll
SETTLES_SECONDS = 600
HEAP = "-Xmx192m"
MAX_RESIDENT_MB = 450
MAX_MORE_THREADS = 8
MAX_MORE_FILES = 8
RECORDS = "bedrock_batch_processed_records_total"


def fleet(arguments):
    """As many jobs at a time as are asked for, from the start to the end of the soak, in two regions and of each outcome."""
    timeline = ", ".join(f"{phase}: {round(seconds * 1000 / arguments.pace)}ms" for phase, seconds in PHASES.items())
    life = LONGEST_LIFE_SECONDS / arguments.pace
    every = len(OUTCOMES) * MEAN_LIFE_SECONDS / arguments.pace / arguments.jobs
    count = round((life + arguments.minutes * 60) / every)
    jobs = [
        f"- {{name: {outcome.lower()}, outcome: {outcome}, region: {('us-east-1', 'us-west-2')[i % 2]}, records: 1000,"
        f" submitted: -{round(life)}s, every: {round(every * 1000)}ms, count: {count}, timeline: {{{timeline}}}}}"
        for i, outcome in enumerate(OUTCOMES)
    ]
    return "\n".join(["count_lag: 20s", "jobs:", *jobs]) + "\n"


class Usage:
    """What the operating system says that a process uses."""

    def __init__(self, pid):
        self.folder = Path(f"/proc/{pid}")
        self.samples = defaultdict(list)

    def sample(self):
        status = self._megabytes("status")
        rollup = self._megabytes("smaps_rollup")
        found = {
            "resident": status["VmRSS"],
            "anonymous": rollup["Anonymous"],
            "proportional": rollup["Pss"],
            "threads": len(list((self.folder / "task").iterdir())),
            "files": len(list((self.folder / "fd").iterdir())),
        }
        for name, value in found.items():
            self.samples[name].append(value)
        return found

    def _megabytes(self, file):
        """The figures in kB of a file of proc, in MB."""
        fields = (line.split() for line in (self.folder / file).read_text().splitlines())
        return {words[0].rstrip(":"): round(int(words[1]) / 1024) for words in fields if words[-1] == "kB"}

    def check(self):
        assert max(self.samples["resident"]) <= MAX_RESIDENT_MB, self.samples["resident"]
        self._check_growth("threads", MAX_MORE_THREADS)
        self._check_growth("files", MAX_MORE_FILES)

    def _check_growth(self, name, more):
        samples = self.samples[name]
        half = len(samples) // 2
        assert max(samples[half:]) <= max(samples[:half]) + more, f"{name}: {samples}"


class Soak:
    def __init__(self, folder, arguments, closing):
        self.begin = time.time()
        self.minutes = arguments.minutes
        self.aws = scripted_aws(folder, "soak-simulator", fleet(arguments))
        closing.callback(self.aws.process.stop)
        self.daemon = Daemon(folder, self.aws, "soak-daemon", java=[HEAP])
        closing.callback(self.daemon.process.stop)
        self.watched_from = time.time()
        self.url = self.daemon.process.url
        self.usage = Usage(self.daemon.process.popen.pid)

    def run(self):
        while time.time() < self.begin + self.minutes * 60:
            self._watch()
        self._say("no new jobs come from now on")
        while not (jobs := self._ended()):
            self._watch()
        self._say(f"all {len(jobs)} jobs have ended")
        settled = self._await(lambda: self._counted() == true_counts(jobs), SETTLES_SECONDS)
        assert settled, f"counted {self._counted()}, true are {true_counts(jobs)}"
        self._say("all that ended is counted, and all records")
        assert self._await(lambda: total(self.url, "bedrock_batch_exporter_events_pending") == 0, 60), "events are pending"
        self._check(jobs)
        self.usage.check()

    def _watch(self):
        """Scrapes as Prometheus does until the next scrape is due, and says each minute how things are."""
        scrape(self.url, OPENMETRICS)
        figures = self.usage.sample()
        if len(self.usage.samples["threads"]) % (60 / SCRAPE_SECONDS) == 1:
            told = ", ".join(f"{name} {value}" for name, value in figures.items())
            self._say(f"{told}; {transitions(self.url).total()} transitions, {total(self.url, POLLS):.0f} polls")
        time.sleep(SCRAPE_SECONDS)

    def _await(self, condition, seconds):
        end = time.time() + seconds
        while not condition():
            if time.time() > end:
                return False
            self._watch()
        return True

    def _ended(self):
        if time.time() < self.begin + self.minutes * 60 + 5:
            return None
        jobs = self.aws.jobs()
        return jobs if have_ended(jobs) else None

    def _counted(self):
        """How many jobs ended in each status, and how many records of each result were processed."""
        records = Counter()
        for labels, value in series(self.url, RECORDS):
            records[labels["result"]] += int(value)
        return ends(transitions(self.url)) + records

    def _check(self, jobs):
        counted = transitions(self.url)
        durations = Counter()
        for labels, value in series(self.url, "bedrock_batch_job_duration_seconds_count"):
            durations[labels["status"]] += int(value)
        assert +durations == true_ends(jobs)
        by_model = Counter()
        for labels, value in series(self.url, "bedrock_batch_jobs_ended_total"):
            by_model[labels["model_id"], labels["status"]] += int(value)
        assert +by_model == Counter((job["modelId"], job["timeline"][-1]["status"]) for job in jobs)
        check_way(counted, jobs)
        told = events([self.daemon.process.output()])
        assert told_transitions(told) == counted
        settled = Counter(event["job_arn"] for event in told.values() if event["event"] == "job_settled")
        assert settled == Counter(job["jobArn"] for job in jobs)
        self._check_ways(jobs, told)

    def _check_ways(self, jobs, told):
        """Holds that each job's transitions are those that happened, and that none is missing that a poll could see."""
        ways = defaultdict(list)
        for event in told.values():
            if event["event"] == "job_transition":
                ways[event["job_arn"]].append(event)
        missed = 0
        for job in jobs:
            way = ways[job["jobArn"]]
            steps = [(step["status"], instant(step["at"])) for step in job["timeline"]]
            told_steps = [(event["to"], instant(event["last_modified_time"])) for event in way]
            assert [event["from"] for event in way] == ["Submitted", *(to for to, _ in told_steps)][:-1], way
            assert told_steps == [step for step in steps[1:] if step in told_steps], (steps, way)
            for step, (_, until) in zip(steps[1:], steps[2:]):
                if step not in told_steps:
                    missed += 1
                    assert until - max(step[1], self.watched_from) < SEEN_SECONDS, (step, steps, way)
        self._say(f"{counted_words(ways)}; {missed} statuses were over before a poll could see them")

    def _say(self, text):
        print(f"{(time.time() - self.begin) / 60:5.1f} min: {text}", flush=True)


def true_counts(jobs):
    records = Counter()
    for job in jobs:
        records["success"] += job["successRecordCount"]
        records["error"] += job["errorRecordCount"]
    return true_ends(jobs) + records


def counted_words(ways):
    return f"{sum(map(len, ways.values()))} transitions of {len(ways)} jobs were told as they happened"


def instant(text):
    return datetime.fromisoformat(text).timestamp()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="during which jobs come")
    parser.add_argument("--jobs", type=int, default=2000, help="that change at a time")
    parser.add_argument("--pace", type=float, default=1, help="how many times as fast jobs change, for a short run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
        soak = Soak(Path(folder), arguments, closing)
        soak.run()
    print(f"At most {max(soak.usage.samples['resident'])} MB were resident with {HEAP}. The bound is {MAX_RESIDENT_MB} MB.")


if __name__ == "__main__":
    main()
