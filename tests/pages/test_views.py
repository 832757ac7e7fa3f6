from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import json, structs

from gazeta.core.text import Text
from gazeta.engine.memory import Forgetful, inside_of
from gazeta.engine.parse import read_inputs
from gazeta.engine.pool import Serial
from gazeta.pages.head import og_locale
from gazeta.pages.kinds.base import Page
from gazeta.pages.kinds.sitemaps import news_language
from gazeta.pages.kinds.table import kind_of, plan
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.locale_inputs import locale_inputs
from gazeta.pages.projections import Projections
from gazeta.pages.selection import news_keys
from gazeta.pages.views import ArticlePage, Relative
from support import SITE, article, no_progress, resolved, snapshot

FILES = {
    "_sources.yaml": "wsj: {name: 华尔街日报, lang: zh-Hans, url: 'https://wsj.example'}\n",
    "m/_section.yaml": "title: {en: Markets, pt: Mercados, zh: 市场, ar: أسواق, gl: Mercados}\n",
    "m/both.md": article("Both", summary="In two.", date="2026-06-02T19:30:00Z", body="## Part\n\nText."),
    "m/both.pt-BR.md": article("Ambos", date="", summary="Em duas.", body="## Parte\n\nTexto."),
    "m/english.md": article(
        "English",
        date="2026-06-02T18:00:00Z",
        summary="A summary.",
        source="wsj",
        authors="[Ana Lima]",
        related="[m/both]",
        body="See [both](both.md#part) and [[both]].",
        questions="\n  - q: Why?\n    a: Because of [[both]].",
    ),
}


def projections(files: dict[str, str] = FILES, site: str = SITE) -> Projections:
    return Projections(resolved(files, site=site)[0].model, {})


class Words:
    """Words that show where they stand."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def phrase(self, msgid: str) -> Text:
        return Text(value=f"<{msgid}>", lang=self.tag)

    def language_name(self, tag: str) -> str:
        return f"name of {tag}"

    def own_name(self, tag: str) -> str:
        return f"own {tag}"


def article_view(tag: str, key: str, site: str = SITE) -> ArticlePage:
    page = view(tag, "article", key, site)
    assert isinstance(page, ArticlePage)
    return page


def view(tag: str, kind: str, subject: str = "", site: str = SITE) -> Any:
    """What a locale's readers see of the first row of a kind, or of the one about a subject."""
    made = projections(site=site)
    locale = LocaleContext(tag, locale_inputs(made, dict.fromkeys(made.tags, ()), "", {})[tag], Words(tag))
    row = next(row for row in plan(made.model) if row.kind == kind and subject in ("", row.subject))
    memory = Forgetful()
    read_inputs(snapshot(FILES, site=site), Serial(), no_progress, memory)
    inputs = kind_of(row).inputs(made, row)
    bodies = {path: inside_of(inside) for path, inside in memory.insides(kind_of(row).bodies(inputs))}
    page = Page(row=row, locale=tag, path=dict(row.cells)[tag])
    return kind_of(row).view(locale, page, inputs, bodies)


def test_three_languages_on_one_page() -> None:
    page = article_view("pt-BR", "m/english")
    assert (page.lang, page.foreign) == ("en", True)
    assert page.source is not None
    assert (page.source.name.value, page.source.name.lang) == ("华尔街日报", "zh-Hans")
    assert [link.label.lang for link in page.breadcrumb] == ["pt-BR", "pt"]
    (card,) = page.related
    assert (card.title.value, card.lang, card.foreign) == ("Ambos", "pt-BR", False)
    assert card.published is not None
    assert card.published.relative == Relative(unit="hour", count=2)


def test_links_lead_to_the_readers_edition() -> None:
    page = article_view("pt-BR", "m/english")
    assert '<a href="/pt-br/m/both/">both</a>' in page.body
    assert '<a href="/pt-br/m/both/"><bdi lang="pt-BR">Ambos</bdi></a>' in page.body
    assert '<a href="/m/both/#part">both</a>' in article_view("en", "m/english").body


def test_links_say_when_the_target_is_in_another_language() -> None:
    body = article_view("ar", "m/english").body
    note = ' <small class="link-language" lang="ar" dir="rtl">'
    assert f'<a href="/ar/m/both/#part" hreflang="en">both</a>{note}' in body


def test_the_base_path_is_on_every_link() -> None:
    site = SITE.replace("https://news.example.org", "https://example.org/news")
    page = article_view("pt-BR", "m/english", site)
    assert 'href="/news/pt-br/m/both/"' in page.body
    assert page.related[0].url == "/news/pt-br/m/both/"
    assert page.head.canonical == "https://example.org/news/m/english/"


def test_canonical_and_hreflang_join_real_translations_only() -> None:
    assert article_view("pt-BR", "m/english").head.canonical == "https://news.example.org/m/english/"
    assert article_view("pt-BR", "m/english").head.alternates == ()
    both = article_view("pt-BR", "m/both")
    assert both.head.canonical == "https://news.example.org/pt-br/m/both/"
    assert [(link.hreflang, link.url) for link in both.head.alternates] == [
        ("en", "https://news.example.org/m/both/"),
        ("pt-BR", "https://news.example.org/pt-br/m/both/"),
        ("x-default", "https://news.example.org/m/both/"),
    ]
    assert both.head.alternates == article_view("en", "m/both").head.alternates
    assert article_view("pt-PT", "m/both").head.alternates == ()
    assert article_view("pt-PT", "m/both").head.canonical == both.head.canonical


def test_the_other_policy_keeps_every_page() -> None:
    page = article_view("pt-BR", "m/english", SITE + "untranslated: hreflang\n")
    assert page.head.canonical == "https://news.example.org/pt-br/m/english/"
    assert len(page.head.alternates) == 7


def test_the_switcher_tells_translations_from_fallbacks() -> None:
    links = {link.tag: link for link in article_view("pt-PT", "m/both").editions}
    assert links["pt-PT"].current
    assert [tag for tag, link in links.items() if link.translated] == ["en", "pt-BR", "pt-PT"]


def test_structured_data_credits_the_source_without_making_it_ours() -> None:
    page = article_view("pt-BR", "m/english")
    graph = json.decode(page.head.json_ld)["@graph"]
    news = next(node for node in graph if node["@type"] == "NewsArticle")
    assert news["inLanguage"] == "en"
    assert page.published is not None
    assert news["datePublished"] == "2026-06-02T18:00:00+00:00" == page.published.iso
    assert news["publisher"] == {"@id": "https://news.example.org/#organization"}
    assert news["isBasedOn"]["publisher"]["name"] == "华尔街日报"
    assert news["author"] == [{"@type": "Person", "name": "Ana Lima"}]
    assert ("article:published_time", page.published.iso) in page.head.og


def test_originals_and_translations_name_each_other() -> None:
    def node(tag: str, key: str) -> dict[str, object]:
        graph = json.decode(article_view(tag, key).head.json_ld)["@graph"]
        return next(node for node in graph if node["@type"] == "NewsArticle")

    original, translation = node("en", "m/both"), node("pt-BR", "m/both")
    assert original["workTranslation"] == [{"@id": translation["@id"]}]
    assert translation["translationOfWork"] == {"@id": original["@id"]}
    assert node("pt-PT", "m/both")["translationOfWork"] == {"@id": original["@id"]}
    assert not {"workTranslation", "translationOfWork"} & set(node("pt-BR", "m/english"))


def test_breadcrumb_is_the_same_to_people_and_machines() -> None:
    page = article_view("pt-BR", "m/english")
    crumbs = next(n for n in json.decode(page.head.json_ld)["@graph"] if n["@type"] == "BreadcrumbList")
    assert [item["name"] for item in crumbs["itemListElement"]] == [link.label.value for link in page.breadcrumb]
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("en-AU", "en_GB"),
        ("pt", "pt_BR"),
        ("pt-PT", "pt_PT"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("ar", "ar_AR"),
        ("es", "es_ES"),
        ("my", ""),
        ("no", "nb_NO"),
        ("es-MX", "es_LA"),
        ("zh-SG", "zh_CN"),
        ("zh-MO", "zh_HK"),
        ("fil", "tl_PH"),
        ("sw", "sw_KE"),
        ("sr-Latn", "sr_RS"),
    ],
)
def test_open_graph_locales(tag: str, expected: str) -> None:
    assert og_locale(tag) == expected


def test_a_feed_shows_what_the_front_shows_in_the_languages_of_its_articles() -> None:
    feed = view("pt-BR", "feed")
    assert [(entry.title.value, entry.lang) for entry in feed.entries] == [("Ambos", "pt-BR"), ("English", "en")]
    english = view("en", "feed")
    assert {entry.id for entry in feed.entries} & {entry.id for entry in english.entries} == {feed.entries[1].id}
    assert feed.updated == "2026-06-02T19:30:00+00:00"


def test_sitemaps_hold_canonical_pages_only() -> None:
    fronts, june = view("pt-BR", "fronts-sitemap").entries, view("pt-BR", "month-sitemap", "2026-06").entries
    assert [entry.url for entry in fronts] == ["https://news.example.org/pt-br/", "https://news.example.org/pt-br/m/"]
    assert [entry.url for entry in june] == ["https://news.example.org/pt-br/m/both/"]
    index = [entry.url.rpartition("/")[2] for entry in view("en", "sitemap-index").entries]
    assert index[:4] == ["en.xml", "en-news.xml", "en-2026-06.xml", "pt-br.xml"]


def test_a_news_sitemap_names_what_a_locale_published_in_the_last_two_days() -> None:
    """Rule 17 of the conformance rules: 48 hours, the language of the text, canonical pages only."""
    news = view("pt-BR", "news-sitemap")
    assert [(entry.url, entry.language, entry.title) for entry in news.entries] == [
        ("https://news.example.org/pt-br/m/both/", "pt", "Ambos")
    ]
    published = datetime.fromisoformat(news.entries[0].published)
    for seconds, count in ((-1, 0), (0, 1), (48 * 3600 - 1, 1), (48 * 3600, 0)):
        then = structs.replace(projections().model, now=published + timedelta(seconds=seconds))
        assert len(news_keys(then, "pt-BR")) == count


@pytest.mark.parametrize(
    ("tag", "named"),
    [("en-GB", "en"), ("zh-Hans", "zh-cn"), ("zh-TW", "zh-tw"), ("zh", "zh-cn"), ("gsw", "gsw"), ("sr-Latn", "sr")],
)
def test_news_languages_are_named_as_search_engines_want_them(tag: str, named: str) -> None:
    assert news_language(tag) == named


def test_fronts_of_all_locales_are_alternates() -> None:
    front = view("ar", "front")
    assert [link.hreflang for link in front.head.alternates] == [
        "en",
        "pt-BR",
        "pt-PT",
        "zh-Hans",
        "ar",
        "gl",
        "x-default",
    ]
    assert [card.title.value for card in front.cards] == ["Both", "English"]
    section = view("ar", "section", "m")
    assert (section.title.value, section.title.lang) == ("أسواق", "ar")
