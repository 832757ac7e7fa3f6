"""The browser's labels are the build's: one table, two readers, no difference at any age in any locale."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from gazeta.pages.projections import age_of
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from theming.samples import WEEK, catalog_tags, phrases, theme

pytestmark = pytest.mark.browser

NOW = datetime(2026, 6, 2, 22, 0, tzinfo=UTC)
SCRIPT = theme().assets["broadsheet.js"].decode()
DAY = 86_400
BOUNDARIES = (
    0,
    1,
    59,
    60,
    61,
    119,
    120,
    3_599,
    3_600,
    7_199,
    7_200,
    DAY - 1,
    DAY,
    2 * DAY - 1,
    2 * DAY,
    WEEK - 1,
    WEEK,
)
AGES = sorted(
    {-DAY, -60, -1, 8 * DAY, *BOUNDARIES}
    | {minute * 60 for minute in range(60)}
    | {hour * 3_600 for hour in range(24)}
    | {day * DAY for day in range(8)}
)
WITHOUT_CATALOG = ("ar-EG", "bn", "ca", "cy", "gl", "id", "lv", "mr", "my", "pl", "pt-PT", "sl", "uk")


def document(table: str, ages: list[int]) -> str:
    stamps = "".join(
        f'<time datetime="{(NOW - timedelta(seconds=age)).isoformat()}" data-stamp>'
        '<span class="stamp-relative">?</span> <span class="stamp-absolute">date</span></time>'
        for age in ages
    )
    return f'<!doctype html><script type="application/json" id="gz-times">{table}</script><main>{stamps}</main>'


def in_the_browser(chromium: Browser, table: str, ages: list[int]) -> list[str]:
    page = chromium.new_page()
    page.clock.set_fixed_time(NOW)
    page.set_content(document(table, ages))
    page.add_script_tag(content=SCRIPT)
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.stamp-relative')].map(span => span.textContent)"
    )
    page.close()
    return found


def by_the_build(time: RelativeTime, age: int, limit: int) -> str:
    relative = age_of(NOW - timedelta(seconds=age), NOW, limit)
    return time.label(relative) if relative else ""


@pytest.mark.parametrize("limit", [WEEK, 90 * DAY])
def test_catalogs_and_cldr_say_the_same_in_both(chromium: Browser, limit: int) -> None:
    ages = AGES if limit == WEEK else [day * DAY for day in range(1, 92)]
    times = {tag: RelativeTime(tag, phrases(tag)) for tag in catalog_tags()}
    times |= {f"{tag} by CLDR": RelativeTime(tag, Phrases(tag, ())) for tag in (*WITHOUT_CATALOG, *catalog_tags())}
    for name, time in times.items():
        found = in_the_browser(chromium, time.table(limit), ages)
        assert found == [by_the_build(time, age, limit) for age in ages], name


def test_labels_move_on_when_a_page_is_looked_at_again(chromium: Browser) -> None:
    time = RelativeTime("en", Phrases("en", ()))
    page = chromium.new_page()
    page.clock.set_fixed_time(NOW)
    page.set_content(document(time.table(WEEK), [3_600]))
    page.add_script_tag(content=SCRIPT)
    assert page.locator(".stamp-relative").inner_text() == "1 hr. ago"
    for event, later in (("pageshow", 1), ("visibilitychange", 2)):
        page.clock.set_fixed_time(NOW + timedelta(hours=later))
        page.evaluate("name => (name === 'pageshow' ? window : document).dispatchEvent(new Event(name))", event)
        assert page.locator(".stamp-relative").inner_text() == f"{1 + later} hr. ago"
    page.close()


def test_answers_open_for_print_and_close_again(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        "<main><details><summary>Q</summary>A</details><details open><summary>R</summary>B</details></main>"
    )
    page.add_script_tag(content=SCRIPT)
    opened = "[...document.querySelectorAll('details')].map(details => details.open)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(opened) == [True, True]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(opened) == [False, True]
    page.close()
