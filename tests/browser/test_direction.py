"""A page from right to left in Chromium: code, addresses and names in it are shown from left to right, sign by sign."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import serving

pytestmark = pytest.mark.browser

ARTICLE = """\
---
title: شركة تشتري أخرى
date: 2026-06-02T10:00:00
summary: ملخص
authors: [John Doe Jr.]
source: {name: "Example & Co. (UK)"}
tags: [C++, "محمد (1)"]
---
استخدم الوسم `<slot />` ثم `a.b("c");` هنا، وأيضا <kbd>Ctrl-C.</kbd>

انظر https://example.org/path/ للمزيد.

```js
const x = 1;
```
"""

EDGES = """(element) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (let at = 0; at < text.data.length; at++) {
      if (!text.data[at].trim()) continue;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      found.push(range.getBoundingClientRect().left);
    }
  return found;
}"""
"""Where each sign of an element begins, in the order of the text."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("direction")
    (folder / "content/world").mkdir(parents=True)
    (folder / "site.yaml").write_text(
        "base_url: https://a.example\ntitle: The Paper!\ncontent_language: en\nlocales: [en, ar]\n"
        "markdown: {html: sanitize}\n"
    )
    (folder / "content/world/_section.yaml").write_text("title: {en: World, ar: العالم}\n")
    (folder / "content/world/a.ar.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "content/world/a.md").write_text("---\ntitle: A\ndate: 2026-06-02T10:00:00\nsummary: s\n---\nText.\n")
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(folder), "--now", "2026-06-02T22:00:00Z"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    with serving(Path(folder) / "public") as address:
        yield address


@pytest.fixture
def page(chromium: Browser, served: str) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1000, "height": 900})
    opened.goto(f"{served}/ar/world/a/")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("selector", "text"),
    [
        (".body p code", "<slot />"),
        (".body p code", 'a.b("c");'),
        (".body kbd", "Ctrl-C."),
        (".body pre", "const x = 1;"),
        (".body a", "https://example.org/path/"),
        (".facts bdi", "John Doe Jr."),
        (".facts bdi", "Example & Co. (UK)"),
        (".topics bdi", "C++"),
        (".foot-name bdi", "The Paper!"),
        (".nameplate", "The Paper!"),
    ],
)
def test_signs_stand_from_left_to_right(page: Page, selector: str, text: str) -> None:
    edges = page.locator(selector, has_text=text).last.evaluate(EDGES)
    assert len(edges) >= len(text.replace(" ", ""))
    assert edges == sorted(edges)


def test_what_is_isolated_stands_where_the_page_has_it(page: Page) -> None:
    assert page.locator("html").evaluate("(html) => getComputedStyle(html).direction") == "rtl"
    for selector in (".body p code", ".body pre", ".body kbd"):
        style = "(element) => { const s = getComputedStyle(element); return [s.direction, s.unicodeBidi]; }"
        assert page.locator(selector).first.evaluate(style) == ["ltr", "isolate"]
    name, foot = (page.locator(selector).bounding_box() for selector in (".foot-name bdi", ".foot"))
    assert name is not None
    assert foot is not None
    assert name["x"] + name["width"] > foot["x"] + foot["width"] * 0.9
