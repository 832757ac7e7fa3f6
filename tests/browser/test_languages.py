"""All shipped locales in Chromium: narrow screens, directions, labels, and the pseudo-locales (rules 31, 35, 38, 39, 57)."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import serving
from gazeta.core.language import direction
from gazeta.inspection.text_runs import see
from gazeta.theming.calendars import date_in
from gazeta.theming.relative_time import RelativeTime
from theming.samples import catalog_tags, phrases

pytestmark = pytest.mark.browser

NOT_IN_CHROMIUM = ("gl", "eu", "ka", "hy", "kk", "km", "my", "uz")
"""Languages that Chromium's own formats do not have: it would use its own locale's words."""
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
CJK_AND_INDIC = ("zh-Hans", "zh-Hant", "ja", "ko", "hi", "bn", "ta", "te", "mr", "th")

ARTICLE = """\
---
title: "{title}"
date: 2026-06-02T20:00:00Z
updated: 2026-06-02T21:00:00Z
summary: {summary}
source: {{name: 华尔街日报, lang: zh-Hans}}
authors: [Ana Lima, Béla Kun]
related: [{other}]
tags: [one, two]
questions: [{{q: Why?, a: "Because, as *they* say."}}]
---

A lead with a [link](other.md) in it, and enough words that it takes some lines on a narrow screen.

## A heading

{body}
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two articles in all locales, with the pseudo-locales."""
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "content/world").mkdir(parents=True)
    locales = ", ".join(tag for tag in catalog_tags() if tag != "en")
    (folder / "site.yaml").write_text(f"base_url: https://a.example\ntitle: The Paper\nlocales: [en, {locales}]\n")
    (folder / "content/world/_section.yaml").write_text("title: World\n")
    texts = {"one": ("A river rises", "other"), "other": ("A bridge falls", "one")}
    for name, (title, other) in texts.items():
        text = ARTICLE.format(
            title=title, summary="Some words on what it is.", other=other, body="Word by word. " * 120
        )
        (folder / f"content/world/{name}.md").write_text(text)
    command = [
        sys.executable,
        "-m",
        "gazeta",
        "build",
        "--pseudo",
        "-s",
        str(folder),
        "--now",
        "2026-06-02T22:00:00Z",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "public"


@pytest.fixture(scope="module")
def served(newsroom: Path) -> Iterator[str]:
    with serving(newsroom) as address:
        yield address


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-02T22:30:00Z")
    yield page
    context.close()


def prefix(tag: str) -> str:
    return "" if tag == "en" else f"/{tag.lower()}"


SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => resolve(sum), 50);
})"""


@pytest.mark.parametrize("tag", [*catalog_tags(), "en-XA", "ar-XB"])
def test_a_locale_on_a_narrow_screen(narrow: Page, served: str, tag: str) -> None:
    for path in ("/", "/world/one/", "/404.html"):
        narrow.goto(f"{served}{prefix(tag)}{path}")
        assert narrow.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert narrow.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
            tag,
            direction(tag),
        ]
        assert narrow.evaluate("getComputedStyle(document.querySelector('main')).direction") == direction(tag)
        assert narrow.evaluate(SHIFT) < 0.02, path
    assert narrow.evaluate("document.documentElement.textContent.includes('%(')") is False


@pytest.mark.parametrize("tag", [*NOT_IN_CHROMIUM, *RIGHT_TO_LEFT, *CJK_AND_INDIC])
def test_labels_are_the_catalogs_where_chromium_has_none(narrow: Page, served: str, tag: str) -> None:
    narrow.goto(f"{served}{prefix(tag)}/world/one/")
    label = narrow.locator(".related .stamp-relative").first.text_content()
    time = RelativeTime(tag, phrases(tag))
    assert label == time._counted("hour", 2)
    narrow.clock.set_fixed_time("2026-06-03T21:00:00Z")
    narrow.evaluate("dispatchEvent(new Event('pageshow'))")
    assert narrow.locator(".related .stamp-relative").first.text_content() == time._counted("day", 1)


def test_chromium_has_no_words_of_its_own_for_some_of_them(narrow: Page) -> None:
    """Should this fail, a newer Chromium knows more languages: the test above proves less than it did."""
    supported = "tags => Intl.RelativeTimeFormat.supportedLocalesOf(tags)"
    lacking = set(NOT_IN_CHROMIUM) - set(narrow.evaluate(supported, list(NOT_IN_CHROMIUM)))
    assert len(lacking) >= 5, lacking


def test_right_to_left_pages_are_mirrored(chromium: Browser, served: str) -> None:
    for tag in ("en", *RIGHT_TO_LEFT):
        page = chromium.new_page(viewport={"width": 1200, "height": 900})
        page.goto(f"{served}{prefix(tag)}/world/one/")
        box = page.locator(".breadcrumb li").first.bounding_box()
        assert box is not None
        assert (box["x"] + box["width"] / 2 > 600) is (direction(tag) == "rtl"), tag
        assert page.locator(".body").first.evaluate("node => getComputedStyle(node).direction") == "ltr"
        name = page.locator("bdi[lang='zh-Hans']").first
        assert name.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"
        page.close()


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_rule_57_no_word_of_the_interface_escapes_its_catalog(newsroom: Path, tag: str) -> None:
    from_cldr = re.compile(r"\b(The Paper|English|min|and|AM|PM|UTC|Jun|June)\b")  # dates, lists, names
    for path in (newsroom / tag.lower()).rglob("*.html"):
        for run in see(path.read_text(encoding="utf-8")).runs:
            words = re.findall("[A-Za-z]{2,}", from_cldr.sub("", run.text))
            assert run.lang != tag or not words, (path, run)


CALENDARS = {
    "persian": "fa",
    "buddhist": "th",
    "japanese": "ja",
    "roc": "zh-Hant",
    "hebrew": "he",
    "islamic-umalqura": "ar",
    "indian": "hi",
}


@pytest.mark.parametrize("calendar", CALENDARS)
def test_dates_in_other_calendars_are_those_of_another_implementation(chromium: Browser, calendar: str) -> None:
    tag, first = CALENDARS[calendar], date(1950, 1, 1)
    days = [
        first + timedelta(days=37 * number) for number in range(850)
    ]  # to 2036; ICU 77 errs in the Hebrew year 5806 (2045)
    page = chromium.new_page()
    shown = page.evaluate(
        """([tag, days]) => {
            const format = new Intl.DateTimeFormat(tag, {year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC'});
            return days.map(day => format.format(new Date(day)));
        }""",
        [f"{tag}-u-ca-{calendar}-nu-latn", [f"{day.isoformat()}T12:00:00Z" for day in days]],
    )
    page.close()
    assert [date_in(calendar, tag, day, "long") for day in days] == shown
