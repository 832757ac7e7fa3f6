"""`site.yaml`: what a newsroom says of itself, typed."""

import re
from typing import Literal, cast

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.language import fallback_chain
from gazeta.core.span import Span
from gazeta.core.text import Localized, Text
from gazeta.sources.fields import Fields, shorten
from gazeta.sources.markdown_options import MarkdownOptions
from gazeta.sources.widgets import Widget, widgets_of
from gazeta.sources.yaml_nodes import Mapping, Scalar, read_mapping

CONFIG_FILE = "site.yaml"

_PREFIX = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class LocaleConfig(Struct, frozen=True, kw_only=True):
    """A reader's locale. `label` is empty for the language's own name, `prefix` for the site's root."""

    tag: str
    label: str = ""
    prefix: str = ""
    fallback: tuple[str, ...] = ()
    time_zone: str = "UTC"


class TimeConfig(Struct, frozen=True, kw_only=True):
    """How dates are shown; `relative_under` is the age in seconds from which labels are absolute dates."""

    relative: Literal["baked", "client", "off"] = "baked"
    relative_under: int = 7 * 86_400
    style: Literal["short", "medium", "long", "full"] = "long"


class RelatedConfig(Struct, frozen=True, kw_only=True):
    """How many cards of related reading an article shows that names none itself."""

    count: int = 3


class FeedsConfig(Struct, frozen=True, kw_only=True):
    """Feeds: whether there are any, and how many entries each has."""

    enabled: bool = True
    count: int = 20


class Config(Struct, frozen=True, kw_only=True):
    """The whole of `site.yaml`. `base_url` has no trailing slash."""

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
    markdown: MarkdownOptions = MarkdownOptions()
    widgets_span: Span = Span(path=CONFIG_FILE)
    locales_span: Span = Span(path=CONFIG_FILE)
    theme_span: Span = Span(path=CONFIG_FILE)

    def chain(self, tag: str) -> tuple[str, ...]:
        """The languages in which a text is sought for the readers of a locale, best first."""
        fallback = next((locale.fallback for locale in self.locales if locale.tag == tag), ())
        return fallback_chain(tag, fallback, self.default_locale, self.content_language)


def read_config(text: str, path: str = CONFIG_FILE) -> Found[Config]:
    """The configuration in a YAML text; what is wrong or absent has its default."""
    node, problems = read_mapping(text, path)
    found: list[Diagnostic] = list(problems)
    fields = Fields(node or Mapping(entries=(), span=Span(path=path)), found)
    if node is not None:
        fields.require("base_url", "title", "locales")
    content = fields.tag("content_language") or "en"
    default = fields.tag("default_locale")
    zone = fields.time_zone("time_zone", "UTC")
    locales = _locales(fields, zone)
    if default is None:
        default = locales[0].tag if locales else content
    config = Config(
        base_url=(fields.web_address("base_url") or "http://localhost:8000").rstrip("/"),
        title=fields.localized("title", content) or Localized(texts=(Text(value="Gazeta", lang=content),)),
        description=fields.localized("description", content),
        logo=fields.string("logo") or "",
        time_zone=zone,
        content_language=content,
        default_locale=default,
        locales=_with_prefixes(fields, locales, default),
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
        markdown=_markdown(fields),
        widgets_span=fields.span("widgets"),
        locales_span=fields.span("locales"),
        theme_span=fields.span("theme"),
    )
    fields.close()
    return config, tuple(found)


def _locales(fields: Fields, zone: str) -> tuple[LocaleConfig, ...]:
    node = fields.get("locales")
    if isinstance(node, Mapping):
        nested = Fields(node, fields.found)
        found = [_locale(nested, key, zone) for key in nested.names()]
    else:
        found = [_plain_locale(fields, item, zone) for item in fields.scalars("locales")]
    return tuple({locale.tag: locale for locale in found if locale}.values())


def _plain_locale(fields: Fields, item: Scalar, zone: str) -> LocaleConfig | None:
    tag = fields.tag_of(item)
    return LocaleConfig(tag=tag, prefix=tag.lower(), time_zone=zone) if tag else None


def _locale(fields: Fields, key: Scalar, zone: str) -> LocaleConfig | None:
    tag = fields.tag_of(key)
    if not fields.has(key.value):
        return LocaleConfig(tag=tag, prefix=tag.lower(), time_zone=zone) if tag else None
    nested = fields.mapping(key.value)
    if nested is None or tag is None:
        return None
    fallback = tuple(found for item in nested.scalars("fallback") if (found := nested.tag_of(item)))
    locale = LocaleConfig(
        tag=tag,
        label=nested.string("label") or "",
        prefix=_prefix(nested, tag.lower()),
        fallback=fallback,
        time_zone=nested.time_zone("time_zone", zone),
    )
    nested.close()
    return locale


def _prefix(fields: Fields, default: str) -> str:
    node = fields.scalar("url_prefix")
    if node is None:
        return default
    if not _PREFIX.fullmatch(node.value):
        message = f"“{shorten(node.value)}” cannot begin an address."
        fields.report("bad-slug", message, node.span, "Use lower-case letters, digits and hyphens, such as pt-br.")
        return default
    return node.value


def _with_prefixes(fields: Fields, locales: tuple[LocaleConfig, ...], default: str) -> tuple[LocaleConfig, ...]:
    """The default locale at the root; each other under its own prefix."""
    if locales and default not in {locale.tag for locale in locales}:
        message = f"The default locale “{default}” is not among the locales."
        fields.report("unknown-locale", message, fields.span("default_locale"), "Add it to “locales”.")
    placed: dict[str, LocaleConfig] = {}
    for locale in locales or (LocaleConfig(tag=default),):
        prefix = "" if locale.tag == default else locale.prefix
        if prefix in placed:
            message = f"The locales “{placed[prefix].tag}” and “{locale.tag}” have one address, “/{prefix}/”."
            fields.report("address-collision", message, fields.span("locales"), "Give one a url_prefix.")
        placed[prefix] = LocaleConfig(
            tag=locale.tag,
            label=locale.label,
            prefix=prefix,
            fallback=locale.fallback,
            time_zone=locale.time_zone,
        )
    return tuple(placed.values())


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
        style=cast(
            "Literal['short', 'medium', 'long', 'full']",
            nested.choice("style", ("short", "medium", "long", "full"), "long"),
        ),
    )
    nested.close()
    return time


def _feeds(fields: Fields) -> FeedsConfig:
    nested = fields.mapping("feeds")
    if nested is None:
        return FeedsConfig()
    feeds = FeedsConfig(enabled=nested.boolean("enabled", True), count=nested.integer("count", 20, 1, 500))
    nested.close()
    return feeds


def _markdown(fields: Fields) -> MarkdownOptions:
    nested = fields.mapping("markdown")
    if nested is None:
        return MarkdownOptions()
    options = MarkdownOptions(
        html=cast(
            "Literal['off', 'sanitize', 'trusted']",
            nested.choice("html", ("off", "sanitize", "trusted"), "off"),
        ),
        linkify=nested.boolean("linkify", True),
        typography=nested.boolean("typography", True),
    )
    nested.close()
    return options
