"""CommonMark's own examples, through the base configuration."""

import json

import pytest
from markdown_it import MarkdownIt

from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.cjk import CjkInline
from gazeta.sources.markdown.options import MarkdownOptions
from support import ROOT

EXAMPLES = json.loads((ROOT / "tests/cases/commonmark/commonmark.json").read_text(encoding="utf-8"))
BASE = MarkdownOptions(html="trusted", linkify=False, typography=False, extensions=False)


def test_there_are_652_of_them() -> None:
    assert len(EXAMPLES) == 652


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_example(example: dict[str, str]) -> None:
    body, found = render_body(example["markdown"], path="a.md", first_line=1, lang="en", options=BASE)
    assert body.prose.parts == (example["html"],)
    assert found == ()


def test_the_amendment_for_chinese_japanese_and_korean_changes_none_of_them() -> None:
    plain, amended = MarkdownIt("commonmark"), MarkdownIt("commonmark")
    amended.inline = CjkInline()
    different = [
        example["example"]
        for example in EXAMPLES
        if plain.render(example["markdown"]) != amended.render(example["markdown"])
    ]
    assert different == []
