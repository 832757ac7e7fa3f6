"""Bare addresses: where they end, in the punctuation of every script."""

import time

import pytest

from gazeta.sources.markdown.address_ends import address_end
from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.options import MarkdownOptions

ENDS = (
    *"»”“’‘…—–‹›„«¿¡،؛؟٪۔।॥။၊។៖។፣፤։՞՝‽†•′″。、，．：；！？（）【】「」『』《》〈〉〔〕〖〗～｜＂＇＞＜＋＝・··།༎᠃‐‒―⁃ ",
    *"\u00a0\u202f\u3000\u200b\u2028\u00ad\ufeff\u2060\u200e\u200f\u061c\u2066\u2069\u200c\u200d",
    *'.,;:!?")]}>< \t\n`^',
    "---",
    "...",
    ".”",
    "!」",
    "?!",
    ").",
    "**",
    "~~",
    "→",
    "✅",
    "'",
    "' ",
    ". ",
    ", ",
)


@pytest.mark.parametrize("after", ENDS, ids=ascii)
def test_punctuation_ends_an_address(after: str) -> None:
    for address in (
        "https://example.org/a",
        "https://example.org/a?b=1",
        "https://example.org",
        "mailto:a@example.org",
    ):
        for next_to_it in ("", " b"):
            text = f"x {address}{after}{next_to_it}"
            assert text[2 : address_end(text, 2)] == address, ascii(text)


@pytest.mark.parametrize(
    "before", ["", " ", *"(«„“‘»「（【、。，：:，—…-'\"=/見をに는עבוـแ", "\u200b", "_", "**"], ids=ascii
)
def test_an_address_begins_a_word(before: str) -> None:
    assert address_end(f"{before}https://example.org/a", len(before)) == len(before) + 21


@pytest.mark.parametrize("before", ["x", "7", "é", "ж", "λ", "ա", "+"])
def test_none_begins_within_a_word(before: str) -> None:
    assert address_end(f"{before}https://example.org/a", 1) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/安装包",
        "https://example.org/?q=日本&x=1#第3章",
        "https://例え.jp/パス",
        "https://उदाहरण.परीक्षा/पथ",
        "https://münchen.example/straße",
        "https://example.org/ব্যাঘ্র",
        "https://ja.wikipedia.org/wiki/アダム・スミス",
        "https://ca.wikipedia.org/wiki/Paral·lel",
        "https://he.wikipedia.org/wiki/צה״ל",
        "https://he.wikipedia.org/wiki/תל־אביב",
        "https://fa.wikipedia.org/wiki/می\u200cخواهم",
        "https://bo.wikipedia.org/wiki/བོད་ལྗོངས",
        "https://en.wikipedia.org/wiki/Hobson's_choice",
        "https://en.wikipedia.org/wiki/A_(b_(c))_d",
        "https://en.wikipedia.org/wiki/😂",
        "https://github.com/a/b/compare/v1...v2",
        "https://example.org/a?x[]=1&y={z}",
        "https://example.org/a,b;c!d:e@f~g_h-i--j%20k+l=m",
        r"https://example.org/a\_b\_c",
        "https://example.org/?a=1&amp;b=2",
        "https://user:word@example.org:8080/a",
        "HTTP://LOCALHOST:3000",
        "mailto:desk.news+x@例え.jp?subject=a%20b",
        "https://example.org/a/#/b",
    ],
)
def test_what_is_in_an_address(address: str) -> None:
    for after in ("", " b", "。", "), b", "”"):
        assert (address + after)[: address_end(address + after, 0)] == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a了解更多", "https://example.org/a"),
        ("https://example.org/aを見る", "https://example.org/a"),
        ("https://example.org/a에서", "https://example.org/a"),
        ("https://example.orgへ", "https://example.org"),
        ("https://example.org/aที่นี่", "https://example.org/a"),
        ("https://example.org/%E6%97%A5で", "https://example.org/%E6%97%A5"),
        ("https://example.org/a,https://example.org/b", "https://example.org/a"),
        ("https://example.org/(a", "https://example.org/"),
        ("https://example.org/a(b))", "https://example.org/a(b)"),
        ("https://example.org/a&gt;", "https://example.org/a"),
        ("https://example.org/a&nbsp;b", "https://example.org/a"),
        ("https://example.org/-", "https://example.org/-"),
        ("https://example.org-", "https://example.org"),
        ("https://", ""),
        ("https:///a", ""),
        ("mailto:", ""),
        ("mailto:a@", ""),
        ("ftp://example.org", ""),
    ],
)
def test_what_is_not(text: str, address: str) -> None:
    assert text[: address_end(text, 0)] == address


def test_a_link_shows_an_address_as_it_was_typed() -> None:
    text = 'v: https://example.org/its--x---"z", **https://example.org**だ, _https://example.org_ [https://a](b.md)'
    body, _ = render_body(text, path="a.md", first_line=1, lang="en", options=MarkdownOptions())
    html = str(body.prose.parts[0])
    assert '<a href="https://example.org/its--x">https://example.org/its--x</a>—“z”' in html
    assert '<strong><a href="https://example.org">https://example.org</a></strong>だ' in html
    assert '<em><a href="https://example.org">https://example.org</a></em>' in html
    assert html.endswith(" ")


@pytest.mark.parametrize(
    "pattern", ["http://", "https://a/(", "http://a/(b了)", "mailto:a@", "http://a/({[", "http://x@"]
)
def test_many_addresses_take_time_in_proportion(pattern: str) -> None:
    def seconds(count: int) -> float:
        text, start = pattern * count, 0
        began = time.process_time()
        while (start := text.find(":", start)) >= 0:
            start = max(address_end(text, max(0, start - 6)), address_end(text, max(0, start - 4)), start + 1)
        return time.process_time() - began

    assert seconds(8_000) < 10 * seconds(2_000) + 0.5
