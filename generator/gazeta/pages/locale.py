"""The view of a locale: what all of its pages share."""

from collections.abc import Mapping

from gazeta.core.collation import in_alphabetical_order
from gazeta.pages.cards import section_link
from gazeta.pages.plan import feed_path
from gazeta.pages.reader import Reader
from gazeta.pages.views import Link, LocaleView


def locale_view(reader: Reader, assets: Mapping[str, tuple[str, str]], time_table: str) -> LocaleView:
    """The column of a locale. `assets` are below the site's root; here they get its base path."""
    model, config = reader.model, reader.model.config
    base = model.routes.base_path
    return LocaleView(
        tag=reader.tag,
        dir=reader.direction_of(reader.tag),
        site=reader.pick(config.title),
        description=reader.pick(config.description) if config.description else None,
        home=reader.href(model.routes.root(reader.tag)),
        sections=_sections(reader),
        footer=_footer(reader),
        feed=reader.href(feed_path(model, reader.tag)) if config.feeds.enabled else "",
        assets={name: (base + url, integrity) for name, (url, integrity) in assets.items()},
        time_table=time_table if config.time.relative != "off" else "",
        relative=config.time.relative,
    )


def _sections(reader: Reader) -> tuple[Link, ...]:
    """The sections that are in no other, by weight; those of equal weight as the readers' dictionaries have them."""
    tops = [section for section in reader.model.sections if "/" not in section.path]
    named = in_alphabetical_order(tops, lambda section: reader.pick(section.title).value, reader.tag)
    links = (section_link(reader, section.path) for section in sorted(named, key=lambda section: section.weight))
    return tuple(link for link in links if link)


def _footer(reader: Reader) -> tuple[Link, ...]:
    """Standing pages, the articles that lie in no section, in the order of the readers' dictionaries."""
    model = reader.model
    links = []
    for key in model.standing:
        edition = model.edition(reader.tag, key)
        if edition:
            links.append(Link(label=edition.title, url=reader.href(model.path(reader.tag, key))))
    return tuple(in_alphabetical_order(links, lambda link: link.label.value, reader.tag))
