"""The wall clock of the daemon's machine goes wrong and comes right: polling goes on, and every job is counted once."""

import time

import pytest
from clocks import COUNT_LAG, HOUR, Scene
from processes import wait_for
from reckoning import await_all_counted, await_polls, events, polls
from simulation import quick_aws

SETTLES_SECONDS = 180  # two minutes after the end of a job, and time for a busy machine


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    aws = quick_aws(tmp_path_factory.mktemp("clock"), "clock-simulator", COUNT_LAG)
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


def test_is_ahead_until_all_counts_are_final(settling):
    scene = settling.scene
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
