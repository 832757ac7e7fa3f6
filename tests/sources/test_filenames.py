import pytest

from gazeta.sources.filenames import FileName, read_filename


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
        ("content/markets/two words.md", "bad-slug"),
        ("content/ma?rkets/etf.md", "bad-slug"),
        ("content/markets/etf%2f.md", "bad-slug"),
        ("content/markets/" + "a" * 300 + ".md", "bad-slug"),
    ],
)
def test_names_that_cannot_stand_in_an_address(path: str, code: str) -> None:
    assert [found.code for found in read_filename(path)[1]] == [code]
