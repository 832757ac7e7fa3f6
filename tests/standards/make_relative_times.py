"""Writes relative_times.json anew, to be read over: `PYTHONPATH=generator:tests python tests/standards/make_relative_times.py`.

It pins what Babel's data and the catalogs say, so that an update of either cannot change readers' words unnoticed.
"""

import json
from pathlib import Path

from standards.test_language_rules import labels
from theming.samples import catalog_tags

BESIDES = (
    "af az be bs cy da et hr is lt lv mk mn ms nb ne pa pt si sk sl sq sr zu zh zh-HK es-419 fr-CA en-GB".split()
)

table = {tag: labels(tag) for tag in sorted({*catalog_tags(), *BESIDES})}
lines = (f"{json.dumps(tag)}: {json.dumps(found, ensure_ascii=False)}" for tag, found in table.items())
(Path(__file__).parent / "relative_times.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
