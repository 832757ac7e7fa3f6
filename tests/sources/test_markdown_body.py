"""Markdown: cases as files (`tests/cases/markdown/*.txt`: title, input, expected), and laws for any input."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from gazeta.core.diagnostics import Diagnostic
from gazeta.core.span import Span
from gazeta.sources.markdown.body import render_answer, render_body
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.prose import Address, AutoLink, Body, ImageAddress, LinkEnd, LinkStart, Part
from support import CORPUS, NO_CORPUS, ROOT

CASES = sorted((ROOT / "tests/cases/markdown").glob("*.txt"))
OFF, SANITIZE, TRUSTED = (MarkdownOptions(html=html) for html in ("off", "sanitize", "trusted"))


def render(text: str, lang: str = "en", options: MarkdownOptions = OFF) -> tuple[Body, tuple[Diagnostic, ...]]:
    return render_body(text, path="a.md", first_line=1, lang=lang, options=options)


def shown(part: Part) -> str:
    match part:
        case str():
            return part
        case LinkStart():
            anchor = f"#{part.anchor}" if part.anchor else ""
            return f"⟦link {part.href or part.target + anchor}{' ' + repr(part.title) if part.title else ''}⟧"
        case AutoLink():
            return f"⟦auto {part.target}{'#' + part.anchor if part.anchor else ''}⟧"
        case ImageAddress():
            return f"⟦image {part.src}⟧"
        case Address():
            return f"⟦address {part.target}⟧"
    return "⟦/link⟧" if isinstance(part, LinkEnd) else f"⟦phrase {part.msgid}⟧"


def cases() -> Iterator[tuple[str, str, str]]:
    for path in CASES:
        for case in re.split(r"^%% (?=.)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, expected = case.split("\n%%\n")
            title, _, text = head.partition("\n")
            yield f"{path.stem}: {title}", text, expected.rstrip("\n")


@pytest.mark.parametrize(
    ("title", "text", "expected"), list(cases()), ids=lambda value: value if ": " in value[:40] else ""
)
def test_case(title: str, text: str, expected: str) -> None:
    lang = match[1] if (match := re.search(r"\(([\w-]+)\)$", title)) else "en"
    body, found = render(text, lang)
    html = "".join(shown(part) for part in body.prose.parts).rstrip("\n")
    marks = "".join(f"\n! {d.span.line}:{d.span.column} {d.code}" for d in found)
    assert html + marks == expected


def test_places_are_those_of_the_file() -> None:
    text = "One.\n\n> - See [a](x.md), [[y]]\n>   and ![z](z.png).\n"
    body, _ = render_body(text, path="content/m/a.md", first_line=9, lang="en", options=OFF)
    places = [str(reference.span) for reference in (*body.links, *body.images)]
    assert places == ["content/m/a.md:11:9", "content/m/a.md:11:20", "content/m/a.md:12:9"]


def test_an_answer_has_the_place_of_its_value() -> None:
    span = Span(path="a.md", line=7, column=8)
    body, found = render_answer("See [a](x.md) and {% tag %}.", span=span, lang="en", options=OFF)
    assert [link.span for link in body.links] == [span]
    assert [(d.code, d.span) for d in found] == [("liquid-tag", span)]


def test_an_answer_has_ids_of_its_own_since_it_shares_a_page_with_the_body() -> None:
    text = "## A\n\nb[^1]\n\n[^1]: c\n\n::: aside d\ne\n:::\n"
    places = [Span(path="a.md", line=7, column=8), Span(path="a.md", line=9, column=8)]
    bodies = [render(text)[0], *(render_answer(text, span=span, lang="en", options=OFF)[0] for span in places)]
    ids = re.findall(r' id="([^"]+)"', "".join(str(part) for body in bodies for part in body.prose.parts))
    assert len(ids) == 12
    assert len(set(ids)) == 12


def test_what_no_html_may_hold_becomes_a_replacement_character() -> None:
    text = 'a\x01\x0b\x0c\x7f\x85\ufdd0\ufffe\ud800 &#1; &#12; &#xFFFE; &#xD800; &#xFDD0;0&#xFDD1; `\x02` ![\x03](b.png "&#12;")'
    body, _ = render(text + "\n\n## &#12;")
    html = "".join(part for part in body.prose.parts if isinstance(part, str)) + body.headings[0].text
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]", html)
    html.encode()


def test_plain_commonmark_obeys_the_choice_of_html_too() -> None:
    plain = MarkdownOptions(extensions=False)
    assert render("<script>x</script>", options=plain)[0].prose.parts == ("<p>&lt;script&gt;x&lt;/script&gt;</p>\n",)


def test_cells_with_the_same_words_have_places_of_their_own() -> None:
    body, _ = render("| a | b |\n|---|---|\n| [a](x.md) | [a](x.md) |\n")
    assert [reference.span.column for reference in body.links] == [3, 15]


def test_many_headings_of_the_same_words_take_no_time() -> None:
    body, _ = render("# a\n" * 20_000)
    assert body.headings[-1].id == "a-20000"


def test_a_text_without_holes_is_one_piece() -> None:
    assert len(render("Plain *text*.\n\nAnd [a link](https://a.example).")[0].prose.parts) == 1


SINKS = (
    "{}",
    "[x]({})",
    '[x](https://a.example "{}")',
    "![{}](a.png)",
    "![x]({})",
    '![x](a.png "{}"){{credit="{}"}}',
    "<{}>",
    "`{}`",
    "```{}\n{}\n```",
    "[[{}]]",
    "[[a|{}]]",
    "## {}",
    "::: factbox {}\nx\n:::",
    "| {} |\n|--|\n| {} |",
    "x[^1]\n\n[^1]: {}",
    "[r]: {}\n\n[r]",
    "{}\n: {}",
    "![x](a.png){{class=\"{}\" title='{}'}}",
    '[x]{{class="{}" title=\'{}\' lang="{}"}}',
    '<b title="{}">x</b>',
    "<a href='{}'>x</a>",
)
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVa\tScript:alert(1)",
    "data:text/html,<b>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "--><script>alert(1)</script>",
    "</code></pre><svg onload=alert(1)>",
    "vbscript:x",
    "//evil.example",
    "\\\\evil.example",
    "&#106;avascript:alert(1)",
    "\x01javascript:alert(1)",
    "blob:x",
    "intent:x",
    "<a href=javascript:alert(1)>x</a>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "]]><script>x</script>",
    "\ufdd00\ufdd1",
    "&#xFDD0;0&#xFDD1;",
    "<a href=//evil.example>x</a>",
    "<img src=/\\evil.example>",
    "/\t/evil.example",
    "%6aavascript:alert(1)",
    "ms-word:ofe|u|https://evil.example",
)


@pytest.mark.parametrize("options", [OFF, SANITIZE], ids=["off", "sanitize"])
@pytest.mark.parametrize("sink", SINKS)
def test_nothing_a_contributor_writes_runs(sink: str, options: MarkdownOptions) -> None:
    for payload in PAYLOADS:
        body, _ = render(sink.replace("{{", "{").replace("}}", "}").replace("{}", payload), options=options)
        assert harmless(body), (sink, payload)


def harmless(body: Body) -> bool:
    text = "".join(part if isinstance(part, str) else stand_in(part) for part in body.prose.parts)
    tree = lxml_html.fromstring(f"<div>{text}</div>")
    schemes = re.compile(r"[\x00-\x20]*(?!https?:|mailto:|tel:)(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "svg", "math", "iframe", "style", "object"}:
            return False
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            if name.startswith("on") or name == "style" or (name in {"href", "src"} and schemes.match(value)):
                return False
    return True


def stand_in(part: Part) -> str:
    match part:
        case LinkStart():
            return '<a href="/x/">'
        case LinkEnd():
            return "</a>"
        case ImageAddress():
            return 'src="/x.png"'
        case _:
            return ""


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "# ",
            "## ",
            "> ",
            "- ",
            "1. ",
            "\n",
            "\n\n",
            "    ",
            "`",
            "```",
            "*",
            "**",
            "_",
            "[",
            "](",
            ")",
            "![",
            "[[",
            "]]",
            "|",
            "|--|\n",
            "<b>",
            "</b>",
            "<",
            "{",
            "}",
            "{#id}",
            ":::",
            "::: factbox",
            "[^1]",
            "[^1]: ",
            "~~",
            "--",
            "...",
            '"',
            "'",
            "a",
            "é",
            "中",
            "ب",
            "\u200d",
            "\\",
            "&amp;",
            "https://a.example",
            ".md",
            "x.md#y",
            "{%",
            "%}",
            "{{",
            "\x00",
            "\ufffe",
            ": ",
            "\ufdd0",
            "\ufdd1",
            "&#xFDD0;",
            "&#12;",
            "{lang=fa}",
            "<!--",
            "0",
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(FRAGMENTS | st.text(max_size=200), st.sampled_from([OFF, SANITIZE, TRUSTED]))
@example("\ufdd00\ufdd1", OFF)
@example("&#xE000;7&#xE001;", OFF)
@example(">" * 5_000, OFF)
@example("[" * 5_000 + "x", OFF)
@example("- " * 500, OFF)
def test_any_text_gives_a_body(text: str, options: MarkdownOptions) -> None:
    body, found = render(text, options=options)
    assert all(isinstance(item, Diagnostic) for item in found)
    ids = [heading.id for heading in body.headings]
    assert len(ids) == len(set(ids))
    starts = sum(isinstance(part, LinkStart) for part in body.prose.parts)
    assert starts == sum(isinstance(part, LinkEnd) for part in body.prose.parts)
    lines = text.split("\n")
    for reference in (*body.links, *body.images, *body.addresses, *body.fragments):
        if reference.span.column:
            assert lines[reference.span.line - 1][reference.span.column - 1] in "[!<"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason=NO_CORPUS)
def test_every_leftover_of_the_real_articles_is_reported_where_it_stands() -> None:
    """Counted here in another way: line by line, outside of what looks like code."""
    for path in sorted(CORPUS.glob("content/*/*.md")):
        text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        fenced = False
        expected: Counter[int] = Counter()
        for number, line in enumerate(text.split("\n"), 1):
            fenced ^= line.lstrip().startswith(("```", "~~~"))
            if not fenced:
                expected[number] += len(re.findall(r"\{%.*?%\}|\{\{.*?\}\}", re.sub(r"`[^`]*`", "", line)))
        reported = Counter(d.span.line for d in render(text)[1] if d.code == "liquid-tag")
        assert reported == +expected, path.name
