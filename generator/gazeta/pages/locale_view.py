"""The view of a locale: what all of its pages share."""

from gazeta.core.collation import in_alphabetical_order
from gazeta.pages.addresses import feed_path
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.section_links import section_link
from gazeta.pages.views import Link, LocaleView


def locale_view(locale: LocaleContext, time_table: str) -> LocaleView:
    """What templates see of a locale. Assets are below the site's root; here they get its base path."""
    config, base = locale.config, locale.routes.base_path
    return LocaleView(
        tag=locale.tag,
        dir=locale.direction_of(locale.tag),
        site=locale.pick(config.title),
        description=locale.pick(config.description) if config.description else None,
        home=locale.href(locale.routes.root(locale.tag)),
        sections=_sections(locale),
        footer=_footer(locale),
        feed=locale.href(feed_path(locale.routes, locale.tag)) if config.feeds.enabled else "",
        assets={name: (base + url, integrity) for name, (url, integrity) in locale.inputs.assets.value.items()},
        time_table=time_table if config.time.relative != "off" else "",
        relative=config.time.relative,
    )


def _sections(locale: LocaleContext) -> tuple[Link, ...]:
    """The sections that are in no other, by weight; those of equal weight as the readers' dictionaries have them."""
    tops = [section for section in locale.sections if "/" not in section.path]
    named = in_alphabetical_order(tops, lambda section: locale.pick(section.title).value, locale.tag)
    links = (section_link(locale, section.path) for section in sorted(named, key=lambda section: section.weight))
    return tuple(link for link in links if link)


def _footer(locale: LocaleContext) -> tuple[Link, ...]:
    """Standing pages, the articles that lie in no section, in the order of the readers' dictionaries."""
    pages = locale.inputs.standing
    links = [Link(label=page.title, url=locale.href(locale.path(page))) for page in pages]
    return tuple(in_alphabetical_order(links, lambda link: link.label.value, locale.tag))
