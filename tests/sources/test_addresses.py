"""Whole addresses of the site itself, and those without a scheme."""

import pytest

from gazeta.sources.addresses import path_on, with_scheme
from gazeta.sources.anchors import matching

SITE = "https://example.org/news"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org/news/a/b/?x=1#y", "/a/b/?x=1#y"),
        ("http://EXAMPLE.org:80/news/a", "/a"),
        ("https://example.org:443/news", "/"),
        ("https://example.org/news?x", "/?x"),
        ("https://example.org/newspaper/", None),
        ("https://example.org/", None),
        ("https://example.org:8443/news/", None),
        ("https://www.example.org/news/", None),
        ("https://me@example.org/news/", None),
        ("mailto:a@example.org", None),
    ],
)
def test_what_comes_after_the_site(url: str, path: str | None) -> None:
    assert path_on(SITE, url) == path


def test_a_site_at_the_root_has_all_of_its_host() -> None:
    assert path_on("https://example.org", "https://example.org") == "/"
    assert path_on("https://example.org", "https://example.org/a#b") == "/a#b"
    assert path_on("", "https://example.org/a") is None


def test_hosts_in_other_scripts() -> None:
    assert path_on("https://例え.jp", "https://xn--r8jz45g.jp/a/") == "/a/"


def test_without_a_scheme() -> None:
    assert with_scheme("//example.org/a?b") == "https://example.org/a?b"
    assert [with_scheme(url) for url in ("//", "///a", "/a", "a//b", "//a b/", "//:80")] == [
        "//",
        "///a",
        "/a",
        "a//b",
        "//a b/",
        "//:80",
    ]


def test_anchors_of_the_same_letters() -> None:
    ids = ["don-t-do-this", "café", "a-b", "ab", "نام\u200cگذاری", "section"]
    assert matching("dont-do--this", ids) == "don-t-do-this"
    assert matching("CAFE\u0301", ids) == "café"
    assert matching("ab", ids) == "ab"
    assert matching("a--b", ids) is None
    assert matching("نامگذاری", ids) == "نام\u200cگذاری"
    assert matching("", ids) is matching("---", ids) is matching("cafe", ids) is None
