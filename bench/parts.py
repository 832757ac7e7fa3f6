"""Whether the engines' pages carry the same parts: `python bench/parts.py ARTICLES GAZETA-OUTPUT OTHER-OUTPUT …`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html
from newsroom import LOCALES, SECTIONS, articles

ARTICLE = {
    "meta": "//meta[@charset or @name='viewport' or @name='description' or @name='robots' or @name='color-scheme']",
    "policy": "//meta[@http-equiv='Content-Security-Policy']",
    "canonical": "//link[@rel='canonical']",
    "Open Graph": "//meta[starts-with(@property,'og:') or starts-with(@property,'article:')]",
    "feed link": "//link[@type='application/atom+xml']",
    "assets": "//link[@rel='icon']|//link[@rel='stylesheet'][@integrity]|//script[@src][@integrity]",
    "time table": "//script[@id='gz-times']",
    "skip link": "//a[@class='skip']",
    "language menu": "//details[@class='editions']//a[@hreflang]",
    "current language": "//details[@class='editions']//a[@aria-current]",
    "nameplate": "//*[contains(@class,'nameplate')]/a",
    "sections": "//nav[@class='sections']//a",
    "breadcrumb": "//nav[@class='breadcrumb']//a",
    "headline": "//article[@class='article']//h1",
    "facts": "//div[@class='facts']/p",
    "date": "//div[@class='facts']//time[@datetime]",
    "notice": "//div[@class='notice']/p",
    "summary": "//section[@class='summary'][h2]/p",
    "paragraphs": "//div[@class='body']//p",
    "headings": "//div[@class='body']//h2[@id]",
    "links": "//div[@class='body']//a[@href]",
    "emphasis": "//div[@class='body']//em",
    "quotation": "//div[@class='body']/blockquote",
    "topics": "//section[@class='topics'][h2]//li",
    "questions": "//section[@class='questions'][h2]/details[summary]/div[@class='answer']/p",
    "cards": "//section[@class='related']//article",
    "card titles": "//section[@class='related']//article//h3/a[@href]",
    "card summaries": "//section[@class='related']//article//p[@class='card-summary']",
    "card dates": "//section[@class='related']//time[@datetime]/span[string-length(.)>4]",
    "card languages": "//section[@class='related']//span[@class='in-language']",
    "foot": "//footer//p/a|//footer/nav[1]//a",
    "foot languages": "//footer/nav[@class='foot-editions']//a[@hreflang]",
    "other languages": "//article//*[@lang='en']|//main//*[@class='related']//*[@lang='en']",
}
"""What an article's page has, and how it is counted."""
TEXTS = {
    "title": "//title",
    "headline": "//h1",
    "skip link": "//a[@class='skip']",
    "notice": "//div[@class='notice']/p[1]",
    "labels": "//h2[@class='label' or @class='rubric']",
    "summary": "//section[@class='summary']/p",
    "body": "//div[@class='body']",
    "topics": "//section[@class='topics']//li",
    "questions": "//section[@class='questions']//details",
    "cards": "//section[@class='related']//h3|//section[@class='related']//p[@class='card-summary']",
    "ages": "//section[@class='related']//span[@class='stamp-relative']",
}
"""What reads alike on an article's page, word by word."""
LIST = {
    "alternates": "//link[@rel='alternate'][@hreflang]",
    "canonical": "//link[@rel='canonical']",
    "languages": "//a[@hreflang][@lang or @aria-current][not(ancestor::article)]",
    "sections": "//nav[@class='sections']//a",
    "blocks": "//section[@class='block'][.//p[@class='more']/a]",
    "cards in blocks": "//section[@class='block']//article",
    "pages": "//nav[@class='pager']/a",
}
"""What a list's page has; how many cards its first page shows is each engine's own affair, but at least a dozen."""
MARKED = {"other languages", "card languages"}
"""Parts that the peers have in English too: they mark every text's language, which spares them a comparison."""
FEWEST = 24 * len(SECTIONS)
"""Articles from which every engine has older pages in every section: Gazeta begins one when it can fill it."""
LISTS = len(LOCALES) * (1 + len(SECTIONS))

Facts = dict[str, object]


def compare(count: int, reference: Path, others: dict[str, Path]) -> list[str]:
    """What differs between the reference's output and the others', as sentences; there should be none."""
    expected = facts(count, reference)
    return [
        sentence for name, output in others.items() for sentence in _differences(name, expected, facts(count, output))
    ]


def facts(count: int, output: Path) -> Facts:
    """All that is compared of an output."""
    stories = list(articles(count))
    sample = [stories[0], stories[count // 2], stories[-1]]
    found: Facts = {}
    for tag in ("en", "pt-BR", "ar"):
        root = output if tag == LOCALES[0] else output / tag.lower()
        for story in sample:
            page = _article(root / story.path, tag)
            found |= {f"{tag} {story.path}: {key}": value for key, value in page.items()}
        for path in ("", SECTIONS[0]):
            found |= {f"{tag} /{path}: {key}": value for key, value in _list(root / path).items()}
        found[f"{tag} 404: heading"] = _texts(_page(root / "404.html"), "//h1")
        found[f"{tag} feed: entries"] = _elements(root / "feed.xml", "entry")
    found["article pages"] = sum(1 for _ in output.rglob("story-*/index.html"))
    found["list pages"] = sum(1 for _ in output.rglob("page/*/index.html"))
    sitemaps = (path for path in output.rglob("*.xml") if not path.stem.endswith("-news"))  # only Gazeta has those
    found["addresses in sitemaps"] = sum(_elements(path, "url") for path in sitemaps)
    return found


def _differences(name: str, expected: Facts, found: Facts) -> Iterator[str]:
    for key, value in expected.items():
        if found[key] != value and not (key == "list pages" and _within(LISTS, value, found[key])):
            yield f"{name}: {key}: {found[key]!r} rather than {value!r}"


def _within(most: int, one: object, other: object) -> bool:
    """Gazeta's fronts keep what does not fill an older page, so that each list may have a page more elsewhere."""
    return isinstance(one, int) and isinstance(other, int) and abs(one - other) <= most


def _article(folder: Path, tag: str) -> Facts:
    page = _page(folder / "index.html")
    kinds = ARTICLE.keys() - MARKED if tag == LOCALES[0] else ARTICLE.keys()
    counts: Facts = {key: len(page.xpath(ARTICLE[key])) for key in sorted(kinds)}
    return counts | {f"text of {key}": _texts(page, path) for key, path in TEXTS.items()} | _structured(page)


def _list(folder: Path) -> Facts:
    page = _page(folder / "index.html")
    counts: Facts = {key: len(page.xpath(path)) for key, path in LIST.items()}
    cards = len(page.xpath("//article[.//time and .//a]")) - len(page.xpath(LIST["cards in blocks"]))
    return counts | {"a dozen cards": cards >= 12} | _structured(page)


def _structured(page: Any) -> Facts:
    """The types in a page's JSON-LD, each with its properties where it is the article."""
    graph = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)["@graph"]
    types = {item["@type"]: sorted(item) if item["@type"] == "NewsArticle" else [] for item in graph}
    return {"JSON-LD": sorted(types.items())}


def _page(path: Path) -> Any:
    return html.fromstring(path.read_bytes())


def _texts(page: Any, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in page.xpath(path)]


def _elements(path: Path, name: str) -> int:
    return sum(1 for node in etree.parse(path).iter("{*}" + name))


def main(count: int, reference: Path, *others: Path) -> None:
    """Prints what differs and fails if there is any."""
    differences = compare(count, reference, {str(output): output for output in others})
    print("\n".join(differences) or "The pages carry the same parts.")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), *(Path(output) for output in sys.argv[2:]))
