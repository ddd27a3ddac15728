"""The wall clock of the daemon's machine goes wrong and comes right: polling goes on, and every job is counted once."""

import time
from pathlib import Path

import pytest
from observation import Daemon
from processes import wait_for
from reckoning import LAST_SUCCESS, await_all_counted, await_polls, events, polls, series
from simulation import quick_aws

HOUR = 3600
NEAR_SECONDS = 5
SETTLES_SECONDS = 180  # two minutes after the end of a job, and time for a busy machine


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
        self.daemon = Daemon(folder, aws, f"clock-{account[-3:]}", warmed=False, environment=environment)
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


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    aws = quick_aws(tmp_path_factory.mktemp("clock"), "clock-simulator", "count_lag: 5000s  # at that speed 10 s\n")
    yield aws
    aws.process.stop()


@pytest.fixture
def scene(request, tmp_path, quick):
    """A scene; its parameter is by how many seconds its clock is wrong when the machine boots."""
    ahead = getattr(request, "param", 0)
    scene = Scene(tmp_path, quick, f"{100000000000 + request.session.items.index(request.node)}", ahead)
    yield scene
    scene.close()


@pytest.mark.parametrize("seconds", [2 * HOUR, -HOUR])
def test_goes_wrong_and_comes_back(scene, seconds):
    scene.create("before")
    scene.clock.set(seconds)
    scene.check_polling()
    scene.create("meanwhile")
    await_polls(scene.url, 6)
    scene.clock.set(0)
    scene.create("after")
    scene.check_polling()
    await_all_counted(scene.url, scene.aws, scene.account)


@pytest.mark.parametrize("seconds", [2 * HOUR, -HOUR])
def test_goes_wrong_and_comes_back_in_the_middle_of_a_cycle(scene, seconds):
    scene.create("before")
    hangs = scene.aws.lasting_fault(operation="ListModelInvocationJobs", account=scene.account, kind="hang")
    await_standstill(scene)
    scene.clock.set(seconds)
    time.sleep(3)
    scene.clock.set(0)
    scene.create("meanwhile")
    scene.aws.heal(hangs)
    scene.check_polling()
    scene.create("after")
    await_all_counted(scene.url, scene.aws, scene.account)


def await_standstill(scene):
    """Waits until the cycles of all regions hang."""
    seen = [polls(scene.url)]

    def stands():
        time.sleep(2)
        seen.append(polls(scene.url))
        return seen[-1] == seen[-2]

    wait_for("polling to stand still", stands)


@pytest.mark.parametrize("scene", [HOUR], indirect=True)
def test_is_ahead_when_the_machine_boots(scene):
    scene.create("ahead")
    scene.check_polling()
    scene.clock.set(0)
    scene.create("after")
    scene.check_polling()
    await_all_counted(scene.url, scene.aws, scene.account)


@pytest.mark.parametrize("scene", [2 * HOUR], indirect=True)
def test_is_ahead_until_all_counts_are_final(scene):
    scene.create("ahead")
    jobs = await_all_counted(scene.url, scene.aws, scene.account)
    wait_for(
        lambda: f"{len(jobs)} jobs to settle, {len(settled(scene))} have",
        lambda: len(settled(scene)) == len(jobs),
        seconds=SETTLES_SECONDS,
    )
    jobs = scene.aws.jobs(scene.account)
    assert settled(scene) == {job["jobArn"]: (job["successRecordCount"], job["errorRecordCount"]) for job in jobs}


def settled(scene):
    """The final counts of each job that has settled, which are left out of its event where AWS sends none."""
    told = events([scene.daemon.process.output()]).values()
    return {
        event["job_arn"]: (event.get("success_records", 0), event.get("error_records", 0))
        for event in told
        if event["event"] == "job_settled"
    }
