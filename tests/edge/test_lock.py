import os
import subprocess
import sys
from pathlib import Path

import pytest

from gazeta.edge.lock import Held, destination_lock
from gazeta.edge.user_error import Trouble

HOLDER = """
import sys, time
from pathlib import Path
from gazeta.edge.lock import destination_lock
with destination_lock(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".gazeta"


def holder(public: Path, state: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(public), str(state)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    process.stdout.close()
    return process


def test_the_second_builder_is_told_who_the_first_one_is(tmp_path: Path, state: Path) -> None:
    public = tmp_path / "public"
    process = holder(public, state)
    try:
        with (
            pytest.raises(Held, match=rf"process {process.pid}, since \d{{4}}-") as raised,
            destination_lock(public, state, 0.2),
        ):
            pass
        assert str(public) in raised.value.message
        with destination_lock(tmp_path / "elsewhere", state, 0.2):
            pass
    finally:
        process.kill()
        process.wait()


def test_a_killed_builder_leaves_a_lock_that_is_free(tmp_path: Path, state: Path) -> None:
    process = holder(tmp_path / "public", state)
    process.kill()
    process.wait()
    with destination_lock(tmp_path / "public", state, 0):
        pass


def test_the_second_builder_waits_for_the_first(tmp_path: Path, state: Path) -> None:
    process = holder(tmp_path / "public", state)
    subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -9 {process.pid}"]).wait()
    with destination_lock(tmp_path / "public", state, 120):
        pass
    process.wait()


def test_a_folder_that_cannot_be_made_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(Trouble, match="cannot be written"),
        destination_lock(tmp_path / "public", tmp_path / "file" / "x"),
    ):
        pass


def test_a_damaged_signature_is_only_less_to_say(tmp_path: Path, state: Path) -> None:
    process = holder(tmp_path / "public", state)
    try:
        (lock,) = state.iterdir()
        lock.write_bytes(b"\xff")
        with pytest.raises(Held, match="is running"), destination_lock(tmp_path / "public", state, 0.1):
            pass
    finally:
        process.kill()
        process.wait()
