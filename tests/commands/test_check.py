"""What only a look at the whole site made can tell."""

from pathlib import Path

import msgspec

from commands.conftest import Gazeta


def test_templates_that_take_the_slow_way_are_counted(gazeta: Gazeta, news: Path) -> None:
    templates = news / "templates/parts"
    templates.mkdir(parents=True)
    (templates / "notice.html").write_text("{% set date = page.lang %}{{ date }}\n", encoding="utf-8")
    (templates / "ntoice.html").write_text("<p>never seen</p>\n", encoding="utf-8")
    run = gazeta("check", "-s", "news", "--format", "json")
    found = msgspec.json.decode(run.stdout)["diagnostics"]
    slow = [one for one in found if one["code"] == "slow-template"]
    assert [one["span"]["path"] for one in slow] == ["themes/broadsheet/templates/article.html"]
    assert "“date” another meaning" in slow[0]["message"]
    assert slow[0]["message"].split()[0].isdigit()
    assert [one["span"]["path"] for one in found if one["code"] == "unused-template"] == [
        "templates/parts/ntoice.html"
    ]


def test_the_theme_as_it_ships_takes_none(gazeta: Gazeta, news: Path) -> None:
    run = gazeta("check", "-s", "news", "--format", "json")
    assert [one["code"] for one in msgspec.json.decode(run.stdout)["diagnostics"]] == []
