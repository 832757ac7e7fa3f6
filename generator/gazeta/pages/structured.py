"""JSON-LD: one `@graph` a page, in schema.org's terms."""

from typing import Any

from gazeta.core.json_text import script_json
from gazeta.core.text import Text
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.story_sources import Editions, WrittenSource
from gazeta.pages.views import ArticlePage, Link
from gazeta.sources.config.publishers import Publisher

Node = dict[str, Any]


def graph(*nodes: Node | None) -> str:
    """The JSON text of a page's graph, safe inside `<script>`."""
    return script_json({"@context": "https://schema.org", "@graph": [node for node in nodes if node]})


def organization(locale: LocaleContext) -> Node:
    """The newsroom, with an `@id` that is the same on all pages of all locales."""
    config = locale.config
    name = config.title.pick(config.chain(config.default_locale))
    node: Node = {
        "@type": "NewsMediaOrganization",
        "@id": f"{config.base_url}/#organization",
        "name": name.value,
        "url": f"{config.base_url}/",
    }
    if config.logo:
        node["logo"] = {"@type": "ImageObject", "url": whole(locale, config.logo)}
    return node


def website(locale: LocaleContext, title: Text) -> Node:
    """The site as a locale's readers know it."""
    return {
        "@type": "WebSite",
        "name": title.value,
        "url": locale.absolute(locale.routes.root(locale.tag)),
        "inLanguage": locale.tag,
        "publisher": {"@id": f"{locale.config.base_url}/#organization"},
    }


def breadcrumb(locale: LocaleContext, links: tuple[Link, ...]) -> Node | None:
    """The breadcrumb as the page shows it."""
    if len(links) < 2:
        return None
    items = [
        {"@type": "ListItem", "position": number, "name": link.label.value, "item": whole(locale, link.url)}
        for number, link in enumerate(links, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def whole(locale: LocaleContext, url: str) -> str:
    """A link of the site's pages as a whole address."""
    routes = locale.routes
    if not url.startswith("/"):
        return url
    return routes.base_url + url.removeprefix(routes.base_path)


def news_article(locale: LocaleContext, page: ArticlePage, canonical: str, edition: WrittenSource) -> Node:
    """The article. `inLanguage` is the body's language; the credited publisher is never our `publisher`."""
    url, source = f"{locale.config.base_url}/#organization", edition.source
    node: Node = {
        "@type": "NewsArticle",
        "@id": f"{canonical}#article",
        "mainEntityOfPage": canonical,
        "headline": page.title.value,
        **_dates(page),
        "inLanguage": page.lang,
        "isAccessibleForFree": True,
        "author": _authors(page) or [_publisher(source) if source else {"@id": url}],
        "publisher": {"@id": url},
    }
    if edition.abstract:
        node["description"] = edition.abstract.value
    if page.words:
        node |= {"wordCount": page.words, "timeRequired": f"PT{max(page.minutes, 1)}M"}
    if page.image:
        node["image"] = [whole(locale, page.image.url)]
    if page.tags:
        node["keywords"] = [tag.value for tag in page.tags]
    if len(page.breadcrumb) > 1:
        node["articleSection"] = page.breadcrumb[-1].label.value
    if source:
        node["isBasedOn"] = {"@type": "NewsArticle", "publisher": _publisher(source)}
    return node


def _dates(page: ArticlePage) -> Node:
    dates = {"datePublished": page.published, "dateModified": page.updated or page.published}
    return {name: stamp.iso for name, stamp in dates.items() if stamp}


def translations(locale: LocaleContext, story: Editions[WrittenSource]) -> Node:
    """How the edition that a reader gets relates to its original, or the original to its translations.

    `translationOfWork` and `workTranslation` name each other, each by the article's canonical page.
    """
    number = story.shown[locale.column]
    ids = locale.share(_ids, story)
    original = next((id_ for id_, edition in zip(ids, story.editions, strict=True) if edition.original), None)
    if number is not None and not story.editions[number].original:
        return {"translationOfWork": {"@id": original}} if original else {}
    others = [{"@id": other} for other in ids if other != original]
    return {"workTranslation": others} if others else {}


def _ids(locale: LocaleContext, story: Editions[WrittenSource]) -> tuple[str, ...]:
    """What structured data calls the editions of a story."""
    homes = zip(story.editions, story.homes, strict=True)
    return tuple(f"{locale.absolute(locale.path(edition, home))}#article" for edition, home in homes)


def _authors(page: ArticlePage) -> list[Node]:
    nodes = []
    for author in page.authors:
        node: Node = {"@type": "Person", "name": author.name.value}
        if author.url:
            node["url"] = author.url
        nodes.append(node)
    return nodes


def _publisher(source: Publisher) -> Node:
    node: Node = {"@type": "Organization", "name": source.name.value}
    if source.url:
        node["url"] = source.url
    return node
