"""Where pages for programs are, in each locale."""

from gazeta.core.layout import SITEMAPS
from gazeta.model.routes import Routes


def feed_path(routes: Routes, tag: str) -> str:
    """The feed of a locale."""
    return f"{routes.root(tag)}feed.xml"


def sitemap_path(tag: str, part: str) -> str:
    """A sitemap of a locale: of its fronts (empty), of what it published in a month (`2026-06`), or of its `news`."""
    return f"/{SITEMAPS}/{tag.lower()}{'-' if part else ''}{part}.xml"


def fragment_path(tag: str, widget: str) -> str:
    """Where the list is published that a page's script puts in the place of a widget."""
    return f"/fragments/{tag.lower()}/{widget}.html"
