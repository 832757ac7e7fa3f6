"""Raw HTML of contributors, by itself and around Markdown's own links."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.markdown.sanitize import sanitize
from gazeta.sources.prose import Body, ImageAddress, LinkEnd, LinkStart, Phrase

SANITIZE = MarkdownOptions(html="sanitize")


def render(text: str) -> Body:
    return render_body(text, path="a.md", first_line=1, lang="en", options=SANITIZE)[0]


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/&#9;/evil.example",
        "java&#9;script:x",
        "%6aavascript:x",
        "data:,x",
        "blob:x",
        "http:x",
    ],
)
def test_addresses_obey_the_rules_for_those_in_markdown(address: str) -> None:
    done = sanitize(f'<a href="{address}">x</a><img src="{address}"><q cite="{address}">y</q>', frozenset())
    assert done == "<a>x</a><img><q>y</q>"


def test_allowed_addresses_stay() -> None:
    html = '<a href="https://a.example/">x</a><a href="/b/#c">y</a><a href="#d">z</a><img src="e.png">'
    assert sanitize(html, frozenset()) == html


@pytest.mark.parametrize(
    "text",
    [
        "[a<script>b](x.md)</script> c [d](y.md)",
        "[a<b>c](x.md)d</b>",
        '<a href="https://x.example">[y](z.md) [[w]]</a>',
        "[a</a>b](x.md)",
        "<table><tr>[a](x.md)</tr></table>",
        "x <textarea> [a](x.md)",
    ],
)
def test_links_are_nested_whatever_stands_around_them(text: str) -> None:
    assert alternate(render(text))


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "[a](x.md)", "[b", "](y.md)", "[[c]]", "![d](e.png)", "![", "## f\n", "\n\n", "\n", "g[^1]", "\n[^1]: h\n",
            "<b>", "</b>", "<a href=https://i.example>", "</a>", "<p>", "</p>", "<div>", "</div>", "<table>", "<td>",
            "</table>", "<script>", "</script>", "<style>", "<!--", "-->", "<svg>", "<math>", "<textarea>", "<title>",
            "<img src=x>", "<b id=fn-1 title='", "'", '"', ">", "&#xFDD0;", "0", "&#xFDD1;", "&#64976;", "&#0;", "&#12;",
            "<a data-hole='", "<plaintext>", "<template>", "<select>", "::: aside j\n", "\n:::\n",
        ]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(FRAGMENTS)
def test_any_raw_html_leaves_a_sound_body(text: str) -> None:
    body = render(text)
    assert alternate(body)
    html = "".join(part for part in body.prose.parts if isinstance(part, str))
    assert not {"\ufdd0", "\ufdd1", "\0", "\x0c"} & set(html)
    images = [part.src for part in body.prose.parts if isinstance(part, ImageAddress)]
    assert set(images) <= {reference.target for reference in body.images}
    phrases = [part for part in body.prose.parts if isinstance(part, Phrase)]
    assert len(phrases) <= text.count("[^1]")  # what looks like a definition may be a reference in a paragraph


def alternate(body: Body) -> bool:
    """Whether no link begins within another one, and each one that begins ends."""
    opened = False
    for part in body.prose.parts:
        if isinstance(part, LinkStart | LinkEnd):
            if opened is isinstance(part, LinkStart):
                return False
            opened = not opened
    return not opened


@pytest.mark.parametrize("link", ["[x](/onmouseover=alert(1)//)", "[[x]]", "![x](/y.png)", "[x](y.md)"])
@pytest.mark.parametrize("start", ["<div title='", '<div title="', "<p><textarea>", "<p><title>"])
def test_no_hole_is_left_in_an_attribute_or_in_the_text_of_a_field(start: str, link: str) -> None:
    """What fills it ends the attribute with its quotation marks: `<div title="… <a href="/onmouseover=…`."""
    body = render(f"{start}\n\n{link}\n\n'>\">x</div>\n")
    assert [part for part in body.prose.parts if not isinstance(part, str)] == []


def test_every_hole_survives_sanitising() -> None:
    body = render('[a](x.md) [[b]] ![c](d.png) e[^1]\n\n[^1]: f\n\n<b>g</b>\n\n![h](i.png "j")')
    kinds = [type(part).__name__ for part in body.prose.parts if not isinstance(part, str)]
    assert kinds == ["LinkStart", "LinkEnd", "AutoLink", "ImageAddress", "ImageAddress", "Phrase"]


def test_ids_of_the_page_get_a_prefix() -> None:
    assert 'id="u-gz-main"' in "".join(str(part) for part in render('<b id="gz-main">x</b>').prose.parts)


def test_references_to_forbidden_characters_are_taken_away() -> None:
    (html,) = render('<b title="&#xFDD0;0&#64977; &#x41; &#x110000; &#1;">x</b>').prose.parts
    assert html == '<p><b title="\ufffd0\ufffd A \ufffd \ufffd">x</b></p>\n'
