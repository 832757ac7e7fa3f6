"""`python tests/soak/run.py`: a newsroom's life for as long as one likes, in several processes.

A round is some walks of a hypothesis state machine; its number, which is its seed, is reported with what it found.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from soak.machine import soak
from soak.steps import replay
from soak.tally import Tally

WALKS, LENGTH = 20, 25

Round = tuple[int, Tally, str]
"""Its number, what it did, and the mismatch it found, if any."""


def say(text: str) -> None:
    """A line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def play(number: int, patience: float) -> Round:
    """One round."""
    tally = Tally()
    try:
        soak(number, WALKS, LENGTH, tally, patience=patience)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rounds go on
        return number, tally, f"{type(error).__name__}: {error}"
    return number, tally, ""


def rounds(asked: argparse.Namespace) -> tuple[Tally, int]:
    """Rounds until there are steps enough: what they did, and how many found a mismatch."""
    done, mismatches, number, began = Tally(), 0, asked.seed * 1_000_000, time.monotonic()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(asked.jobs, mp_context=context, max_tasks_per_child=1) as pool:
        under_way: set[Future[Round]] = set()
        while done.count < asked.steps or under_way:
            while len(under_way) < asked.jobs and done.count + len(under_way) * WALKS * LENGTH < asked.steps:
                under_way.add(pool.submit(play, number, asked.patience))
                number += 1
            ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for one in ended:
                seed, tally, mismatch = one.result()
                done, mismatches = done + tally, mismatches + bool(mismatch)
                say(f"round {seed}: {done.count} steps in {time.monotonic() - began:.0f} s")
                if mismatch:
                    say(f"MISMATCH in round {seed}\n{mismatch}\n")
    return done, mismatches


def main() -> int:
    """Soaks, and says what came of it; 1 if any build was not what a clean one is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    parser.add_argument("--patience", type=float, default=120, help="seconds to seek a shorter way to a mismatch")
    parser.add_argument("--replay", metavar="STEPS", help="the steps of a mismatch, as its report gives them")
    asked = parser.parse_args()
    if asked.replay:
        with tempfile.TemporaryDirectory() as folder:
            replay(Path(folder) / "desk", asked.replay.split())
        return 0
    began = time.monotonic()
    tally, mismatches = rounds(asked)
    for name, count in sorted(tally.steps.items()):
        say(f"{count:7} {name}")
    say("builds: " + ", ".join(f"{count} {kind}" for kind, count in tally.builds.most_common()))
    say("files changed: " + ", ".join(f"{count} {kind}" for kind, count in tally.changed.most_common()))
    seconds = time.monotonic() - began
    say(f"{tally.count} steps, seed {asked.seed}, {seconds:.0f} s, {mismatches} mismatches")
    return 1 if mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
