"""`site.yaml`: what a newsroom says of itself, typed."""

import re
from typing import Literal, cast

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.language import fallback_chain
from gazeta.core.layout import CONFIG_FILE
from gazeta.core.span import Span
from gazeta.core.suggest import shorten
from gazeta.core.text import Localized, Text
from gazeta.sources.config.locales import (
    DATE_STYLES,
    DateStyle,
    LocaleConfig,
    default_locale,
    follow,
    read_locales,
    with_prefixes,
)
from gazeta.sources.config.widgets import Widget, widgets_of
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.typography.quotation import Quotes
from gazeta.sources.yaml.fields import Fields
from gazeta.sources.yaml.nodes import Mapping, read_mapping

_DAY = re.compile(r"\d{4}(?:-\d{2}-\d{2})?", re.ASCII)


class TimeConfig(Struct, frozen=True, kw_only=True):
    """How dates are shown; `relative_under` is the age in seconds from which labels are absolute dates."""

    relative: Literal["baked", "client", "off"] = "baked"
    relative_under: int = 7 * 86_400
    style: DateStyle = "long"


class RelatedConfig(Struct, frozen=True, kw_only=True):
    """How many cards of related reading an article shows that names none itself."""

    count: int = 3


class FeedsConfig(Struct, frozen=True, kw_only=True):
    """Feeds: whether there are any, how many entries each has, and whether of all articles or of those translated.

    `since` is a day, or a year, on which the site's host was its own already: part of all entries' ids (RFC 4151).
    """

    enabled: bool = True
    count: int = 20
    since: str = "2026"
    entries: Literal["all", "translated"] = "all"


class Config(Struct, frozen=True, kw_only=True):
    """The whole of `site.yaml`. `base_url` has no trailing slash; `attachments` are ends of names, in lower case."""

    base_url: str = "http://localhost:8000"
    title: Localized
    description: Localized | None = None
    logo: str = ""
    time_zone: str = "UTC"
    content_language: str = "en"
    default_locale: str = "en"
    locales: tuple[LocaleConfig, ...]
    theme: str = "broadsheet"
    per_page: int = 12
    widgets: tuple[Widget, ...] = ()
    related: RelatedConfig = RelatedConfig()
    time: TimeConfig = TimeConfig()
    untranslated: Literal["canonical", "hreflang", "hide"] = "canonical"
    feeds: FeedsConfig = FeedsConfig()
    urls: Literal["directory", "html"] = "directory"
    slugs: Literal["native", "ascii"] = "native"
    markdown: MarkdownOptions = MarkdownOptions()
    attachments: tuple[str, ...] = ()
    widgets_span: Span = Span(path=CONFIG_FILE)
    locales_span: Span = Span(path=CONFIG_FILE)
    theme_span: Span = Span(path=CONFIG_FILE)

    def chain(self, tag: str) -> tuple[str, ...]:
        """The languages in which a text is sought for the readers of a locale, best first."""
        return fallback_chain(tag, self.fallbacks(tag), self.default_locale, self.content_language)

    def fallbacks(self, tag: str) -> tuple[str, ...]:
        """What a locale's chain names besides the tag itself: its parents, its fallbacks, and theirs in turn."""
        return follow(tag, {locale.tag: locale.fallback for locale in self.locales})[1:]

    def locale(self, tag: str) -> LocaleConfig:
        """The settings of one of the site's locales."""
        return next(locale for locale in self.locales if locale.tag == tag)


def read_config(text: str, path: str = CONFIG_FILE) -> Found[Config]:
    """The configuration in a YAML text; what is wrong or absent has its default."""
    node, problems = read_mapping(text, path)
    found: list[Diagnostic] = list(problems)
    fields = Fields(node or Mapping(entries=(), span=Span(path=path)), found)
    if node is not None:
        fields.require("base_url", "title")
        if not fields.has("locales"):  # tags without values are there
            fields.require("locales")
    content = fields.tag("content_language") or "en"
    zone = fields.time_zone("time_zone", "UTC")
    locales = read_locales(fields, zone)
    default = default_locale(fields, locales, content)
    base_url = (fields.web_address("base_url") or "http://localhost:8000").rstrip("/")
    config = Config(
        base_url=base_url,
        title=fields.localized("title", content) or Localized(texts=(Text(value="Gazeta", lang=content),)),
        description=fields.localized("description", content),
        logo=fields.string("logo") or "",
        time_zone=zone,
        content_language=content,
        default_locale=default,
        locales=with_prefixes(fields, locales, default),
        theme=fields.string("theme") or "broadsheet",
        per_page=fields.integer("per_page", 12, 1, 500),
        widgets=_widgets(fields, content),
        related=_related(fields),
        time=_time(fields),
        untranslated=cast(
            "Literal['canonical', 'hreflang', 'hide']",
            fields.choice("untranslated", ("canonical", "hreflang", "hide"), "canonical"),
        ),
        feeds=_feeds(fields),
        urls=cast("Literal['directory', 'html']", fields.choice("urls", ("directory", "html"), "directory")),
        slugs=cast("Literal['native', 'ascii']", fields.choice("slugs", ("native", "ascii"), "native")),
        markdown=_markdown(fields, locales, base_url),
        attachments=_attachments(fields),
        widgets_span=fields.span("widgets"),
        locales_span=fields.span("locales"),
        theme_span=fields.span("theme"),
    )
    fields.close()
    return config, tuple(found)


def _widgets(fields: Fields, lang: str) -> tuple[Widget, ...]:
    nested = fields.mapping("widgets")
    return widgets_of(nested, lang) if nested else ()


def _related(fields: Fields) -> RelatedConfig:
    nested = fields.mapping("related")
    if nested is None:
        return RelatedConfig()
    related = RelatedConfig(count=nested.integer("count", 3, 0, 20))
    nested.close()
    return related


def _time(fields: Fields) -> TimeConfig:
    nested = fields.mapping("time")
    if nested is None:
        return TimeConfig()
    time = TimeConfig(
        relative=cast(
            "Literal['baked', 'client', 'off']",
            nested.choice("relative", ("baked", "client", "off"), "baked"),
        ),
        relative_under=nested.seconds("relative_under", 7 * 86_400),
        style=cast("DateStyle", nested.choice("style", DATE_STYLES, "long")),
    )
    nested.close()
    return time


def _feeds(fields: Fields) -> FeedsConfig:
    nested = fields.mapping("feeds")
    if nested is None:
        return FeedsConfig()
    feeds = FeedsConfig(
        enabled=nested.boolean("enabled", True),
        count=nested.integer("count", 20, 1, 500),
        since=_since(nested),
        entries=cast("Literal['all', 'translated']", nested.choice("entries", ("all", "translated"), "all")),
    )
    nested.close()
    return feeds


def _attachments(fields: Fields) -> tuple[str, ...]:
    kinds = []
    for item in fields.scalars("attachments"):
        kind = item.value.strip().removeprefix(".").lower()
        if kind.isalnum() and kind.isascii():
            kinds.append(kind)
        else:
            message = f"“{item.value}” is not the end of a file's name."
            fields.report("bad-value", message, item.span, "Write it as in html or xml.")
    return tuple(dict.fromkeys(kinds))


def _since(nested: Fields) -> str:
    node = nested.scalar("since")
    if node is None:
        return FeedsConfig().since
    if not _DAY.fullmatch(node.value):
        message = f"“since” takes a year or a day, not “{shorten(node.value)}”."
        nested.report("bad-date", message, node.span, "Write one such as 2026 or 2026-06-02.")
    return node.value


def _markdown(fields: Fields, locales: tuple[LocaleConfig, ...], site: str) -> MarkdownOptions:
    quotes = Quotes(own=tuple((locale.tag, locale.quotes) for locale in locales if locale.quotes))
    nested = fields.mapping("markdown")
    if nested is None:
        return MarkdownOptions(quotes=quotes, site=site)
    options = MarkdownOptions(
        html=cast(
            "Literal['off', 'sanitize', 'trusted']",
            nested.choice("html", ("off", "sanitize", "trusted"), "off"),
        ),
        linkify=nested.boolean("linkify", True),
        typography=nested.boolean("typography", True),
        quotes=quotes,
        site=site,
    )
    nested.close()
    return options
