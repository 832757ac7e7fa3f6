import pytest

from gazeta.core.span import Span
from gazeta.sources.filenames import FileName, check_slug, read_filename, slug_like


def name(section: str, stem: str, lang: str | None, folder: str) -> FileName:
    return FileName(section=section, name=stem, lang=lang, folder=folder)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/markets/etf.md", name("markets", "etf", None, "content/markets")),
        ("content/markets/etf.pt-BR.md", name("markets", "etf", "pt-BR", "content/markets")),
        ("content/markets/etf.PT_br.md", name("markets", "etf", "pt-BR", "content/markets")),
        ("content/markets/etf/index.md", name("markets", "etf", None, "content/markets/etf")),
        ("content/markets/etf/index.ar.md", name("markets", "etf", "ar", "content/markets/etf")),
        ("content/about.md", name("", "about", None, "content")),
        ("content/a/b/c.md", name("a/b", "c", None, "content/a/b")),
        ("content/releases/release-0.13.1.md", name("releases", "release-0.13.1", None, "content/releases")),
        ("content/世界/新闻.md", name("世界", "新闻", None, "content/世界")),
        ("content/x/हिन्दी-ख़बर.md", name("x", "हिन्दी-ख़बर", None, "content/x")),
    ],
)
def test_names(path: str, expected: FileName) -> None:
    assert read_filename(path) == (expected, ())


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/markets/etf.zq.md", "unknown-language"),
        ("content/two words/etf.md", "bad-slug"),
        ("content/ma?rkets/etf.md", "bad-slug"),
        ("content/mark%2fets/etf.md", "bad-slug"),
        ("content/" + "a" * 300 + "/etf.md", "bad-slug"),
    ],
)
def test_names_that_cannot_stand_in_an_address(path: str, code: str) -> None:
    assert [found.code for found in read_filename(path)[1]] == [code]


@pytest.mark.parametrize(
    "name", ["two words", "etf%2f", "a" * 300, "", ".hidden", "end.", "a/b", "a#b", "a?b", "\u200bx"]
)
def test_what_is_no_slug(name: str) -> None:
    found = check_slug(name, Span(path="content/a.md"))
    assert [problem.code for problem in found] == ["bad-slug"]
    assert f"“{name}”" not in found[0].hint


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Budget 2026", "budget-2026"),
        ("What? Now!", "what-now"),
        ("  a — b  ", "a-b"),
        ("Orçamento (2)", "orçamento-2"),
        ("हिन्दी ख़बर", "हिन्दी-ख़बर"),
        ("鉄道 スト", "鉄道-スト"),
        ("?!", ""),
    ],
)
def test_a_slug_is_proposed_that_is_one(name: str, slug: str) -> None:
    assert slug_like(name) == slug
    assert not slug or not check_slug(slug, Span(path="content/a.md"))
