"""Links to sections, named for the reader."""

from gazeta.core.layout import section_paths
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.views import Link
from gazeta.sources.config.section import Section


def section_at(locale: LocaleContext, path: str) -> Section | None:
    """A section of the site by its path."""
    return next((section for section in locale.sections if section.path == path), None)


def section_link(locale: LocaleContext, path: str) -> Link | None:
    """The link to a section's front."""
    return locale.recall(_section_link, path)


def _section_link(locale: LocaleContext, path: str) -> Link | None:
    found = section_at(locale, path)
    if found is None:
        return None
    return Link(label=locale.pick(found.title), url=locale.href(locale.routes.section(locale.tag, path)))


def breadcrumb_to(locale: LocaleContext, path: str) -> tuple[Link, ...]:
    """The way from the front page to a section, outermost first."""
    return locale.recall(_breadcrumb_to, path)


def _breadcrumb_to(locale: LocaleContext, path: str) -> tuple[Link, ...]:
    steps = (section_link(locale, above) for above in reversed(section_paths(path)))
    return (locale.front(), *(step for step in steps if step))
