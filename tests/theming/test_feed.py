"""Atom by RFC 4287, sitemaps by the protocol 0.9, robots.txt by RFC 9309."""

from urllib.robotparser import RobotFileParser

import feedparser
from lxml import etree

from theming.samples import PAGES, feed, news, renderer, sitemap

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tree(name: str, page: object) -> etree._Element:
    return etree.fromstring(renderer("pt-BR").render(name, page).encode())


def test_the_feed_is_read_by_a_feed_reader() -> None:
    read = feedparser.parse(renderer("pt-BR").render("feed.xml", feed()))
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.id for entry in read.entries] == [entry.id for entry in feed().entries]
    assert read.entries[0].tags[1].term == "比特币"


def test_what_rfc_4287_requires() -> None:
    root = tree("feed.xml", feed())
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
    links = {link.get("rel"): link for link in root.findall(f"{ATOM}link")}
    assert links["self"].get("href") == "https://news.example.org/feed.xml"
    assert links["alternate"].get("hreflang") == "pt-BR"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_languages() -> None:
    root = tree("feed.xml", feed())
    assert root.get(LANG) == "pt-BR"
    assert [entry.get(LANG) for entry in root.findall(f"{ATOM}entry")] == ["en", "en", "ar"]
    assert [e.get(LANG) for e in root.findall(f"{ATOM}entry/{ATOM}title")] == [None, None, "en"]
    assert [e.get(LANG) for e in root.findall(f"{ATOM}entry/{ATOM}category")] == [None, "zh", None, "zh"]
    assert [e.get("hreflang") for e in root.findall(f"{ATOM}entry/{ATOM}link")] == ["en", "en", "ar"]


def test_a_credited_publisher_contributes_or_is_the_author_when_nobody_is_named() -> None:
    first, second, third = tree("feed.xml", feed()).findall(f"{ATOM}entry")
    assert [first.findtext(f"{ATOM}{role}/{ATOM}name") for role in ("author", "contributor")] == [
        "Ana Souza",
        "华尔街日报",
    ]
    assert second.findtext(f"{ATOM}author/{ATOM}name") == "华尔街日报"
    assert second.find(f"{ATOM}contributor") is None
    assert third.find(f"{ATOM}contributor") is None
    author = second.find(f"{ATOM}author")
    assert author is not None
    assert author.get(LANG) == "zh"


def test_sitemaps() -> None:
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = tree("sitemap.xml", sitemap())
    assert root.tag == f"{namespace}urlset"
    assert next(loc.text for loc in root.iter(f"{namespace}loc")) == "https://news.example.org/a/?x=1&y=2"
    assert len(root.findall(f"{namespace}url/{namespace}lastmod")) == 1
    assert tree("sitemap.xml", sitemap(index=True)).tag == f"{namespace}sitemapindex"


def test_news_sitemaps() -> None:
    namespace, extension = (
        "{http://www.sitemaps.org/schemas/sitemap/0.9}",
        "{http://www.google.com/schemas/sitemap-news/0.9}",
    )
    urls = tree("news-sitemap.xml", news()).findall(f"{namespace}url")
    assert len(urls) == 2
    first = urls[0].find(f"{extension}news")
    assert first is not None
    assert first.findtext(f"{extension}publication/{extension}name") == "The Gazette & Mail"
    assert first.findtext(f"{extension}publication/{extension}language") == "zh-cn"
    assert first.findtext(f"{extension}publication_date") == "2026-06-02T19:20:00+00:00"
    assert first.findtext(f"{extension}title") == "市场 <&> “news”"
    assert not list(tree("news-sitemap.xml", news(0)))


def test_robots() -> None:
    text = renderer("en").render("robots.txt", PAGES["robots.txt"][0])
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert parser.can_fetch("anything", "https://news.example.org/a/")
    assert parser.site_maps() == ["https://news.example.org/sitemap.xml?a=1&b=2"]
