"""Times `gazeta build` on made-up newsrooms: pages, seconds (median of several runs) and peak memory.

`python bench/run.py [ARTICLES …]` (100 and 1,000 unless told otherwise).
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newsroom import LOCALES, write

RUNS = 5
BUILD = (sys.executable, "-m", "gazeta", "build", "--now", "2026-06-02T22:00:00Z", "--jobs")


def main(sizes: list[int]) -> None:
    print("| articles × locales | pages | jobs | median s | pages/s | peak MB (largest process) |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        for jobs in sorted({1, os.cpu_count() or 1}):
            _row(size, jobs)


def _row(size: int, jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        write(site, size)
        seconds = [_build(site, jobs) for _ in range(RUNS)]
        pages = sum(1 for path in (site / "public").rglob("*.html"))
    median = statistics.median(seconds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"| {size} × {len(LOCALES)} | {pages} | {jobs} | {median:.2f} | {pages / median:.0f} | {peak} |", flush=True
    )


def _build(site: Path, jobs: int) -> float:
    for folder in ("public", ".gazeta"):
        shutil.rmtree(site / folder, ignore_errors=True)
    started = time.perf_counter()
    subprocess.run([*BUILD, str(jobs), "-s", str(site)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1_000])
