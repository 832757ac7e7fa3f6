"""The benchmark compares like with like: each engine's pages carry the parts that Gazeta's carry.

Engines that are not installed are left out with the reason that the benchmark itself would give: `make bench` installs
Hugo, Pelican and Eleventy, and what their pages lack stops it. What needs none of them is looked at always.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

BENCH = ROOT / "bench"
sys.path.append(str(BENCH))

import parts  # noqa: E402 - the benchmark is a folder of scripts
import rounds  # noqa: E402
from engines import Engine, find  # noqa: E402

pytestmark = pytest.mark.slow

COUNT = parts.FEWEST


def output(engine: Engine, folder: Path) -> Path:
    """A small site of an engine, built."""
    site, made = folder / engine.name, folder / f"{engine.name}-output"
    site.mkdir()
    engine.write(site, COUNT)
    run = subprocess.run(
        engine.build(made), cwd=site, env=rounds.ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return made


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output(find(["gazeta"], BENCH / ".venv")[0][0], tmp_path_factory.mktemp("reference"))


@pytest.mark.parametrize("name", ["hugo", "pelican", "eleventy"])
def test_peers_pages_carry_the_same_parts(name: str, reference: Path, tmp_path: Path) -> None:
    engines, missing = find([name], BENCH / ".venv")
    if not engines:
        pytest.skip(missing[0])
    assert parts.compare(COUNT, reference, {name: output(engines[0], tmp_path)}) == []
