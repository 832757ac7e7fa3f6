from datetime import timedelta

import pytest

from gazeta.pages.selection import front_keys, older_count, older_keys
from support import NOW, SITE, article, resolved

FILES = {
    "m/both.md": article("Both"),
    "m/both.pt-BR.md": article("Ambos", date="", slug="ambos"),
    "m/english.md": article("English only"),
    "m/chinese.md": article("中文", lang="zh-Hans"),
}


def test_who_gets_which_edition_and_where_its_home_is() -> None:
    model = resolved(FILES)[0].model
    shown = {
        tag: {key: model.stories[key].editions[n].lang for key, n in keys.items()}
        for tag, keys in model.shown.items()
    }
    assert shown["pt-BR"] == {"m/both": "pt-BR", "m/chinese": "zh-Hans", "m/english": "en"}
    assert shown["pt-PT"]["m/both"] == "pt-BR"
    assert shown["gl"]["m/both"] == "en"
    assert model.path("pt-PT", "m/both") == "/pt-pt/m/ambos/"
    assert model.home("pt-PT", "m/both") == "pt-BR"
    assert model.home("gl", "m/both") == "en"
    assert model.home("en", "m/chinese") == "zh-Hans"
    assert model.translated("pt-PT", "m/both")
    assert not model.translated("gl", "m/both")


def test_a_language_without_a_locale_is_at_home_at_the_default_locale() -> None:
    model = resolved({"m/basque.md": article("Kobrea", lang="eu")})[0].model
    assert {model.home(tag, "m/basque") for tag in ("en", "pt-BR", "ar")} == {"en"}


def test_hidden_when_the_site_says_so_or_the_article_does() -> None:
    model = resolved(FILES, site=SITE + "untranslated: hide\n")[0].model
    assert set(model.shown["pt-BR"]) == {"m/both"}
    assert set(model.shown["gl"]) == set()
    limited = resolved({"m/a.md": article(locales="[en, ar]")})[0].model
    assert [tag for tag, keys in limited.shown.items() if keys] == ["en", "ar"]


@pytest.mark.parametrize(
    ("front", "options", "shown"),
    [
        ({}, {}, True),
        ({"draft": "true"}, {}, False),
        ({"draft": "true"}, {"drafts": True}, True),
        ({"publish_at": "2026-06-02T22:00:00Z"}, {}, True),
        ({"publish_at": "2026-06-02T22:00:01Z"}, {}, False),
        ({"publish_at": "2026-06-02T22:00:01Z"}, {"future": True}, True),
        ({"expires": "2026-06-02T22:00:00Z"}, {}, False),
        ({"expires": "2026-06-02T22:00:01Z"}, {}, True),
        ({"expires": "2026-06-02T22:00:00Z"}, {"expired": True}, True),
    ],
)
def test_what_is_live(front: dict[str, str], options: dict[str, bool], shown: bool) -> None:
    model = resolved({"m/a.md": article(**front)}, site=SITE, images=(), **options)[0].model
    assert bool(model.stories) is shown


def test_a_date_in_the_future_is_scheduled_without_saying_so() -> None:
    files = {"m/a.md": article(date="2026-06-03")}
    assert not resolved(files)[0].model.stories
    assert resolved(files, now=NOW + timedelta(hours=2))[0].model.stories


def test_lists_are_stable() -> None:
    files = {f"m/s{n:02}.md": article(date=f"2026-05-{n:02}") for n in range(1, 29)}
    site = SITE + "per_page: 5\n"
    model = resolved(files, site=site)[0].model
    assert older_count(model, "en", "m") == 4
    assert older_keys(model, "en", "m", 1) == tuple(f"m/s{n:02}" for n in (5, 4, 3, 2, 1))
    assert len(front_keys(model, "en", "m")) == 8
    later = resolved({**files, "m/new.md": article(date="2026-05-30")}, site=site)[0].model
    assert front_keys(later, "en", "m")[0] == "m/new"
    for number in range(1, 5):
        assert older_keys(later, "en", "m", number) == older_keys(model, "en", "m", number)
    every = [*front_keys(model, "en", "m"), *(k for n in (4, 3, 2, 1) for k in older_keys(model, "en", "m", n))]
    assert every == sorted(files_keys(files), reverse=True)


def files_keys(files: dict[str, str]) -> list[str]:
    return [path.removesuffix(".md") for path in files]


def test_related_reading_looks_back_within_the_section() -> None:
    files = {f"m/s{n}.md": article(date=f"2026-05-0{n}") for n in range(1, 6)} | {
        "w/x.md": article(date="2026-05-03")
    }
    model = resolved(files)[0].model
    assert model.before("en", "m/s4", 3) == ("m/s3", "m/s2", "m/s1")
    assert model.before("en", "m/s1", 3) == ()
    assert model.before("en", "w/x", 3) == ()


def test_standing_pages_are_in_no_list() -> None:
    model = resolved({"about.md": article("About"), "m/a.md": article()})[0].model
    assert model.standing == ("about",)
    assert model.lists["en"] == {"m": ("m/a",), "": ("m/a",)}
    assert model.path("pt-BR", "about") == "/pt-br/about/"
