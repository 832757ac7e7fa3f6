"""When time alone changes a site: never later than it does, and at that very second."""

from datetime import UTC, datetime, timedelta

import pytest

from gazeta.edge.disk import read_shipped
from gazeta.engine.build import Workshop, build_site
from gazeta.engine.future import changes, first_change, next_age
from gazeta.engine.memory import Forgetful, NoPast
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Output, Receipt, Site, weigh
from gazeta.engine.pool import Serial
from gazeta.sources.dates import Moment
from gazeta.sources.snapshot import Snapshot
from support import NOW, article, media, no_progress, resolved

SITE = "base_url: https://news.example.org\ntitle: The Gazette\nlocales: [en]\n"
WEEK = 7 * 86_400
OLD = "2020-01-01"


def ahead(*, site: str = SITE, **files: str) -> str:
    """What is said of a site as of `NOW`: the first instant at which it may differ."""
    found, problems = resolved({f"w/{name}.md": text for name, text in files.items()}, site=site, now=NOW)
    assert problems == []
    return first_change(found.model, found.every)


# labels


@pytest.mark.parametrize(
    ("age", "after"),
    [
        (-30, 0),
        (0, 60),
        (59, 60),
        (60, 120),
        (3_599, 3_600),
        (3_600, 7_200),
        (86_399, 86_400),
        (86_400, 2 * 86_400),
        (WEEK - 1, WEEK),
        (WEEK, None),
        (10 * WEEK, None),
    ],
)
def test_a_label_changes_when_its_unit_is_full(age: int, after: int | None) -> None:
    published = datetime(2026, 6, 1, tzinfo=UTC)
    found = next_age(Moment(instant=published), published + timedelta(seconds=age), WEEK)
    assert found == (None if after is None else published + timedelta(seconds=after))


@pytest.mark.parametrize("limit", [90, 5_000, 100_000])
def test_a_label_ends_at_the_limit_even_in_the_middle_of_a_unit(limit: int) -> None:
    published = datetime(2026, 6, 1, tzinfo=UTC)
    found = next_age(Moment(instant=published), published + timedelta(seconds=limit - 1), limit)
    assert found == published + timedelta(seconds=limit)


def test_a_fraction_of_a_second_does_not_move_a_boundary_back() -> None:
    published = datetime(2026, 6, 1, tzinfo=UTC)
    now = published + timedelta(seconds=59, microseconds=999_999)
    assert next_age(Moment(instant=published), now, WEEK) == published + timedelta(seconds=60)


def test_a_day_without_a_time_has_no_label() -> None:
    assert next_age(Moment(instant=NOW, date_only=True), NOW, WEEK) is None


def test_labels_of_articles_and_of_related_reading_elsewhere() -> None:
    card = "[{title: T, url: https://a.example.org, date: 2026-06-02T21:58:30Z}]"
    assert ahead(a=article(date="2026-06-02T20:00:30Z")) == "2026-06-02T22:00:30+00:00"
    assert ahead(a=article(date=OLD, related=card)) == "2026-06-02T22:00:30+00:00"


@pytest.mark.parametrize("relative", ["client", "off"])
def test_labels_that_no_page_has_do_not_change(relative: str) -> None:
    site = f"{SITE}time: {{relative: {relative}}}\n"
    soon = "[{title: T, url: https://a.example.org, date: 2026-06-02T21:58:30Z}]"
    assert ahead(site=site, a=article(date=OLD, related=soon)) == ""


# schedules and promotions


def test_embargoes_and_expiries() -> None:
    assert ahead(a=article(date=OLD, publish_at="2026-06-03T06:00:00Z")) == "2026-06-03T06:00:00+00:00"
    assert ahead(a=article(date="2026-06-03T06:00:00Z")) == "2026-06-03T06:00:00+00:00"
    assert ahead(a=article(date=OLD, expires="2026-06-03T06:00:00Z")) == "2026-06-03T06:00:00+00:00"
    assert ahead(a=article(date=OLD, publish_at="2026-06-02T22:00:00Z")) == "2026-06-02T22:01:00+00:00"  # its age
    assert ahead(a=article(date=OLD, publish_at="2026-05-02T22:00:00Z")) == ""
    assert ahead(a=article(date=OLD, expires="2026-06-02T22:00:00Z")) == ""


def test_a_draft_waits_for_nothing() -> None:
    assert ahead(a=article(date=OLD, draft="true", publish_at="2026-06-03T06:00:00Z")) == ""


def test_the_window_of_a_promotion() -> None:
    def site(window: str) -> str:
        return f"{SITE}widgets:\n  p: {{type: promotion, image: w/p.svg, alt: P, url: https://a.example.org, {window}}}\n"

    def found(window: str) -> list[str]:
        files = {"w/a.md": article(date=OLD)}
        result, problems = resolved(files, images=("w/p.svg",), site=site(window), now=NOW)
        assert problems == []
        ahead = sorted(changes(result.model, result.every))
        return [f"{change.instant:%d %H:%M} {change.why}" for change in ahead]

    assert found("from: 2026-06-03, until: 2026-06-04T12:00:00Z") == ["03 00:00 begins", "04 12:00 ends"]
    assert found("from: 2026-06-01, until: 2026-06-04T12:00:00Z") == ["04 12:00 ends"]
    assert found("until: 2026-06-02T22:00:00Z") == []


def test_nothing_changes_any_more() -> None:
    assert ahead(a=article(date=OLD), b=article(date="2020-01-02", updated="2026-06-02T21:59:59Z")) == ""


# the property


def build(now: datetime) -> tuple[dict[str, bytes | str], Site]:
    """All files of a site that changes often, as of an instant, and what is known of them."""
    files: dict[str, bytes | str] = {}

    def keep(output: Output) -> Receipt:
        files[output.path] = output.digest if output.data is None else output.data
        return weigh(output)

    shop = Workshop(memory=Forgetful(), past=NoPast(), pool=Serial(), sink=keep, watch=no_progress)
    site, found = build_site(_SNAPSHOT, BuildOptions(now=now), shop)
    assert found == ()
    return files, site


_ARTICLES = {
    "content/w/labels.md": article(date="2026-06-02T21:58:20Z"),
    "content/w/elsewhere.md": article(
        date=OLD, related="[{title: T, url: https://a.example.org, date: 2026-05-27T00:30:00Z}]"
    ),
    "content/w/embargo.md": article(date=OLD, publish_at="2026-06-02T22:20:10Z"),
    "content/w/expiry.md": article(date=OLD, expires="2026-06-02T22:30:30.5Z"),
    "content/w/soon.md": article(date="2026-06-02T22:40:40Z"),
}
_WIDGET = """\
time_zone: America/Sao_Paulo
widgets:
  p: {type: promotion, image: w/p.svg, alt: P, url: https://a.example.org, from: 2026-06-03, until: 2026-06-03T12:00:00Z}
"""
_SNAPSHOT = Snapshot(
    texts={"site.yaml": (SITE + _WIDGET).encode(), **{path: text.encode() for path, text in _ARTICLES.items()}},
    media={"content/w/p.svg": media("content/w/p.svg")},
    shipped=read_shipped(),
)


@pytest.mark.parametrize(
    "begin",
    [
        "2026-06-02T21:00:00",
        "2026-06-02T21:58:20",
        "2026-06-02T22:05:00",
        "2026-06-02T22:20:00",
        "2026-06-02T22:30:00",
        "2026-06-02T22:40:30",
        "2026-06-03T02:59:00",
        "2026-06-03T11:59:30",
        "2026-06-08T23:00:00",
    ],
)
def test_until_the_first_change_a_site_stays_as_it_is_and_then_it_differs(begin: str) -> None:
    now = datetime.fromisoformat(begin).replace(tzinfo=UTC)
    files, site = build(now)
    change = datetime.fromisoformat(site.lasts)
    assert change > now
    for instant in (now + (change - now) / 2, change - timedelta(microseconds=1)):
        assert build(instant)[0] == files
    assert build(change)[0] != files


def test_a_date_after_the_publication_makes_news_when_it_comes() -> None:
    late = article(date="2026-06-03", publish_at="2026-06-02T20:00:00Z")
    assert ahead(site=SITE + "time: {relative: off}\n", a=late) == "2026-06-03T00:00:00+00:00"


def test_years_later_nothing_changes_any_more() -> None:
    files, site = build(datetime(2027, 1, 1, tzinfo=UTC))
    assert site.lasts == ""
    assert build(datetime(2037, 1, 1, tzinfo=UTC))[0] == files
