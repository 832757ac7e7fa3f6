from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.dates import parse_when

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("written", "instant", "date_only"),
    [
        ("2026-06-02", datetime(2026, 6, 1, 23, tzinfo=UTC), True),
        ("2026-01-02", datetime(2026, 1, 2, tzinfo=UTC), True),
        ("2026-06-02 09:30", datetime(2026, 6, 2, 8, 30, tzinfo=UTC), False),
        ("2026-06-02T09:30:15", datetime(2026, 6, 2, 8, 30, 15, tzinfo=UTC), False),
        ("2026-06-02T09:30:00Z", datetime(2026, 6, 2, 9, 30, tzinfo=UTC), False),
        ("2026-06-02T09:30:00-03:00", datetime(2026, 6, 2, 12, 30, tzinfo=UTC), False),
        ("2026-06-02 09:30 +0545", datetime(2026, 6, 2, 3, 45, tzinfo=UTC), False),
    ],
)
def test_dates(written: str, instant: datetime, date_only: bool) -> None:
    when = parse_when(written)
    assert when is not None
    moment = when.at(LISBON)
    assert (moment.instant, moment.date_only) == (instant, date_only)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "yesterday",
        "2026-13-01",
        "2026-02-30",
        "02/06/2026",
        "2026-06-02T25:00",
        "2026-06-02T09:30+99:00",
        "0001-01-01",
        "9999-12-31",
        "2026-6-2",
        "9" * 5_000,
        "２０２６-06-02",
    ],
)
def test_what_is_no_date(wrong: str) -> None:
    assert parse_when(wrong) is None


@given(
    st.text(max_size=40)
    | st.from_regex(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?)?", fullmatch=True)
)
def test_a_date_or_nothing(text: str) -> None:
    when = parse_when(text)
    if when is not None:
        assert when.at(ZoneInfo("America/Sao_Paulo")).instant.tzinfo is UTC
