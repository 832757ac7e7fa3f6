import pytest

from gazeta.core.span import Span
from gazeta.model.routes import Routes, alias_file, collisions, file_of
from support import SITE, article, resolved


def test_references_by_id_by_name_and_by_path() -> None:
    _, found = resolved(
        {
            "m/a.md": article(related="[w/b, b, c]", body="See [b](../w/b.md), [c](c/index.md) and [[w/b]]."),
            "m/c/index.md": article(body="Back to [a](../a.md) and [its Portuguese](../a.pt-BR.md)."),
            "m/a.pt-BR.md": article(date=""),
            "w/b.md": article(),
        }
    )
    assert found == []


def test_broken_references() -> None:
    _, found = resolved(
        {
            "m/a.md": article(
                related="[m/nothing]", body="See [b](../w/bb.md).\n\nAnd [[twin]], [[w/b#no-such-heading]]."
            ),
            "m/twin.md": article(),
            "w/twin.md": article(),
            "w/b.md": article(body="## A heading"),
        }
    )
    assert found == [
        "content/m/a.md:4:11 unknown-story",
        "content/m/a.md:7:5 unknown-story",
        "content/m/a.md:9:15 unknown-anchor",
        "content/m/a.md:9:5 ambiguous-story",
    ]


def test_a_reference_to_what_is_not_published_is_only_a_warning() -> None:
    _, found = resolved({"m/a.md": article(body="See [[b]]."), "m/b.md": article(draft="true")})
    assert found == ["content/m/a.md:6:5 unpublished-story"]


def test_images() -> None:
    _, found = resolved(
        {
            "m/a.md": article(image="{src: a.png}", body="![Text](gone.png)"),
            "m/b.md": article(image="{src: no.png, alt: x}"),
        },
        images=("m/a.png",),
    )
    assert found == [
        "content/m/a.md:4:14 missing-alt",
        "content/m/a.md:7:1 missing-image",
        "content/m/b.md:4:14 missing-image",
    ]


def test_a_promotion_wants_its_alternative_text_in_every_language() -> None:
    site = SITE + (
        "widgets:\n  p:\n    type: promotion\n    image: content/p.png\n    url: https://x.example\n"
        "    alt: {zh-Hans: 活动图片, en: An evening}\n"
    )
    _, found = resolved({"m/a.md": article()}, images=("p.png",), site=site)
    assert found == ["site.yaml:9:10 untranslated-text"]


def test_addresses_of_the_site_itself() -> None:
    _, found = resolved(
        {
            "m/a.md": article(body="[fine](/pt-br/m/), [fine](/m/a/), [not](/m/zzz/)."),
            "about.md": article(aliases="[/old/]"),
        }
    )
    assert found == ["content/m/a.md:6:35 unknown-address"]


def test_two_pages_cannot_have_one_address() -> None:
    _, found = resolved(
        {"m/a.md": article(), "m/b.md": article(slug="A"), "m.md": article(), "m/c.md": article(aliases="[/m/a/]")}
    )
    assert [item for item in found if "collision" in item] == [
        "content/m.md address-collision",
        "content/m/b.md address-collision",
        "content/m/c.md:4:11 address-collision",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/É.html", "a/É.html"),
        ("straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("ab", "a\u200db"),
        ("x", "X"),
        ("ﬁn", "fin"),
    ],
)
def test_names_that_some_file_system_takes_for_one(one: str, other: str) -> None:
    places = [(one, Span(path="one")), (other, Span(path="other"))]
    assert [found.code for found in collisions(places, lambda span: span, str)] == ["address-collision"]


@pytest.mark.parametrize("name", ["con/index.html", "aux.html", "m/COM1/index.html", "lpt².txt"])
def test_names_that_windows_reserves(name: str) -> None:
    assert [found.code for found in collisions([(name, Span(path="x"))], lambda span: span, str)] == ["bad-slug"]


def test_routes() -> None:
    routes = Routes(base_url="https://x.example/news", prefixes={"en": "", "pt-BR": "pt-br"})
    assert routes.article("pt-BR", "世界", "新闻") == "/pt-br/世界/新闻/"
    assert routes.href("/pt-br/世界/") == "/news/pt-br/%E4%B8%96%E7%95%8C/"
    assert routes.absolute("/a/") == "https://x.example/news/a/"
    assert file_of("/a/b/") == "a/b/index.html"
    assert file_of("/a/b.html") == "a/b.html"
    assert [alias_file(path) for path in ("/old", "/old/", "/old.php")] == [
        "old/index.html",
        "old/index.html",
        "old.php",
    ]
    html = Routes(base_url="https://x.example", prefixes={"en": ""}, html=True)
    assert html.article("en", "m", "a") == "/m/a.html"
    assert html.section("en", "m") == "/m/"
