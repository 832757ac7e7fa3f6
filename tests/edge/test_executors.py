import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from functools import partial
from pathlib import Path

import pytest

from gazeta.edge.executors import (
    MOST_JOBS,
    Processes,
    StartMethod,
    WorkerFailed,
    WorkerLost,
    default_jobs,
    local_pool,
)

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


def add(one: int, other: int) -> int:
    return one + other


def long(size: int, number: int) -> bytes:
    return b"x" * size * (number + 1)


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


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_do_the_same_however_they_begin(method: StartMethod) -> None:
    if method == "fork" and sys.platform != "linux":
        pytest.skip("processes are spawned here")
    assert list(Processes(2, method).map(double, range(6))) == [2 * number for number in range(6)]


def test_one_job_stays_here_and_more_do_not() -> None:
    with local_pool(1) as pool:
        assert set(pool.map(process, range(4))) == {os.getpid()}
    with local_pool(2) as pool:
        assert os.getpid() not in set(pool.map(process, range(4)))


def test_the_same_processes_do_one_thing_after_the_other() -> None:
    with local_pool(2) as pool:
        first = set(pool.map(process, range(8)))
        assert len(first) == 2
        assert set(pool.map(process, range(8))) == first
        assert list(pool.map(double, range(4))) == [0, 2, 4, 6]


def test_two_things_are_done_at_once_by_processes_of_their_own() -> None:
    with local_pool(2) as pool:
        slow = pool.map(process, range(6))
        first = {next(slow)}
        assert list(pool.map(double, range(4))) == [0, 2, 4, 6]
        others = set(pool.map(process, range(4)))
        assert len(first | set(slow)) == 2
        assert not (first & others)


def test_a_task_brings_its_own_data() -> None:
    with local_pool(2) as pool:
        for offset in (7, 8):
            assert list(pool.map(partial(add, offset), [1, 2, 3])) == [1 + offset, 2 + offset, 3 + offset]


def test_a_worker_that_dies_is_reported() -> None:
    with local_pool(2) as pool, pytest.raises(WorkerLost, match="ended before its work was done"):
        list(pool.map(die, range(6)))


def test_what_a_task_raises_is_raised_here() -> None:
    with local_pool(2) as pool, pytest.raises(WorkerFailed, match="LookupError: number three") as raised:
        list(pool.map(fail, range(6)))
    assert "in fail" in raised.value.__notes__[0]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(how)
        parent.wait(timeout=120)
    deadline = time.monotonic() + 120
    while any(map(is_alive, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text() if Path(f"/proc/{pid}").exists() else True


@pytest.mark.parametrize("size", [10, 3_000_000])
def test_who_stops_asking_ends_the_workers(size: int) -> None:
    """Also while they are in the middle of a long answer."""
    before = children()
    with local_pool(3) as pool:
        results = pool.map(partial(long, size), range(40))
        assert len(next(results)) == size
        assert len(children() - before) == 3
        results.close()
    assert children() <= before


def children() -> set[int]:
    return {process.pid or 0 for process in multiprocessing.active_children()}


@pytest.mark.parametrize("delay", [0.05, 0.15, 0.25, 0.35, 0.45])
def test_ctrl_c_at_any_time_leaves_neither_processes_nor_noise(delay: float) -> None:
    code = ENDLESS.replace("time.sleep(60)", "time.sleep(0.01); return b'x' * 5_000_000").replace(
        "[1, 2, 3, 4]", "range(9999)"
    )
    code = f"import signal\ntry:\n{textwrap.indent(code, '    ')}\nexcept KeyboardInterrupt:\n    pass\n"
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        parent.stdout.readline()
        time.sleep(delay)
        os.killpg(parent.pid, signal.SIGINT)
        assert parent.wait(timeout=120) == 0
        assert parent.stderr.read() == b""
        with pytest.raises(ProcessLookupError):
            os.killpg(parent.pid, 0)


def test_jobs_are_few() -> None:
    assert 1 <= default_jobs() <= MOST_JOBS
