"""Daemons under a wall clock that can be set."""

import time
from contextlib import ExitStack
from pathlib import Path

from observation import Daemon
from processes import wait_for
from reckoning import LAST_SUCCESS, await_polls, series
from simulation import quick_aws

HOUR = 3600
NEAR_SECONDS = 5
COUNT_LAG = "count_lag: 5000s  # at that speed 10 s\n"


class Clock:
    """The wall clock that a process sees, which differs from the true one by a number of seconds."""

    def __init__(self, folder, seconds=0):
        self.file = folder / "clock"
        self.set(seconds)

    def set(self, seconds):
        self.seconds = seconds
        whole = self.file.with_suffix(".new")
        whole.write_text(f"{seconds:+}\n")
        whole.replace(self.file)

    def environment(self):
        """Only the wall clock is wrong: monotonic time, and waiting by it, go on as ever."""
        (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else timed waits end at once
            "NO_FAKE_STAT": "1",
        }


class Scene:
    """A daemon in an account of its own, under a clock that can be set."""

    def __init__(self, folder, aws, account, seconds=0):
        self.aws = aws
        self.account = account
        self.clock = Clock(folder, seconds)
        environment = self.clock.environment() | {"AWS_ACCESS_KEY_ID": account}
        self.daemon = Daemon(folder, aws, f"clock-{account}", warmed=False, environment=environment)
        self.url = self.daemon.process.url
        await_polls(self.url, 2, result="success", account_id=account)

    def create(self, prefix):
        self.aws.create(prefix, self.account)

    def ages(self):
        """How long ago each region was last polled with success: by the true clock, or the wrong one where that is nearer."""
        found = series(self.url, LAST_SUCCESS)
        now = time.time()
        ages = [now - value for labels, value in found if labels["account_id"] == self.account]
        return [min(age, age + self.clock.seconds, key=abs) for age in ages]

    def check_polling(self):
        """Polls succeed within a few intervals, and say so with a time that is neither old nor in the future."""
        await_polls(self.url, 6, result="success", account_id=self.account)
        wait_for(
            lambda: f"last successes to be of now, they are {self.ages()} s old",
            lambda: len(self.ages()) == 2 and all(abs(age) < NEAR_SECONDS for age in self.ages()),
            seconds=30,
        )

    def close(self):
        self.daemon.process.stop()


class Settling:
    """A daemon whose clock is ahead from its start, and jobs, whose counts are final two minutes after their ends."""

    def __init__(self, folder):
        with ExitStack() as closing:
            aws = quick_aws(folder, "settling-simulator", COUNT_LAG)
            closing.callback(aws.process.stop)
            self.scene = Scene(folder, aws, "300000000000", 2 * HOUR)
            closing.callback(self.scene.close)
            self.scene.create("ahead")
            self.closing = closing.pop_all()

    def close(self):
        self.closing.close()
