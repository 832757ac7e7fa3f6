import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazeta.edge.executors import MOST_JOBS, WorkerLost, default_jobs, local_pool

ENDLESS = """
import os, sys, time
from gazeta.edge.executors import local_pool
def task(batch):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)
with local_pool(2) as pool:
    list(pool.map(task, [1, 2, 3, 4]))
"""


def double(number: int) -> int:
    time.sleep(0.01 * (5 - number % 5))
    return 2 * number


def process(_number: int) -> int:
    return os.getpid()


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(number: int) -> int:
    if number == 3:
        raise LookupError("number three")
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    with local_pool(jobs) as pool:
        assert pool.width == jobs
        assert list(pool.map(double, range(20))) == [2 * number for number in range(20)]
        assert list(pool.map(double, range(3))) == [0, 2, 4]
        assert list(pool.map(double, [])) == []


def test_one_job_stays_here_and_more_do_not() -> None:
    with local_pool(1) as pool:
        assert set(pool.map(process, range(4))) == {os.getpid()}
    with local_pool(2) as pool:
        assert os.getpid() not in set(pool.map(process, range(4)))


def test_a_task_need_not_be_picklable_where_processes_fork() -> None:
    if sys.platform != "linux":
        pytest.skip("processes are spawned here")
    offset = 7
    with local_pool(2) as pool:
        assert list(pool.map(lambda number: number + offset, [1, 2, 3])) == [8, 9, 10]


def test_a_worker_that_dies_is_reported() -> None:
    with local_pool(2) as pool, pytest.raises(WorkerLost, match="ended before its work was done"):
        list(pool.map(die, range(6)))


def test_what_a_task_raises_is_raised_here() -> None:
    with local_pool(2) as pool, pytest.raises(LookupError, match="number three"):
        list(pool.map(fail, range(6)))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(how)
        parent.wait(timeout=10)
    deadline = time.monotonic() + 5
    while any(map(is_alive, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text() if Path(f"/proc/{pid}").exists() else True


def test_jobs_are_few() -> None:
    assert 1 <= default_jobs() <= MOST_JOBS
