"""`locales` in `site.yaml`: the readers a site has, and what each locale does its own way."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, cast

from msgspec import Struct, structs

from gazeta.core.language import parents
from gazeta.core.span import Span
from gazeta.core.suggest import shorten
from gazeta.sources.typography.quotation import Marks
from gazeta.sources.yaml.fields import Fields
from gazeta.sources.yaml.nodes import Mapping as Node
from gazeta.sources.yaml.nodes import Scalar

Direction = Literal["", "ltr", "rtl"]
DateStyle = Literal["short", "medium", "long", "full"]
Digits = Literal["default", "native", "latin"]
ListStyle = Literal["standard", "short"]

DATE_STYLES: tuple[DateStyle, ...] = ("short", "medium", "long", "full")
CALENDARS = (
    "gregorian",
    "buddhist",
    "chinese",
    "coptic",
    "dangi",
    "ethiopic",
    "hebrew",
    "indian",
    "islamic-civil",
    "islamic-umalqura",
    "japanese",
    "persian",
    "roc",
)
"""The calendars a site may ask for, by CLDR's names (UTS 35, part 1, key `ca`)."""

_PREFIX = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class LocaleConfig(Struct, frozen=True, kw_only=True):
    """A reader's locale. What is empty here is CLDR's or the site's to say.

    `label` is the language's name in the menu, `prefix` the first part of addresses (empty at the site's root),
    `calendar` one of `CALENDARS`, `quotes` two pairs of quotation marks, the outer one first.
    """

    tag: str
    label: str = ""
    prefix: str = ""
    fallback: tuple[str, ...] = ()
    time_zone: str = "UTC"
    direction: Direction = ""
    date_style: DateStyle | Literal[""] = ""
    calendar: str = ""
    digits: Digits = "default"
    list_style: ListStyle = "standard"
    quotes: Marks | None = None


def follow(tag: str, fallbacks: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The languages to try for a locale, best first: its own, its CLDR parents, its fallbacks, and theirs in turn."""
    return tuple(dict.fromkeys(_followed(tag, fallbacks, frozenset())))


def _followed(tag: str, fallbacks: Mapping[str, tuple[str, ...]], above: frozenset[str]) -> Iterator[str]:
    yield from (tag, *parents(tag))
    for other in fallbacks.get(tag, ()):
        if other not in above:
            yield from _followed(other, fallbacks, above | {tag})


def read_locales(fields: Fields, zone: str) -> tuple[LocaleConfig, ...]:
    """The locales of a site in their order, each once; `zone` is the site's time zone."""
    node = fields.get("locales")
    found: dict[str, LocaleConfig] = {}
    if isinstance(node, Node):
        nested = Fields(node, fields.found)
        read = ((key, _locale(nested, key, zone)) for key in nested.names())
    else:
        nested = fields
        read = ((item, _plain_locale(fields, item, zone)) for item in fields.scalars("locales"))
    spans: dict[str, Span] = {}
    for key, locale in read:
        if locale is None:
            continue
        if locale.tag in found:
            message = f"“{shorten(key.value)}” stands here for “{locale.tag}”, which is there already."
            fields.report("duplicate-key", message, key.span, "Keep one of the two.")
        found.setdefault(locale.tag, locale)
        spans.setdefault(locale.tag, key.span)
    _report_cycles(fields, found, spans)
    return tuple(found.values())


def _plain_locale(fields: Fields, item: Scalar, zone: str) -> LocaleConfig | None:
    tag = fields.tag_of(item)
    return LocaleConfig(tag=tag, prefix=tag.lower(), time_zone=zone) if tag else None


def _locale(fields: Fields, key: Scalar, zone: str) -> LocaleConfig | None:
    if not fields.has(key.value):
        return _plain_locale(fields, key, zone)
    tag, nested = fields.tag_of(key), fields.mapping(key.value)
    if nested is None or tag is None:
        return None
    label = nested.text("label", tag)
    fallback = tuple(found for item in nested.scalars("fallback") if (found := nested.tag_of(item)))
    locale = LocaleConfig(
        tag=tag,
        label=label.value if label else "",
        prefix=_prefix(nested, tag.lower()),
        fallback=fallback,
        time_zone=nested.time_zone("time_zone", zone),
        direction=cast("Direction", nested.choice("direction", ("ltr", "rtl"), "")),
        date_style=cast("DateStyle", nested.choice("date_style", DATE_STYLES, "")),
        calendar=nested.choice("calendar", CALENDARS, ""),
        digits=cast("Digits", nested.choice("digits", ("default", "native", "latin"), "default")),
        list_style=cast("ListStyle", nested.choice("list_style", ("standard", "short"), "standard")),
        quotes=_quotes(nested),
    )
    nested.close()
    return locale


def _prefix(fields: Fields, default: str) -> str:
    node = fields.scalar("url_prefix")
    if fields.is_empty("url_prefix"):
        hint = "The default locale's addresses have no prefix; every other locale needs one."
        fields.report("bad-slug", "“url_prefix” is empty.", fields.span("url_prefix"), hint)
    if node is None:
        return default
    if not _PREFIX.fullmatch(node.value):
        message = f"“{shorten(node.value)}” cannot begin an address."
        fields.report("bad-slug", message, node.span, "Use lower-case letters, digits and hyphens, such as pt-br.")
        return default
    return node.value


def _quotes(fields: Fields) -> Marks | None:
    marks = tuple(item.value for item in fields.scalars("quotes"))
    if len(marks) == 4:
        return marks
    if marks:
        message = f"“quotes” takes four marks, not {len(marks)}."
        fields.report("bad-value", message, fields.span("quotes"), "Write them in a list, such as [«, », “, ”].")
    return None


def _report_cycles(fields: Fields, locales: Mapping[str, LocaleConfig], spans: Mapping[str, Span]) -> None:
    """A chain that comes back to a locale: each circle is reported once, where its first locale in order says so."""
    told: set[frozenset[str]] = set()
    for tag in locales:
        circle = _circle(tag, (tag,), locales)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            message = f"The fallbacks of “{tag}” lead back to it: {' → '.join((*circle, tag))}."
            fields.report("fallback-cycle", message, spans[tag], "Take one of them out.")


def _circle(tag: str, path: tuple[str, ...], locales: Mapping[str, LocaleConfig]) -> tuple[str, ...]:
    """The shortest way by fallbacks from a locale back to the first of the path, depth first; empty if none."""
    for other in locales[tag].fallback if tag in locales else ():
        if other == path[0]:
            return path
        if other not in path and (found := _circle(other, (*path, other), locales)):
            return found
    return ()


def default_locale(fields: Fields, locales: tuple[LocaleConfig, ...], content: str) -> str:
    """The locale at the root, always one of the locales if there are any: the one named, else the first."""
    default = fields.tag("default_locale")
    if not locales:
        return default or content
    if default is None or default in {locale.tag for locale in locales}:
        return default or locales[0].tag
    message = f"The default locale “{default}” is not among the locales."
    fields.report("unknown-locale", message, fields.span("default_locale"), "Add it to “locales”.")
    return locales[0].tag


def with_prefixes(fields: Fields, locales: tuple[LocaleConfig, ...], default: str) -> tuple[LocaleConfig, ...]:
    """The default locale at the root; each other under its own prefix."""
    placed: dict[str, LocaleConfig] = {}
    for locale in locales or (LocaleConfig(tag=default),):
        prefix = "" if locale.tag == default else locale.prefix
        if prefix in placed:
            message = f"The locales “{placed[prefix].tag}” and “{locale.tag}” have one address, “/{prefix}/”."
            fields.report("address-collision", message, fields.span("locales"), "Give one a url_prefix.")
        placed[prefix] = structs.replace(locale, prefix=prefix)
    return tuple(placed.values())
