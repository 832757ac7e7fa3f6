"""Passages of an article, the record of what was translated, and what has changed since."""

from gazeta.sources.translation.passages import passages
from gazeta.sources.translation.record import Record, changes_since, read_record, record_path, write_record

PATH = "content/m/a.md"
TEXT = """\
---
title: A title
date: 2026-06-01
summary: In short.
image: {src: a.png, alt: What it shows}
questions:
  - {q: Why?, a: Because.}
tags: [one, two]
---

Lead paragraph.

## First

Text.

```
# no heading
```

## First

More.
"""


def names(text: str) -> list[str]:
    return [passage.name for passage in passages(text.encode(), PATH)]


def changed(before: str, after: str) -> list[str]:
    record = Record(original=PATH, passages=passages(before.encode(), PATH))
    return [change.name for change in changes_since(record, passages(after.encode(), PATH))]


def test_an_article_in_passages() -> None:
    found = {passage.name: passage.text for passage in passages(TEXT.encode(), PATH)}
    assert list(found) == ["title", "summary", "tags", "image", "questions", "beginning", "First", "First (2)"]
    assert found["image"] == "What it shows"
    assert found["questions"] == "Why?\nBecause."
    assert found["First"] == "## First\n\nText.\n\n```\n# no heading\n```"
    assert names("no front matter") == []


def test_what_changed_has_a_place() -> None:
    assert changed(TEXT, TEXT) == []
    assert changed(TEXT, TEXT.replace("Because.", "For a reason.")) == ["questions"]
    assert changed(TEXT, TEXT.replace("More.", "Less.")) == ["First (2)"]
    assert changed(TEXT, TEXT.replace("## First\n\nText.", "## Second\n\nText.")) == ["Second", "First", "First (2)"]


def test_dates_line_breaks_and_what_no_reader_sees_do_not_count() -> None:
    assert changed(TEXT, TEXT.replace("2026-06-01", "2026-06-03").replace("a.png", "b.png")) == []
    assert changed(TEXT, TEXT.replace("Lead paragraph.", "Lead\nparagraph.  ")) == []
    assert changed(TEXT, TEXT.replace("\n\n## First", "\n\n\n\n## First")) == []


def test_a_record_comes_back_as_it_was() -> None:
    record = Record(original=PATH, passages=passages(TEXT.encode(), PATH))
    path = record_path("content/m/a.pt-BR.md")
    assert path == "translations/m/a.pt-BR.json"
    assert read_record(write_record(record), path) == (record, ())


def test_a_record_that_cannot_be_read_is_reported() -> None:
    for data in (b"", b"{", b'{"version": 2, "original": "a", "passages": []}', b"[1]"):
        record, found = read_record(data, "translations/m/a.pt.json")
        assert record is None
        assert [problem.code for problem in found] == ["bad-record"]


def test_how_lines_are_broken_counts_in_no_script() -> None:
    def fingerprint(text: str) -> str:
        return passages(f"---\ntitle: a\n---\n{text}\n".encode(), "content/a.md")[-1].fingerprint

    assert fingerprint("一二三\n四五") == fingerprint("一二\n三四五") != fingerprint("一二\n三四六")
    assert fingerprint("one two\nthree") == fingerprint("one\ntwo three") != fingerprint("onetwo three")
