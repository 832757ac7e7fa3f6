"""What a locale costs: cold builds of one newsroom for 1 to 46 readers' locales (`python bench/locales.py FOLDER`).

FOLDER is a site, such as one that `bench/newsroom.py` made; it is copied, and not changed. Each number of locales is
built three times in turn, output in memory where there is `/dev/shm`; printed are medians and a straight line through
them.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTS = (1, 8, 16, 24, 32, 40, 46)
ROUNDS = 3
NOW = "2026-06-02T22:00:00Z"
_SETTING = re.compile(r"^(locales|default_locale):.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Measures and prints."""
    shipped = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())
    tags = ["en", *(tag for tag in shipped if tag != "en")]
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        site = Path(folder) / "site"
        shutil.copytree(sys.argv[1], site, ignore=shutil.ignore_patterns("public", ".gazeta"))
        config = _SETTING.sub("", (site / "site.yaml").read_text())
        times: dict[int, list[float]] = {count: [] for count in COUNTS}
        for _ in range(ROUNDS):
            for count in COUNTS:
                (site / "site.yaml").write_text(f"{config}\nlocales: [{', '.join(tags[:count])}]\n")
                times[count].append(cold(site))
    medians = {count: statistics.median(found) for count, found in times.items()}
    slope, base = statistics.linear_regression(list(medians), list(medians.values()))
    for count, seconds in medians.items():
        print(f"{count:3} locales  {seconds:6.2f} s  line {base + slope * count:6.2f} s")
    fit = statistics.correlation(list(medians), list(medians.values())) ** 2
    print(f"{base:.2f} s and {slope * 1000:.0f} ms for each locale; r² = {fit:.4f}")


def cold(site: Path) -> float:
    """The seconds of a build that remembers nothing."""
    for name in ("public", ".gazeta"):
        shutil.rmtree(site / name, ignore_errors=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(site), "--now", NOW]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
