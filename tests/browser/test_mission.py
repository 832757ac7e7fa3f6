"""The page this project exists for, in a real browser: an English article, for Portuguese readers, credited in Chinese."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ADDRESS = "/pt-br/markets/bitcoin-liquidations/"


@pytest.fixture
def article(chromium: Browser, demo_site: str) -> Iterator[Page]:
    page = chromium.new_page()
    page.clock.set_fixed_time("2026-06-02T22:00:00Z")
    page.goto(demo_site + ADDRESS)
    yield page
    page.close()


def test_the_page_is_portuguese_and_the_article_english(article: Page) -> None:
    assert article.locator("html").get_attribute("lang") == "pt-BR"
    heading = article.locator("h1")
    assert heading.get_attribute("lang") == "en"
    assert "Bitcoin" in heading.inner_text()
    assert article.locator("[lang=en] p").first.inner_text()
    assert "não foi traduzido" in article.locator("body").inner_text()


def test_the_source_is_chinese_and_isolated(article: Page) -> None:
    source = article.locator("bdi", has_text="华尔街日报").first
    assert source.get_attribute("lang") == "zh-Hans"
    assert "Fonte" in article.locator("body").inner_text()


def test_labels_and_dates_are_portuguese(article: Page) -> None:
    text = article.locator("main").inner_text()
    assert "Publicado em 2 de junho de 2026" in text
    assert "Última atualização em 2 de junho de 2026" in text
    assert "Resumo" in text
    stamps = article.locator("main time").evaluate_all("all => all.map(time => time.dateTime)")
    assert "2026-06-02T18:10:00+00:00" in stamps


def test_questions_open_and_their_text_sticks_to_nothing(article: Page) -> None:
    assert article.get_by_role("heading", name="Perguntas relacionadas").is_visible()
    questions = article.locator("main details:has(summary)")
    assert questions.count() >= 5
    first = questions.filter(has_text="?").first
    question = first.locator("summary").inner_text().strip()
    assert question.endswith("?")
    assert first.locator("summary").get_attribute("lang") == "en" or first.locator("[lang=en]").count() > 0
    first.locator("summary").click()
    assert first.evaluate("details => details.open")


def test_related_cards_say_two_hours_ago_in_portuguese(article: Page) -> None:
    assert article.get_by_role("heading", name="Leituras relacionadas").is_visible()
    card = article.locator("main article", has_text="marsbit").first
    assert "Há 2h" in card.inner_text()
    link = card.get_by_role("link").first
    assert link.get_attribute("href") == "/pt-br/technology/ai-ipo-wave/"
    title = card.locator("[lang=en]").first
    assert title.count() == 1


def test_widgets_and_promotion(article: Page) -> None:
    assert article.get_by_role("link", name="Spot").is_visible()
    assert article.get_by_role("link", name="Futuros").is_visible()
    image = article.get_by_role("img", name="Reserve um lugar na nossa noite com os leitores")
    assert image.is_visible()
    assert image.evaluate("image => image.naturalWidth") > 0


def test_without_scripts_readers_see_dates(chromium: Browser, demo_site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_site + ADDRESS)
    card = page.locator("main article", has_text="marsbit").first
    assert "2 de jun. de 2026" in card.inner_text()
    assert "Há 2h" not in card.inner_text()
    assert page.get_by_role("heading", name="Perguntas relacionadas").is_visible()
    context.close()


def test_labels_move_on_with_the_browsers_clock(chromium: Browser, demo_site: str) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time("2026-06-03T01:30:00Z")
    page.goto(demo_site + ADDRESS)
    assert "Há 5h" in page.locator("main article", has_text="marsbit").first.inner_text()
    page.clock.set_fixed_time("2026-06-20T01:30:00Z")
    page.reload()
    text = page.locator("main article", has_text="marsbit").first.inner_text()
    assert "Há" not in text
    assert "2 de jun. de 2026" in text
    page.close()


def test_the_content_security_policy_is_kept(chromium: Browser, demo_site: str) -> None:
    page = chromium.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: problems.append(request.url))
    for path in ("/", ADDRESS, "/ar/", "/zh-hans/markets/", "/fa/markets/bitcoin-liquidations/"):
        page.goto(demo_site + path)
        page.wait_for_load_state("networkidle")
    assert problems == []
    page.close()


@pytest.mark.parametrize("path", ["/", ADDRESS, "/ar/markets/bitcoin-liquidations/", "/ja/", "/hi/policy/"])
def test_nothing_scrolls_sideways_at_320_pixels(chromium: Browser, demo_site: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(demo_site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_the_recent_list_is_put_in_place(article: Page) -> None:
    fragment = article.locator("[data-fragment]")
    if fragment.count():
        article.wait_for_function(
            "!document.querySelector('[data-fragment]')?.textContent.includes('primeira página')"
        )
