"""The preview in Chromium: an edit, an error, its end; what the reader did to the page stays."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from preview.conftest import Serving
from preview.test_serve import address, an_article, edit

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(chromium: Browser, served: Serving) -> tuple[Page, Serving]:
    page = chromium.new_page(viewport={"width": 1000, "height": 500})
    page.goto(served.url + address(served.site, an_article(served.site)))
    page.wait_for_function(
        "performance.getEntriesByType('resource').some(entry => entry.name.includes('preview.js'))"
    )
    return page, served


def test_an_edit_appears_and_everything_else_stays(opened: tuple[Page, Serving]) -> None:
    page, served = opened
    article = an_article(served.site)
    edit(article, "\n".join(f"Line {number}.\n" for number in range(60)))
    page.get_by_text("Line 59.").wait_for(state="attached")
    page.evaluate("window.marked = true; document.querySelector('.editions').open = true")
    page.locator(".foot a").first.focus()
    page.evaluate("scrollTo(0, 700)")
    before = page.evaluate("scrollY")
    edit(article, "The last word.")
    page.get_by_text("The last word.").wait_for(state="attached")
    assert page.evaluate("window.marked"), "the page was not loaded anew"
    assert page.evaluate("document.querySelector('.editions').open")
    assert page.evaluate("document.activeElement.closest('.foot') !== null")
    assert page.evaluate("scrollY") == before


def test_an_error_is_shown_over_the_last_site_and_goes_away(opened: tuple[Page, Serving]) -> None:
    page, served = opened
    article = an_article(served.site)
    whole = article.read_text(encoding="utf-8")
    article.write_text(whole.replace("title:", "titel:", 1), encoding="utf-8")
    overlay = page.locator(".gz-preview-overlay")
    overlay.wait_for()
    assert "unknown-key" in overlay.inner_text()
    assert article.name in overlay.inner_text()
    assert "titel" in overlay.inner_text()
    assert page.locator("h1").first.inner_text()
    article.write_text(whole, encoding="utf-8")
    overlay.wait_for(state="detached")


def test_a_style_sheet_is_exchanged_without_loading_the_page(opened: tuple[Page, Serving]) -> None:
    page, served = opened
    page.evaluate("window.marked = true")
    css = page.evaluate("document.querySelector('link[rel=stylesheet][integrity]').href")
    (served.site / "assets").mkdir()
    (served.site / "assets/broadsheet.css").write_text("body { color: rgb(1, 2, 3); }\n")
    page.wait_for_function("() => getComputedStyle(document.body).color === 'rgb(1, 2, 3)'")
    assert page.evaluate("window.marked")
    assert page.evaluate("document.querySelector('link[rel=stylesheet][integrity]').href") != css


def test_the_page_breaks_no_policy_of_its_own(chromium: Browser, served: Serving) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served.url)
    edit(an_article(served.site), "More.")
    time.sleep(0.5)
    assert said == []
    page.close()


def test_another_origin_reads_nothing(chromium: Browser, served: Serving, demo_site: str) -> None:
    """A page of another server on this machine: not even whether an address exists."""
    page = chromium.new_page()
    page.route(f"{demo_site}/attack", lambda route: route.fulfill(body="<p>x</p>", content_type="text/html"))
    page.goto(f"{demo_site}/attack")
    ways: dict[str, Callable[[], object]] = {
        "fetch": lambda: page.evaluate("url => fetch(url).then(a => a.text(), () => '')", served.url),
        "events": lambda: page.evaluate(
            "url => new Promise(done => { const s = new EventSource(url + '/_gazeta/events');"
            "s.onmessage = m => done(m.data); s.onerror = () => done(''); })",
            served.url,
        ),
        "script": lambda: page.evaluate(
            "url => new Promise(done => { const s = document.createElement('script'); s.src = url + '/_gazeta/preview.js';"
            "s.onload = () => done('loaded'); s.onerror = () => done(''); document.body.append(s); })",
            served.url,
        ),
    }
    assert {way: read() for way, read in ways.items()} == {"fetch": "", "events": "", "script": ""}
    page.close()
