from datetime import UTC, datetime, timedelta

import pytest

from gazeta.edge.clock import BadInstant, now_from

TEN = datetime(2026, 6, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["2026-06-02T10:00:00Z", "2026-06-02T07:00:00-03:00", "2026-06-02 10:00", "2026-06-02T19:30+09:30"]
)
def test_instants_as_written(written: str) -> None:
    assert now_from(written, {"SOURCE_DATE_EPOCH": "1"}) == TEN


def test_a_day_is_its_beginning_in_utc() -> None:
    assert now_from("2026-06-02", {}) == TEN.replace(hour=0)


def test_the_environment_then_the_clock() -> None:
    assert now_from(None, {"SOURCE_DATE_EPOCH": "1780394400"}) == TEN
    for environment in ({}, {"SOURCE_DATE_EPOCH": ""}):
        before = datetime.now(UTC)
        now = now_from(None, environment)
        assert now.tzinfo is UTC
        assert before - timedelta(seconds=1) <= now <= datetime.now(UTC)  # whole seconds are enough


@pytest.mark.parametrize("written", ["", "today", "2026-13-01", "2026-06-02T25:00", "1780394400", "0001-01-01"])
def test_what_is_no_instant(written: str) -> None:
    with pytest.raises(BadInstant, match="2026-06-02T22:00:00Z"):
        now_from(written, {})


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 30])
def test_what_is_no_epoch(epoch: str) -> None:
    with pytest.raises(BadInstant, match="SOURCE_DATE_EPOCH"):
        now_from(None, {"SOURCE_DATE_EPOCH": epoch})
