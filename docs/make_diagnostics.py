"""Writes docs/diagnostics.md from the table of codes: `python docs/make_diagnostics.py`."""

from pathlib import Path

from gazeta.core.codes import CODES

HEAD = """\
# Diagnostics

Every problem has a code that stays the same from release to release. An error keeps the site from being published; a
warning does not, unless `--strict` is given. (Made by `docs/make_diagnostics.py`.)

| code | severity | meaning |
|---|---|---|
"""

rows = "".join(f"| `{name}` | {code.severity} | {code.meaning} |\n" for name, code in CODES.items())
(Path(__file__).parent / "diagnostics.md").write_text(HEAD + rows, encoding="utf-8")
