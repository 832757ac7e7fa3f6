"""The documentation names what the code has, and nothing else."""

import re

from gazeta.core.codes import CODES
from gazeta.sources.config.site_config import read_config
from support import ROOT, article, resolved


def _table(path: str, heading: str = "") -> set[str]:
    """The keys in a page's tables, or in those below a heading and before the next."""
    text = (ROOT / path).read_text(encoding="utf-8")
    text = text.partition(f"{heading}\n")[2].partition("\n## ")[0] if heading else text
    rows = re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}


def test_every_front_matter_key_is_documented_and_known() -> None:
    suggested = resolved({"m/a.md": article(zzz="1")})
    assert suggested[1] == ["content/m/a.md:4:1 unknown-key"]
    for key in _table("docs/writing.md"):
        _, found = resolved({"m/a.md": article(**({key: "x"} if key not in {"title", "date"} else {}))})
        assert not [item for item in found if "unknown-key" in item], key


def test_every_configuration_key_is_documented_and_known() -> None:
    _, found = read_config(
        "zzz: 1\n" + "".join(f"{key}: x\n" for key in _table("docs/configuration.md", "# site.yaml"))
    )
    assert [d.span.line for d in found if d.code == "unknown-key"] == [1]
    known = set(
        re.findall(
            r'fields\.\w+\(\s*"([a-z_]+)"', (ROOT / "generator/gazeta/sources/config/site_config.py").read_text()
        )
    )
    read = (ROOT / "generator/gazeta/sources/config/locales.py").read_text()
    in_locales = set(re.findall(r'(?:nested|fields)\.\w+\(\s*"([a-z_]+)"', read)) - {"locales", "default_locale"}
    assert in_locales == _table("docs/configuration.md", "## Locales")
    assert known <= _table("docs/configuration.md", "# site.yaml")


def test_every_code_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", (ROOT / "docs/diagnostics.md").read_text(), re.MULTILINE))
    assert documented == set(CODES)
