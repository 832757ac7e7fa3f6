"""The documentation names what the code has, and nothing else."""

import re

from gazeta.core.codes import CODES
from gazeta.sources.config import read_config
from support import ROOT, article, resolved


def _table(path: str) -> set[str]:
    rows = re.findall(r"^\| (`.+?) \|", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}


def test_every_front_matter_key_is_documented_and_known() -> None:
    suggested = resolved({"m/a.md": article(zzz="1")})
    assert suggested[1] == ["content/m/a.md:4:1 unknown-key"]
    for key in _table("docs/writing.md"):
        _, found = resolved({"m/a.md": article(**({key: "x"} if key not in {"title", "date"} else {}))})
        assert not [item for item in found if "unknown-key" in item], key


def test_every_configuration_key_is_documented_and_known() -> None:
    _, found = read_config("zzz: 1\n" + "".join(f"{key}: x\n" for key in _table("docs/configuration.md")))
    assert [d.span.line for d in found if d.code == "unknown-key"] == [1]
    known = set(re.findall(r'fields\.\w+\(\s*"([a-z_]+)"', (ROOT / "generator/gazeta/sources/config.py").read_text()))
    assert known - {"url_prefix"} <= _table("docs/configuration.md")


def test_every_code_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", (ROOT / "docs/diagnostics.md").read_text(), re.MULTILINE))
    assert documented == set(CODES)
