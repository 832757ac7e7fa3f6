"""The shipped theme: budgets, what its templates may not hold, and that its phrases are in the template catalog."""

import itertools
import re
import zlib

import pytest
from babel.messages.pofile import read_po
from lxml import html

from gazeta.theming.templates.extraction import phrases_in
from theming.samples import (
    EDITIONS,
    PAGES,
    ROOT,
    article,
    card,
    front,
    image,
    listing,
    renderer,
    theme,
)

OWN = {name: source for name, (_, source) in theme().templates.items() if not name.startswith("broadsheet/")}
CSS = theme().assets["broadsheet.css"].decode()
SCRIPT = theme().assets["broadsheet.js"].decode()


@pytest.mark.parametrize(("data", "limit"), [(CSS, 8_000), (SCRIPT, 2_000)])
def test_budgets(data: str, limit: int) -> None:
    """The budget is for brotli, which is smaller than deflate throughout."""
    assert len(zlib.compress(data.encode(), 9)) <= limit


@pytest.mark.parametrize("name", OWN)
def test_no_inline_script_style_or_handler(name: str) -> None:
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", OWN[name], re.IGNORECASE)
    for script in re.findall(r"<script[^>]*>", OWN[name]):
        assert "src=" in script or re.search(r'type="application/(ld\+)?json"', script)


@pytest.mark.parametrize("name", OWN)
def test_safe_is_for_markup_and_json_alone(name: str) -> None:
    values = set(re.findall(r"\{\{\s*([^}]*?)\|\s*safe", OWN[name]))
    assert values <= {"page.body", "item.answer", "locale.time_table", "page.head.json_ld"}


def test_phrases_are_those_of_the_template_catalog() -> None:
    used = {wanted.context or wanted.msgid for wanted in phrases_in(OWN)}
    with (ROOT / "locales" / "gazeta.pot").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id and message.context is None}
    assert used <= known
    elsewhere = {"Front page", "Page not found", "Back to the text", "%(date)s at %(time)s"}  # in views and bodies
    assert known - used == elsewhere


def test_the_script_needs_no_other_words_than_the_tables() -> None:
    assert "Intl" not in SCRIPT
    assert not re.search(r"setInterval|setTimeout|eval|aria-live", SCRIPT)


def test_the_style_sheet_mirrors_itself() -> None:
    physical = r"(?<![\w-])(margin|padding|border)-(left|right|top|bottom)\b|(?<![\w-])(left|right)\s*:|text-align:\s*(left|right)"
    assert not re.search(physical, CSS)
    assert "@import" not in CSS
    assert "url(" not in CSS


def parsed(name: str, page: object, tag: str = "pt-BR", **changes: object) -> html.HtmlElement:
    return html.document_fromstring(renderer(tag, **changes).render(name, page))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "number"), [(n, i) for n in PAGES if n.endswith(".html") for i in range(len(PAGES[n]))]
)
def test_documents_are_well_built(name: str, number: int) -> None:
    document = parsed(name, PAGES[name][number])
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(document.xpath("//@aria-labelledby")) <= set(ids)
    if name in {"recent.html", "redirect.html"}:
        return
    assert len(document.xpath("//h1")) == 1
    assert len(document.xpath("//main")) == 1
    assert document.xpath("string(//a[1]/@href)") == "#gz-main"
    levels = [int(heading.tag[1]) for heading in document.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert document.xpath("string(//script[@src]/@integrity)").startswith("sha384-")
    assert document.xpath("string(//link[@rel='stylesheet']/@integrity)").startswith("sha384-")
    policy = document.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_foreign_body_has_a_notice_and_leads_to_translations() -> None:
    notice = parsed("article.html", article()).xpath("//*[@class='notice']")[0]
    assert "inglês" in notice.text_content()
    assert notice.xpath(".//a/@href") == ["/a/", "/ar/a/"]
    assert notice.xpath(".//a/@hreflang") == ["en", "ar"]
    assert not parsed("article.html", article(foreign=False)).xpath("//*[@class='notice']")


def test_the_switcher_tells_translations_from_fallbacks() -> None:
    menu = parsed("article.html", article()).xpath("//*[@class='edition-menu']")[0]
    groups = [group.xpath(".//a/@hreflang") for group in menu.xpath("./ul")]
    assert groups == [["en", "ar"], ["pt-BR"]]
    assert menu.xpath(".//a[@aria-current='page']/@href") == ["/pt-br/a/"]
    one = parsed("article.html", article(editions=EDITIONS[:1]))
    assert not one.xpath("//*[@class='editions']")


def test_contents_from_four_headings_on() -> None:
    page = article()
    assert len(parsed("article.html", page).xpath("//nav[@class='contents']//a")) == 4
    assert not parsed("article.html", article(headings=page.headings[:3])).xpath("//nav[@class='contents']")


def test_questions_are_details_whose_summary_is_the_question() -> None:
    details = parsed("article.html", article()).xpath("//*[@class='questions']/details")[0]
    assert details.find("summary").text_content() == "Why?"
    assert details.find("summary").get("lang") == "en"


def test_one_copy_of_each_text_on_a_card() -> None:
    made = parsed("article.html", article(related=(card("Only once", image=image("Only once")),)))
    related = made.xpath("//*[@class='related']")[0]
    assert html.tostring(related, encoding="unicode").count("Only once") == 1
    assert related.xpath(".//img/@alt") == [""]
    assert related.xpath("string(.//article//a/@href)") == "/markets/a-card/"


def test_the_head() -> None:
    document = parsed("article.html", article())
    assert document.xpath("//meta[@property='og:type']/@content") == ["article"]
    assert document.xpath("//meta[@name='twitter:card']/@content") == ["summary"]
    assert document.xpath("//meta[@name='robots']/@content") == ["max-image-preview:large"]
    assert document.xpath("//link[@rel='canonical']/@href") == ["https://news.example.org/a/"]
    assert document.xpath("//link[@rel='alternate'][@hreflang]/@hreflang") == ["en", "x-default"]
    assert document.xpath("//link[@type='application/atom+xml']/@href") == ["/feed.xml"]
    assert not parsed("article.html", article(), feed="").xpath("//*[@type='application/atom+xml']")


def test_the_front_page_has_a_lead_two_seconds_and_the_rest() -> None:
    document = parsed("front.html", front(14))
    assert len(document.xpath("//article[contains(@class, 'lead')]")) == 1
    assert len(document.xpath("//article[contains(@class, 'second')]")) == 2
    assert len(document.xpath("//*[@class='latest']//article")) == 11
    assert len(document.xpath("//*[@class='block']//article")) == 4
    assert document.xpath("count(//img[not(@loading='lazy')])") <= 1


def test_an_older_pages_title_has_its_number() -> None:
    assert "Page ۳" in parsed("section.html", listing(), "fa").xpath(
        "string(//*[@class='list-head'])"
    ) or "۳" in parsed("section.html", listing(), "fa").xpath("string(//*[@class='list-head'])")


def test_a_correction_and_a_status_badge() -> None:
    document = parsed("article.html", article())
    assert "2 de junho de 2026" in document.xpath("string(//*[@class='corrections'])")
    assert document.xpath("//*[@class='badge']")
    assert not parsed("article.html", article(status="live")).xpath("//*[@class='badge']")


def test_every_shipped_template_is_reached_by_a_sample() -> None:
    reached: set[str] = set()
    for name, pages in PAGES.items():
        made = renderer("pt-BR")
        for page in pages:
            made.render_slowly(name, page)
        reached |= {key[1] for key in made._whole.cache}  # type: ignore[union-attr]
    assert reached >= set(OWN)
