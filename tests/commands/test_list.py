import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Gazeta = Callable[..., "CompletedProcess[str]"]


def write(news: Path, name: str, *lines: str) -> None:
    text = "\n".join(("---", f"title: {name}", *lines, "---", "", "Text.", ""))
    (news / f"content/world/{name}.md").write_text(text, encoding="utf-8")


def test_what_is_to_come_is_listed_by_the_instant_of_its_release(gazeta: Gazeta, news: Path) -> None:
    write(news, "late", "date: 2026-05-01", "publish_at: 2026-06-04T06:00:00Z")
    write(news, "soon", "date: 2026-06-03T06:00:00Z")
    write(news, "both", "date: 2026-06-09", "publish_at: 2026-06-03T07:00:00Z")
    write(news, "there", "date: 2026-06-01")
    write(news, "there.pt-BR", "date: 2026-06-03T08:00:00Z")
    write(news, "draft", "date: 2026-06-05", "draft: true")
    lines = gazeta("list", "future", "-s", "news").stdout.splitlines()
    assert [line.split()[:5] for line in lines] == [
        ["2026-06-03", "06:00", "scheduled", "world/soon", "en"],
        ["2026-06-03", "07:00", "scheduled", "world/both", "en"],
        ["2026-06-03", "08:00", "scheduled", "world/there", "pt-BR"],
        ["2026-06-04", "06:00", "scheduled", "world/late", "en"],
    ]
    listed = json.loads(gazeta("list", "future", "-s", "news", "--format", "json").stdout)["articles"]
    assert [article["releases"][0]["instant"][:16] for article in listed] == [
        "2026-06-03T06:00",
        "2026-06-03T07:00",
        "2026-06-03T08:00",
        "2026-06-04T06:00",
    ]
