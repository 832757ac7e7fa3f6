from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.dates import When, iso, parse_when
from gazeta.sources.yaml.date_advice import date_hint

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
        ("2013-11-22 5:00:00 +0000", datetime(2013, 11, 22, 5, tzinfo=UTC), False),
        ("2026-06-02 9:30", datetime(2026, 6, 2, 8, 30, tzinfo=UTC), False),
        ("2026-06-02t9:30z", datetime(2026, 6, 2, 9, 30, tzinfo=UTC), False),
        ("2026-06-02  09:30:00  UTC", datetime(2026, 6, 2, 9, 30, tzinfo=UTC), False),
        ("2026-06-02 09:30 GMT", datetime(2026, 6, 2, 9, 30, tzinfo=UTC), False),
        ("2026-06-02T09:30:00.000Z", datetime(2026, 6, 2, 9, 30, tzinfo=UTC), False),
        ("2026-06-02T09:30:00,5+02", datetime(2026, 6, 2, 7, 30, 0, 500_000, tzinfo=UTC), False),
        ("2026-06-02T09:30:00.123456789+02:00", datetime(2026, 6, 2, 7, 30, 0, 123_456, tzinfo=UTC), False),
        ("2026-06-02 09:30 -3", datetime(2026, 6, 2, 12, 30, tzinfo=UTC), False),
        ("2026-06-02 09:30 +5:45", datetime(2026, 6, 2, 3, 45, tzinfo=UTC), False),
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
        "2026-06-02T24:00",
        "2026-06-02T23:59:60",
        "2020-06-16 17:15:17+17:00",
        "2026-06-02 9:30 PM",
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


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("2026-06-02 09.30", "Write 2026-06-02 09:30."),
        ("2026-06-02 9h30", "Write 2026-06-02 9:30."),
        ("2026-06-02 9h", "Write 2026-06-02 9:00."),
        ("2026–06–02", "Write 2026-06-02."),
        ("٢٠٢٦-٠٦-٠٢", "Write 2026-06-02."),
        ("2026-06-02 09:30 America/Sao_Paulo", "write 2026-06-02 09:30, in the site's time zone"),
        ("2026-6-2", "Write 2026-06-02."),
        ("2026/06/02", "Write 2026-06-02."),
        ("2026.6.2 9:30", "Write 2026-06-02 9:30."),
        ("20260602", "Write 2026-06-02."),
        ("2026年6月2日", "Write 2026-06-02."),
        ("2.6.2026", "Write 2026-06-02."),
        ("02/06/2026", "Write 2026-06-02 or 2026-02-06."),
        ("24/12/2026", "Write 2026-12-24."),
        ("12/24/2026 5:30 pm", "Write 2026-12-24 17:30."),
        ("2026-06-02 9:30 PM", "Write 2026-06-02 21:30."),
        ("2026-06-02T9:30pm", "Write 2026-06-02 21:30."),
        ("2026-06-02 12:05 a.m.", "Write 2026-06-02 00:05."),
        ("2026-06-02 9 PM", "Write 2026-06-02 21:00."),
        ("“2026-06-02”", "Write 2026-06-02."),
        ("2026-06-02T09:30:00−03:00", "Write 2026-06-02T09:30:00-03:00."),
        ("1780000000", "Write 2026-05-28T20:26:40Z."),
        ("2026-02-30", "There is no such day"),
        ("2026-06-02 25:00", "There is no such time"),
        ("2026-06-02 09:30+17:00", "No place is as far from UTC as “+17:00”"),
        ("2026-06-02 09:30 EST", "“EST” does not say how far"),
        ("yesterday", "Write 2026-06-02, 2026-06-02 09:30 or 2026-06-02T09:30:00-03:00."),
        ("9" * 5_000, "Write 2026-06-02,"),
    ],
)
def test_the_hint_is_what_to_write(wrong: str, hint: str) -> None:
    assert parse_when(wrong) is None
    assert hint in date_hint(wrong)


@given(
    st.text(max_size=40)
    | st.from_regex(r"\d{1,4}[-/. ]\d\d?[-/. ]\d{1,4}([T ]\d\d?:\d\d( ?[ap]m)?)?", fullmatch=True)
)
def test_a_hint_never_proposes_what_is_no_date(text: str) -> None:
    hint = date_hint(text)
    if hint.startswith("Write ") and parse_when(text) is None:
        proposals = hint.removeprefix("Write ").removesuffix(".").replace(", ", " or ").split(" or ")
        assert all(parse_when(proposal) for proposal in proposals)
        assert text.strip() not in proposals


SAO_PAULO = ZoneInfo("America/Sao_Paulo")


@pytest.mark.parametrize(
    ("written", "oddity"),
    [
        ("2018-11-04 00:00", "missing"),
        ("2018-11-04 00:59:59", "missing"),
        ("2018-11-04 01:00", ""),
        ("2018-11-03 23:59", ""),
        ("2018-11-04", ""),
        ("2018-11-04 00:30 -03:00", ""),
        ("2019-02-16 23:00", "twice"),
        ("2019-02-16 23:59:59", "twice"),
        ("2019-02-16 22:59", ""),
        ("2019-02-17 00:00", ""),
        ("2019-02-16 23:30Z", ""),
    ],
)
def test_times_that_clocks_do_not_show_or_show_twice(written: str, oddity: str) -> None:
    when = parse_when(written)
    assert when is not None
    assert when.oddity(SAO_PAULO) == oddity


@pytest.mark.parametrize(
    ("zone", "local", "written"),
    [
        ("Europe/Amsterdam", "1935-05-01T12:00:00", "1935-05-01T12:00:28+00:20"),
        ("Europe/Amsterdam", "1936-01-01T00:00:00", "1936-01-01T00:00:28+00:20"),
        ("America/Sao_Paulo", "1913-12-31T23:59:00", "1913-12-31T23:59:28-03:06"),
        ("Africa/Monrovia", "1971-01-01T00:00:00", "1971-01-01T00:00:30-00:44"),
        ("Europe/Lisbon", "2026-06-02T09:30:00", "2026-06-02T09:30:00+01:00"),
        ("UTC", "2026-06-02T09:30:00", "2026-06-02T09:30:00+00:00"),
        ("Asia/Kathmandu", "2026-06-02T00:00:00", "2026-06-02T00:00:00+05:45"),
    ],
)
def test_instants_in_published_files(zone: str, local: str, written: str) -> None:
    moment = When(local=datetime.fromisoformat(local)).at(ZoneInfo(zone))
    assert iso(moment.instant, ZoneInfo(zone)) == written


@given(
    st.datetimes(min_value=datetime.fromisoformat("1800-01-01"), max_value=datetime.fromisoformat("2100-01-01")),
    st.sampled_from(
        ["Europe/Amsterdam", "America/Sao_Paulo", "Africa/Monrovia", "Asia/Manila", "Asia/Kolkata", "UTC"]
    ),
)
def test_an_instant_is_written_as_itself_without_seconds_in_its_offset(local: datetime, zone: str) -> None:
    instant = When(local=local.replace(microsecond=0)).at(ZoneInfo(zone)).instant
    written = iso(instant, ZoneInfo(zone))
    assert len(written) == len("1935-05-01T12:00:28+00:20")
    assert datetime.fromisoformat(written) == instant
