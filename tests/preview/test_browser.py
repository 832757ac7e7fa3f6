"""The preview in Chromium: an edit, an error, its end; what the reader did to the page stays."""

import re
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Literal

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
    page.wait_for_function("css => document.querySelector('link[rel=stylesheet][integrity]').href !== css", arg=css)


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


RUN_AXE = """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
    .then(result => result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')))"""


def axe(page: Page) -> list[str]:
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def a_fuller_newsroom(site: Path) -> None:
    """Something for every part of the desk."""
    world = site / "content/world"
    world.mkdir(exist_ok=True)
    front = "---\ntitle: {}\ndate: 2026-06-01T10:00:00Z\n{}---\n\nText.\n"
    (world / "a.md").write_text(front.format("A draft", "draft: true\n"), encoding="utf-8")
    (world / "b.md").write_text(front.format("To come", "publish_at: 2026-06-09T10:00:00Z\n"), encoding="utf-8")
    (world / "c.md").write_text(front.format("Gone", "expires: 2026-06-02T10:00:00Z\n"), encoding="utf-8")
    (world / "d.md").write_text(front.format("Moved", "aliases: [/old/place/]\nsource: nobody\n"), encoding="utf-8")
    (world / "e.ar.md").write_text(front.format("عنوان", ""), encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar", "ja"])
def test_the_desk_is_clean_by_axe(
    chromium: Browser, preview: Callable[..., Serving], lang: str, scheme: Literal["light", "dark"]
) -> None:
    served = preview()
    a_fuller_newsroom(served.site)
    served.until("/_gazeta/", lambda text: "nobody" in text)
    page = chromium.new_page(color_scheme=scheme)
    page.goto(f"{served.url}/_gazeta/?lang={lang}")
    page.locator(".gz-preview-bar summary").click()
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.locator(".gz-preview-bar").get_attribute("lang") == lang
    assert page.locator(".problems li").count() >= 1
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_pages_with_the_toolbar_and_the_overlay_are_clean_by_axe(chromium: Browser, served: Serving) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(served.url)
    page.locator(".gz-preview-bar summary").click()
    assert axe(page) == []
    config = served.site / "site.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    page.locator(".gz-preview-overlay").wait_for()
    assert axe(page) == []
    context.close()


def test_the_desk_works_by_keyboard(chromium: Browser, served: Serving) -> None:
    """From a page to the desk, its language changed, and to the site as of another instant, without a mouse."""
    a_fuller_newsroom(served.site)
    (served.site / "content/world/d.md").unlink()
    served.until("/_gazeta/", lambda text: "To come" in text)
    page = chromium.new_page()
    page.goto(served.url)
    page.locator(".gz-preview-bar summary").wait_for()
    page.keyboard.press("Shift+Tab")  # the bar is the last of the page
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/_gazeta/")
    page.locator("#desk-lang").focus()
    page.keyboard.type("Deutsch")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Redaktionstisch").wait_for()
    page.locator(".gz-preview-bar summary").wait_for()  # the page's script is at work, which the button needs
    button = page.locator("button[data-gazeta-at^='2026-06-09']")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".gz-preview-bar strong").wait_for()
    assert page.locator("main").get_by_text("To come").first.is_visible()
    assert page.get_by_text("A draft").count() == 0
    page.close()


def test_focus_stays_on_what_a_change_moves(chromium: Browser, served: Serving) -> None:
    world = served.site / "content/world"
    for name, day in (("sooner", "09"), ("later", "12")):
        text = f"---\ntitle: {name}\ndate: 2026-06-01T10:00:00Z\npublish_at: 2026-06-{day}T10:00:00Z\n---\n\nText.\n"
        (world / f"{name}.md").write_text(text, encoding="utf-8")
    served.until("/_gazeta/", lambda text: "2026-06-12T" in text)
    page = chromium.new_page()
    page.goto(served.url + "/_gazeta/")
    page.locator(".gz-preview-bar summary").wait_for()
    page.locator("button[data-gazeta-at^='2026-06-12']").focus()
    (world / "sooner.md").unlink()
    page.locator("button[data-gazeta-at^='2026-06-09']").wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.gazetaAt").startswith("2026-06-12")
    page.close()


def test_the_site_as_of_another_instant_and_as_readers_see_it(chromium: Browser, served: Serving) -> None:
    a_fuller_newsroom(served.site)
    (served.site / "content/world/d.md").unlink()
    served.until("/", lambda text: "A draft" in text)
    page = chromium.new_page()
    page.goto(served.url)
    page.locator(".gz-preview-bar summary").click()
    assert page.get_by_text("A draft").count()
    page.get_by_role("button", name="As readers see it now").click()
    page.locator(".gz-preview-bar strong").wait_for()
    assert page.get_by_text("A draft").count() == 0
    assert page.get_by_text("To come").count() == 0
    page.get_by_label("Site as of").fill("2026-06-09T12:00")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("To come").first.wait_for()
    assert page.get_by_text("A draft").count() == 0
    page.get_by_role("button", name="Back to the present").click()
    page.get_by_text("A draft").first.wait_for()
    page.close()


def test_readers_of_other_locales_and_each_texts_language(opened: tuple[Page, Serving]) -> None:
    page, served = opened
    page.locator(".gz-preview-bar summary").click()
    links = page.locator(".gz-preview-bar li")
    assert links.count() == 3
    assert page.locator(".gz-preview-fallback").count(), "an article that is not translated says so"
    page.locator(".gz-preview-fallback a").first.click()
    page.wait_for_url(lambda url: "/culture/" in url and url.count("/") > 4)
    page.locator(".gz-preview-bar[lang=pt-BR] input").first.wait_for()
    page.locator(".gz-preview-bar label input[type=checkbox]").first.check()
    assert page.locator("h1[data-gazeta-foreign]").count(), "its title is in another language than the page"
    edit(an_article(served.site), "Another line.")
    page.get_by_text("Another line.").wait_for(state="attached")
    page.wait_for_timeout(200)
    assert page.locator("h1[data-gazeta-foreign]").count(), "and stays marked when the page changes"
    marked = page.evaluate("getComputedStyle(document.querySelector('h1[data-gazeta-foreign]'), '::before').content")
    assert marked == '"en"'


def test_the_browser_follows_to_what_changed(opened: tuple[Page, Serving]) -> None:
    page, served = opened
    here = page.url
    other = next(
        path
        for path in sorted((served.site / "content").rglob("*.md"))
        if path.name.count(".") == 1 and address(served.site, path) not in here and path.parent.name != "content"
    )
    edit(other, "Not followed.")
    page.wait_for_timeout(300)
    assert page.url == here
    page.locator(".gz-preview-bar summary").click()
    page.get_by_label("Follow changes").check()
    edit(other, "Followed.")
    page.wait_for_url(f"**{address(served.site, other)}")
    page.get_by_text("Followed.", exact=True).wait_for()


def test_errors_link_to_their_line_in_the_editor(chromium: Browser, preview: Callable[..., Serving]) -> None:
    served = preview("--editor", "zed")
    page = chromium.new_page()
    page.goto(served.url)
    article = an_article(served.site)
    article.write_text(article.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    link = page.locator(".gz-preview-overlay a").first
    link.wait_for()
    href = link.get_attribute("href") or ""
    assert href.startswith("zed://file/")
    assert f"{article.name}:2:1" in href
    page.close()


def test_the_desk_changes_with_the_site(chromium: Browser, served: Serving) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}/_gazeta/")
    page.locator(".gz-preview-bar").wait_for()
    a_fuller_newsroom(served.site)
    page.get_by_text("unknown-source").first.wait_for()
    (served.site / "content/world/d.md").unlink()
    page.get_by_role("link", name="A draft").wait_for()
    page.close()


def test_labels_are_those_of_the_previews_clock(chromium: Browser, preview: Callable[..., Serving]) -> None:
    """Under `--now` and as of another instant; the browser's own clock is years from both."""
    served = preview()
    story = "---\ntitle: New\ndate: 2026-06-02T19:30:00Z\n---\n\nText.\n"
    (served.site / "content/world/new.md").write_text(story, encoding="utf-8")
    served.until("/", lambda text: any(labels_in(text)))
    page = chromium.new_page()
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    page.goto(served.url)
    assert labels(page) == labels_in(served.get("/")[1])
    assert any(labels(page))
    assert page.evaluate("[new Date().toISOString(), Date.now(), new Date(0).getTime(), typeof Date()]") == [
        "2026-06-02T22:00:00.000Z",
        1780437600000,
        0,
        "string",
    ]
    cookie = f"gazeta-{served.port}"
    page.context.add_cookies([{"name": cookie, "value": "2026-06-04T12:00:00Z", "url": served.url}])
    page.reload()
    then = labels_in(served.get("/", Cookie=f"{cookie}=2026-06-04T12:00:00Z")[1])
    assert labels(page) == then
    assert then != labels_in(served.get("/")[1])
    page.close()


def labels(page: Page) -> set[str]:
    """Those of fragments too, which come later."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.stamp-relative')].map(label => label.textContent)"
    )
    return set(found)


def labels_in(text: str) -> set[str]:
    return set(re.findall(r'class="stamp-relative">([^<]*)<', text))
