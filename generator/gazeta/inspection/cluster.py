"""hreflang as it was made: is every link of the published pages answered, absolute, canonical and open?"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.inspection.text_runs import Entry, Seen

X_DEFAULT = "x-default"


class PageLinks(Struct, frozen=True, kw_only=True):
    """What a published page says of itself and of its other languages; `canonical` lists all that it names."""

    file: str
    canonical: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...]
    open: bool


def page_links(file: str, seen: Seen) -> PageLinks | None:
    """The links of a page; `None` for what is none: redirects, fragments."""
    canonical = tuple(link.href for link in seen.links if link.rel == "canonical")
    alternates = tuple((link.hreflang, link.href) for link in seen.links if _is_alternate(link.rel, link.type))
    pairs = tuple(pair for pair in alternates if pair[0])
    if seen.redirect or not (canonical or pairs):
        return None
    return PageLinks(file=file, canonical=canonical, alternates=pairs, open="noindex" not in seen.robots)


def _is_alternate(rel: str, kind: str) -> bool:
    return rel == "alternate" and kind in {"", "text/html"}


def verify_clusters(
    pages: Iterable[PageLinks], sitemaps: Mapping[str, tuple[Entry, ...]], address: Callable[[str], str]
) -> Iterator[Diagnostic]:
    """All that breaks Google's rules for localised versions of a page, in pages and in sitemaps by their files.

    `address` gives the absolute address of a file.
    """
    known = list(pages)
    by_url = {address(page.file): page for page in known if page.canonical == (address(page.file),)}
    for page in known:
        for message in _faults(page, by_url):
            hint = "See to the theme's <head>: Gazeta gives it canonical and alternates that fit each other."
            yield problem("bad-hreflang", message, Span(path=page.file), hint)
    for file, entries in sitemaps.items():
        for entry in entries:
            if fault := _of_entry(entry, by_url.get(entry.url)):
                yield problem("bad-hreflang", f"{entry.url} in this sitemap {fault}.", Span(path=file))


def _of_entry(entry: Entry, page: PageLinks | None) -> str:
    if page is None:
        return "is no page of this site, or not a canonical one"
    if not page.open:
        return "is closed to search engines"
    return "" if set(entry.alternates) == set(page.alternates) else "has other hreflang links than the page itself"


def _faults(page: PageLinks, by_url: Mapping[str, PageLinks]) -> Iterator[str]:
    if len(page.canonical) > 1:
        yield f"The page has {len(page.canonical)} canonical addresses."
    urls = dict.fromkeys((*page.canonical, *(url for _, url in page.alternates)))
    yield from (f"“{url}” is not an absolute address." for url in urls if "://" not in url)
    if not page.alternates:
        return
    tags = [tag for tag, _ in page.alternates]
    yield from (f"hreflang “{tag}” stands here twice." for tag, times in Counter(tags).items() if times > 1)
    yield from (f"hreflang “{tag}” is no language tag in its usual form." for tag in tags if not _is_tag(tag))
    yield from _missing(page)
    for tag, url in dict(page.alternates).items():
        if fault := _of_target(page, by_url.get(url)):
            yield f"hreflang “{tag}” leads to {url}, which {fault}."


def _is_tag(tag: str) -> bool:
    try:
        return tag == X_DEFAULT or canonical_tag(tag) == tag
    except UnknownTag:
        return False


def _missing(page: PageLinks) -> Iterator[str]:
    if X_DEFAULT not in dict(page.alternates):
        yield "hreflang has no “x-default”."
    if not page.canonical or page.canonical[0] not in dict(page.alternates).values():
        yield "hreflang does not name the page itself by its canonical address."
    if not page.open:
        yield "The page has hreflang links, but is closed to search engines."


def _of_target(page: PageLinks, target: PageLinks | None) -> str:
    if target is None:
        return "is no page of this site, or not a canonical one"
    if not target.open:
        return "is closed to search engines"
    return "" if set(target.alternates) == set(page.alternates) else "does not name the same pages"
