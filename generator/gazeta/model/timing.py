"""Dates that cannot be meant: times that clocks do not show or show twice, and orders that make no sense."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.sources.config.widgets import Promotion
from gazeta.sources.dates import When, iso
from gazeta.sources.manuscript import ExternalCard, Shared


def check_times(own: Shared, whole: Shared, zone: ZoneInfo) -> Iterator[Diagnostic]:
    """What is odd in the dates of a file, `own`, given the `whole` of what it says and inherits."""
    corrections = tuple(note.date for note in own.corrections or ())
    related = tuple(card.published for card in own.related or () if isinstance(card, ExternalCard))
    for when in (own.published, own.updated, own.publish_at, own.expires, *corrections, *related):
        if when:
            yield from check_clock(when, zone)
    published = whole.published
    if published:
        for name, when in (("updated", own.updated), *(("corrections", date) for date in corrections)):
            if when and _before(when, published, zone):
                yield _order(when, f"“{name}” is before “date”, {_day(published, zone)}", "Correct one of the two.")
    yield from _never(own, whole, zone)


def check_promotion(widget: Promotion, zone: ZoneInfo) -> Iterator[Diagnostic]:
    """What is odd in the days of a promotion."""
    for when in (widget.start, widget.until):
        if when:
            yield from check_clock(when, zone)
    if widget.start and widget.until and widget.until.at(zone).instant <= widget.start.at(zone).instant:
        message = "“until” is not after “from”, so the promotion is never shown"
        yield _order(widget.until, message, "A day alone begins at midnight: “until” is the first day without it.")


def _never(own: Shared, whole: Shared, zone: ZoneInfo) -> Iterator[Diagnostic]:
    begin = whole.publish_at or whole.published
    if begin is None or whole.expires is None or whole.expires.at(zone).instant > begin.at(zone).instant:
        return
    here = own.expires or own.publish_at or own.published
    if here:
        name = "publish_at" if whole.publish_at else "date"
        message = f"“expires” is not after “{name}”, {_day(begin, zone)}, so the article is never published"
        yield _order(here, message, "Correct one of the two; “draft: true” keeps an article unpublished.")


def _order(when: When, message: str, hint: str) -> Diagnostic:
    return problem("date-order", f"{message}.", when.span or Span(path=""), hint)


def _before(one: When, other: When, zone: ZoneInfo) -> bool:
    """Whether one is surely before the other: by the day where one of them has no time."""
    first, second = one.at(zone).instant, other.at(zone).instant
    if one.date_only or other.date_only:
        return first.astimezone(zone).date() < second.astimezone(zone).date()
    return first < second


def _day(when: When, zone: ZoneInfo) -> str:
    local = when.at(zone).instant.astimezone(zone)
    return f"{local:%Y-%m-%d}" if when.date_only else _shown(local)


def _shown(local: datetime) -> str:
    return local.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


def check_clock(when: When, zone: ZoneInfo) -> Iterator[Diagnostic]:
    """That clocks never show a time, or show it twice: when they go forward, or back."""
    oddity, span = when.oddity(zone), when.span or Span(path="")
    if not oddity:
        return
    written, taken = _shown(when.local), when.at(zone).instant.astimezone(zone)
    first, second = (iso(when.local.replace(tzinfo=zone, fold=fold), zone) for fold in (0, 1))
    if oddity == "missing":
        message = f"{zone.key} had no {written}: clocks went forward over it. Readers see {_shown(taken)}."
        yield problem("no-such-time", message, span, f"Write what the clocks showed, such as {iso(taken, zone)}.")
    else:
        message = f"{written} comes twice in {zone.key}, where clocks go back; the first of the two is taken."
        yield problem("ambiguous-time", message, span, f"Write which it is: {first} or {second}.")
