"""Rules 29 to 41 of the project's list of standards, each by its number: markup, scripts, and CLDR.

Rule 36's equality of browser and build is `tests/browser/test_relative_time.py`, rule 57 and what needs a browser in 32,
35, 38 and 39 `tests/browser/test_languages.py`; rule 34's 64 environments are `tests/soak/test_environments.py`.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers
from lxml import etree, html

from gazeta.core.language import babel_locale, direction, parents, script
from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.engine.output import Output
from gazeta.inspection.detector import Detector
from gazeta.inspection.inspector import Inspector, problems_in
from gazeta.model.routes import Routes, path_of
from gazeta.pages.projections import age_of
from gazeta.pages.views import Relative
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from markup import first, value, words
from support import ROOT
from theming.samples import WEEK, catalog_tags, phrases, theme

BASE = "https://daily.gazeta.example"
NOW = datetime(2026, 6, 2, 22, 0, tzinfo=UTC)
CSS = theme().assets["broadsheet.css"].decode()
SCRIPT = theme().assets["broadsheet.js"].decode()
TEMPLATES = {name: text for name, (_, text) in theme().templates.items()}
LANGUAGES = ("en", "pt", "es", "fr", "de", "ru", "zh", "ja", "ko", "ar", "fa", "hi")

Page = etree._Element


@pytest.fixture(scope="module")
def pages(demo: Path) -> dict[str, Page]:
    """All pages for people, by their path."""
    found = (path for path in demo.rglob("*.html") if "fragments" not in path.parts)
    pages = {path.relative_to(demo).as_posix(): html.fromstring(path.read_bytes()) for path in found}
    return {name: page for name, page in pages.items() if page.find(".//meta[@http-equiv='refresh']") is None}


def ancestors(element: Page) -> Iterator[Page]:
    yield element
    yield from element.iterancestors()


def language_of(element: Page) -> str:
    return next(node.get("lang", "") for node in ancestors(element) if node.get("lang"))


def test_rule_29_every_text_stands_under_its_own_language(demo: Path, pages: dict[str, Page]) -> None:
    inspect = Inspector(languages=True, guess=Detector(LANGUAGES))
    files = [path for path in demo.rglob("*") if path.suffix in {".html", ".xml"}]
    outputs = (
        Output(path=p.relative_to(demo).as_posix(), rank="page", digest="", data=p.read_bytes()) for p in files
    )
    routes = Routes(base_url=BASE, prefixes={})
    assert problems_in(map(inspect, outputs), lambda file: routes.absolute(path_of(file))) == ()
    assert len(files) > 500
    page = pages["pt-br/markets/bitcoin-liquidations/index.html"]
    assert page.get("lang") == "pt-BR"
    foreign = {"title": "en", "h1": "en", "p.credit-line bdi": "zh-Hans", "div.body": "en", "section.summary p": "en"}
    for selector, lang in foreign.items():
        tag, _, rest = selector.partition(" ")
        name, _, kind = tag.partition(".")
        path = f".//{name}" + (f"[@class='{kind}']" if kind else "") + (f"//{rest}" if rest else "")
        assert language_of(first(page, path)) == lang, selector


def test_rule_30_attributes_are_in_the_language_of_their_element(pages: dict[str, Page]) -> None:
    labels = set()
    for page in pages.values():
        for element in page.iterfind(".//*[@aria-label]"):
            assert language_of(element) == page.get("lang"), etree.tostring(element)[:120]
            labels.add((page.get("lang"), element.get("aria-label")))
    assert ("pt-BR", "Editorias") in labels
    alts = {
        (language_of(image), value(image, "alt"))
        for page in pages.values()
        for image in page.iterfind(".//img[@alt]")
    }
    assert ("zh-Hans", "预订读者之夜的座位") in alts
    assert all(lang.startswith("ar") for lang, alt in alts if script_in(alt) == "Arab" and not lang.startswith("fa"))


def script_in(text: str) -> str:
    return "Arab" if re.search("[\u0620-\u064a]", text) else ""


def test_rule_31_directions_are_stated_and_never_overridden(demo: Path, pages: dict[str, Page]) -> None:
    seen = set()
    for name, page in pages.items():
        assert page.get("dir") == direction(value(page, "lang"))
        for element in page.iter("{*}*"):
            around = element.getparent()
            if element.get("lang") and around is not None and words(element).strip():
                turned = direction(value(element, "lang")) != direction(language_of(around))
                assert (element.get("dir") is not None) == turned, (name, etree.tostring(element)[:120])
                seen.add((element.tag, element.get("dir")))
    assert {("bdi", "rtl"), ("bdi", "ltr")} <= seen
    raw = re.compile("[\u202a-\u202e]|&#x202[a-e];|&#823[4-8];", re.IGNORECASE)
    assert not [path for path in demo.rglob("*.html") if raw.search(path.read_text(encoding="utf-8"))]
    physical = re.findall(r"(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|float\s*:", CSS)
    assert physical == [], "RTL pages are mirrored by logical properties"


def test_rule_32_scripts_are_set_as_their_readers_expect() -> None:
    assert not re.search(r"\[lang[*|^~$]?=", CSS), ":lang() knows what an attribute selector does not"
    for declaration in ("line-break: strict", "word-break: auto-phrase", "quotes: auto", "text-emphasis: filled dot"):
        assert declaration in CSS, declaration
    upright = re.search(r"^:is\((.*)\) \{[^}]*& :is\(em, i, [^}]*\{\s*font-style: normal;", CSS, re.MULTILINE)
    assert upright is not None
    assert {":lang(zh)", ":lang(ja)", ":lang(ko)", ":lang(ar)", ":lang(th)"} <= set(upright[1].split(", "))


def test_rule_33_links_into_other_languages_say_so_in_words(pages: dict[str, Page]) -> None:
    flags = re.compile("[\U0001f1e6-\U0001f1ff]|\U0001f3f4|\U0001f3f3")
    links = 0
    for name, page in pages.items():
        assert not flags.search(words(page)), name
        for link in page.iterfind(".//a[@hreflang]"):
            assert canonical_tag(value(link, "hreflang")) == link.get("hreflang")
            links += 1
        menu = page.findall(".//ul[@class='edition-list']//a")
        assert all(words(link).strip() and link.get("hreflang") for link in menu)
    assert links > 5_000
    card = first(pages["pt-br/index.html"], ".//span[@class='in-language']")
    assert words(card) == "(inglês)"


def test_rule_34_the_clock_and_zone_of_the_machine_are_nobodys_business(tmp_path: Path, demo: Path) -> None:
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "1780437600"}
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(ROOT), "-d", str(tmp_path / "public")]
    subprocess.run(command, env=environment, capture_output=True, check=True)
    for path in demo.rglob("*"):
        if path.is_file():
            assert (tmp_path / "public" / path.relative_to(demo)).read_bytes() == path.read_bytes(), path
    made = (path for floor in ("core", "sources", "model", "pages", "theming", "engine") for path in modules(floor))
    assert not [path for path in made if re.search(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|time\.time", path)]


def modules(floor: str) -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in (ROOT / "generator" / "gazeta" / floor).rglob("*.py"))


def test_rule_35_a_date_that_people_and_machines_can_read_stands_in_the_page(pages: dict[str, Page]) -> None:
    stamps = 0
    for name, page in pages.items():
        for time in page.iterfind(".//time"):
            instant = value(time, "datetime")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", instant), (name, instant)
            absolute = time.find("span[@class='stamp-absolute']")
            shown = words(absolute if absolute is not None else time).strip()
            assert shown, name
            assert not re.search(r"\d{4}-\d\d-\d\d", shown), "ISO 8601 is for machines"
            stamps += time.get("data-stamp") is not None
    assert stamps > 1_000


def test_rule_36_no_intl_in_the_browser_and_small_tables() -> None:
    assert not re.search(r"\bIntl\b|toLocale|navigator\.language", SCRIPT)
    tags = [identifier.replace("_", "-") for identifier in locale_identifiers()]
    sizes = {tag: len(RelativeTime(tag, Phrases(tag, ())).table(WEEK).encode()) for tag in tags}
    sizes |= {f"catalog {tag}": len(RelativeTime(tag, phrases(tag)).table(WEEK).encode()) for tag in catalog_tags()}
    assert len(tags) > 1_000
    assert max(sizes.values()) < 800, max(sizes, key=lambda tag: sizes[tag])


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-1, ""),
        (0, "now 0"),
        (59, "now 0"),
        (60, "minute 1"),
        (3_599, "minute 59"),
        (3_600, "hour 1"),
        (86_399, "hour 23"),
        (86_400, "day 1"),
        (WEEK - 1, "day 6"),
        (WEEK, ""),
    ],
)
def test_rule_37_units_by_floor(seconds: int, expected: str) -> None:
    age = age_of(NOW - timedelta(seconds=seconds), NOW, WEEK)
    assert (f"{age.unit} {age.count}" if age else "") == expected


def test_rule_38_labels_move_on_without_a_timer_or_an_announcement() -> None:
    assert {"pageshow", "visibilitychange"} <= set(re.findall(r'addEventListener\("(\w+)"', SCRIPT))
    assert not re.search(r"setInterval|setTimeout|requestAnimationFrame|requestIdleCallback", SCRIPT)
    assert not [name for name, text in TEMPLATES.items() if "aria-live" in text or 'role="status"' in text]


def test_rule_39_labels_begin_as_the_surface_wants() -> None:
    assert re.search(r"\.stamp-relative\)?::first-letter", CSS)
    stamp = re.search(r"(?m)^\.stamp-relative \{([^}]*)\}", CSS)
    assert stamp is not None
    assert "inline-block" in stamp[1]
    assert RelativeTime("pt-BR", phrases("pt-BR")).label(age(2)) == "Há 2h"


def age(hours: int) -> Relative:
    found = age_of(NOW - timedelta(hours=hours), NOW, WEEK)
    assert found is not None
    return found


def test_rule_40_babels_relative_times_are_not_called_and_ours_are_pinned() -> None:
    code = (path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    assert not [text for text in code if re.search(r"import.*format_timedelta|format_timedelta\((?!.*raises)", text)]
    golden = json.loads((Path(__file__).parent / "relative_times.json").read_text(encoding="utf-8"))
    made = {tag: labels(tag) for tag in golden}
    assert made == golden
    assert set(catalog_tags()) <= golden.keys()


def labels(tag: str) -> list[str]:
    """CLDR's labels and the catalog's, where there is one, at a few ages."""
    times = [RelativeTime(tag, Phrases(tag, ()))]
    if tag in catalog_tags():
        times.append(RelativeTime(tag, phrases(tag)))
    ages = (0, 60, 120, 5 * 60, 3_600, 2 * 3_600, 21 * 3_600, 86_400, 2 * 86_400, 5 * 86_400)
    known = [age_of(NOW - timedelta(seconds=seconds), NOW, WEEK) for seconds in ages]
    return [time.label(relative) for time in times for relative in known if relative]


@pytest.mark.parametrize(
    ("written", "tag", "written_in", "first_parent", "babel"),
    [
        ("pt", "pt", "Latn", "", "pt"),
        ("pt-AO", "pt-AO", "Latn", "pt-PT", "pt_AO"),
        ("zh-TW", "zh-TW", "Hant", "zh-Hant", "zh_Hant_TW"),
        ("iw", "he", "Hebr", "", "he"),
        ("cmn", "zh", "Hans", "", "zh"),
        ("zh-cmn-Hans-CN", "zh-Hans-CN", "Hans", "zh-Hans", "zh_Hans_CN"),
        ("zh-Hans-TW", "zh-Hans-TW", "Hans", "zh-Hans", "zh_Hans"),
        ("sh", "sr-Latn", "Latn", "sr-Latn", "sr_Latn"),
        ("en-XA", "en-XA", "Latn", "en", "en"),
        ("en-UK", "en-GB", "Latn", "en-001", "en_GB"),
        ("no-bok", "nb", "Latn", "no", "nb"),
        ("tl", "fil", "Latn", "", "fil"),
        ("prs", "fa-AF", "Arab", "fa", "fa_AF"),
        ("zh_hant_hk", "zh-Hant-HK", "Hant", "zh-Hant", "zh_Hant_HK"),
    ],
)
def test_rule_41_locales_are_canonical_with_their_parents(
    written: str, tag: str, written_in: str, first_parent: str, babel: str
) -> None:
    assert canonical_tag(written) == tag
    assert script(tag) == written_in
    assert next(iter(parents(tag)), "") == first_parent or first_parent == tag
    assert str(babel_locale(tag)) == babel


@pytest.mark.parametrize(
    ("written", "why", "hint"),
    [
        ("english", "“english” is not the tag of a known language.", "Write its tag, en."),
        ("xx", "“xx” is not the tag of a known language.", "Write a BCP 47 tag such as en or pt-BR."),
        ("pt-XQ", "“XQ” in “pt-XQ” is not a region.", "Write a code of ISO 3166-1 or UN M.49"),
        ("zh-Hanx", "“Hanx” in “zh-Hanx” is not a script.", "Write a code of ISO 15924"),
        ("ar-u-nu-latn", "“ar-u-nu-latn” has an extension, which is not for tags here.", "Write ar; digits"),
        ("", "“” is not the tag of a known language.", "Write a BCP 47 tag"),
    ],
)
def test_rule_41_what_is_no_locale_gets_a_clear_error(written: str, why: str, hint: str) -> None:
    with pytest.raises(UnknownTag) as caught:
        canonical_tag(written)
    assert caught.value.why == why
    assert caught.value.hint.startswith(hint)
