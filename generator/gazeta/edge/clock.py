"""The only clock: which instant a build is as of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from gazeta.sources.dates import parse_when

_UTC = ZoneInfo("UTC")


class BadInstant(ValueError):  # noqa: N818 - it names what is wrong with the value
    """A value that is no instant; its text says which ones are."""


def now_from(option: str | None, environ: Mapping[str, str]) -> datetime:
    """The instant, aware and in UTC: `--now`, else `SOURCE_DATE_EPOCH`, else the clock, to the second.

    Raises `BadInstant` for a value that cannot be read.
    """
    if option is not None:
        return _written(option)
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return _since_epoch(epoch) if epoch else datetime.now(UTC).replace(microsecond=0)


def _written(value: str) -> datetime:
    when = parse_when(value)
    if when is None:
        raise BadInstant(f"“{value}” is not an instant; write it as 2026-06-02T22:00:00Z, or as 2026-06-02.")
    return when.at(_UTC).instant


def _since_epoch(value: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{value}”; it must be a number of seconds since 1970."
        raise BadInstant(message) from None
