from datetime import timedelta

import pytest

from gazeta.pages.projections import age_of
from gazeta.pages.views import Relative
from support import NOW

WEEK = 7 * 86_400


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-1, None),
        (0, Relative(unit="now", count=0)),
        (59, Relative(unit="now", count=0)),
        (60, Relative(unit="minute", count=1)),
        (3_599, Relative(unit="minute", count=59)),
        (3_600, Relative(unit="hour", count=1)),
        (7_199, Relative(unit="hour", count=1)),
        (7_200, Relative(unit="hour", count=2)),
        (86_399, Relative(unit="hour", count=23)),
        (86_400, Relative(unit="day", count=1)),
        (WEEK - 1, Relative(unit="day", count=6)),
        (WEEK, None),
    ],
)
def test_ages_by_floor(seconds: int, expected: Relative | None) -> None:
    assert age_of(NOW - timedelta(seconds=seconds), NOW, WEEK) == expected


def test_half_a_second_in_the_future_is_the_future() -> None:
    assert age_of(NOW + timedelta(milliseconds=500), NOW, WEEK) is None
