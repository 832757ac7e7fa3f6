"""Every reader takes time in proportion to its input, whatever is repeated in it: CPU time, for two sizes.

Four times the text may take up to eight times as long (a reader that is quadratic takes sixteen times, on any machine),
and nothing may take longer than `LIMIT`, on a machine as fast as the one of `USUAL`: how fast this one is now is measured
beside it. What seems slow is measured again, and the best of its times counts.
"""

import gc
import resource
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gazeta.core.invisible import without_invisible
from gazeta.sources.article import read_article
from gazeta.sources.comments import without_comments
from gazeta.sources.config.publishers import read_publishers
from gazeta.sources.config.section import read_section
from gazeta.sources.config.site_config import read_config
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.pictures.probe import probe
from gazeta.sources.translation.passages import passages
from gazeta.sources.translation.phrasebook import read_phrasebook
from gazeta.sources.translation.record import read_record
from gazeta.sources.typography.typesetting import typographic

pytestmark = pytest.mark.slow

SMALL, FULL = 32 * 1024, 128 * 1024
RATIO = 8.0
LIMIT = 2.0
"""Seconds of CPU time for `FULL`: twice what readers may take, for what a busy machine adds."""
USUAL = 0.06
"""Seconds of CPU time that `yardstick` takes where these limits were set: a virtual machine of 2026, with Python 3.11."""
UNMEASURABLE = 0.06
"""Below this a ratio is noise."""

Make = Callable[[int], str]


def repeated(unit: str) -> Make:
    return lambda size: unit * max(1, size // len(unit.encode()))


def once(before: str, unit: str, after: str = "") -> Make:
    return lambda size: before + unit * max(1, size // len(unit.encode())) + after


def numbered(unit: str) -> Make:
    """Units that differ: `{}` is a number."""
    return lambda size: "".join(unit.replace("{}", str(number)) for number in range(size // (len(unit) + 4)))


def growing(char: str, after: str) -> Make:
    """Runs of a character, each longer by one."""
    return lambda size: "".join(char * length + after for length in range(1, int((2 * size) ** 0.5)))


UNITS = [
    "[", "]", "[]", "[[", "]]", "[[]]", "[a", "[a]", "[a](", "[a](b", "[a](b)", "[a](b) ", "[a](<b", '\'[a](b "',
    '\'[a](b "c") ', "[a][b] ", "[a][]", "![", "![](", "![a](b)", '\'![a](b "c")', "![[", "[[a", "[[a|", "[[a]] ",
    "[[a#b", "[[](", "![[![]", "[[]", "![[a](b)", "[[...]", "[^", "[^a]", "[^a] ", "[^a]: ", "[^a", "^[a", "^[a b] ", "[a]{", "[a]{b", "[a]{.b} ", "![a](b){.c ",
    "{", "{{", "{{ a }} ", "{%", "{% a %}", "{%a", "{:", "{: a}", "{#", "{# a", "{#a}", "{/*", "{>>", "{++", "{--",
    "{~~", "%%", "%%a", "%% ", "{% comment %}", "{{/*", "{{!", "{{!--", "{{< comment >}}", "{::comment}", "{% #", "{#a#", "*", "**", "*a", "*a ", "a*", "**a *a ", "*a_ ", "_", "_a",
    "a_b", "a*b_", "***a", "~", "~~", "~~a", "~~a~~ ", "~~a ~", "`", "``", "`a", "` `` ", "\\`", "\\` `", "\\",
    "\\*", "<", "<a", "<a ", "<a b", '\'<a b="', "<a b='", "<a b=c ", "<a>", "<A b={", "<A/>", "</a", "</a>", "<!",
    "<!-", "<!--", "<!-- ", "<!---->", "<!-- a -->", "-->", "<?", "<?a", "<![CDATA[", "<!A", "<a@b", "<http://",
    "<http://a>", "<b>", "<i>", "<b><i>", "<p>", "<div>", "<table>", "<td>", "<select>", "<svg>", "<math>",
    "<script>", "<style>", "<textarea>", "<title>", "<plaintext>", "<pre>", "<ul><li>", "<a href=b>",
    "<a href=b.md>x</a>", "<img src=a>", '\'<img src=a srcset="b,', "&", "&#", "&#x", "&a", "&a;", "&amp;", '\'"',
    '\'"a', '\'"a" ', "'", "'a", "a'", "'a' ", '\'"\'', '\'"a\'b ', "''", '\'("', '\'— "', "«", "»", "-", "--",
    "-- ", "---", "a---b", ".", "..", "...", ". ", "://", "http:", "http://", "http://a", "http://a.b ",
    "http://a.b/(", "http://a.b/!", "http://a.b/()", "www.", "www.a.b/", "a@b", "a@b.c ", "mailto:", "//a.b ",
    "a.b ", "a:b@", ":", "::", ":::", ": ", ":a:", "@", "#", "# ", "$", "%", "^", "+", "=", "==", "/", "(", "()",
    ")", ";", "a", "a ", "a  b", "ab, ", "1", "1. ", "1) ", "é", "漢", "漢 ", "漢字，", "*漢*", "**漢**。", "あ", "가", "ا",
    "ا ", '\'א"א', "ก", "ខ", "က", "😀", "\U0001f469\u200d", "\u200d", "\u200b", "\xad", "á", "́", "\u2028",
    "\ufeff", "\u202e", "\xa0", "\t", "!", "?", "!!", "[gallery] ", '\'[a b="c"] ', "[/b]", "[b]", "[b]x[/b]",
    "{b}", ":ref:`a` ", "|", "||", "a|",
]  # fmt: skip

LINES = [
    "a", "# a", "## a", "###### a", "## a {#b}", "## {#", "a  ", "a\\", "a\n-", "a\n=", "***", "---", "- ", "- a",
    "+ a", "* a", "1. a", "1) a", "- a\n+ b", "- - a", "- a\n  - b", "> a", ">", "> > a", "> - a", ">a\n\n",
    "- a\n\n", "    a", "    a\n\n", "\ta", "```", "```\na", "~~~", "```\na\n~~~", "a\n: b", ": a", "a\n: b\n",
    "a\n:\n", "[a]: b", '\'[a]: b "', "[a]: <b", "[a]:", "[a]:\nb", "[^a]: b", "[^a]: b\n\n", "'[a]: b \"c\"\n",
    "a|b\n-|-\n", ":::", "::: aside", "::: aside a", "::: a", "::: aside\na\n:::", ":::: aside\n::: aside",
    "::: aside\na\n\n", "> ::: aside", "a\n>>", ">>>>>>>\na", "> # a\nb", "> ---\nb", "> ```\nb", "> ```\n> a\nb", "> - a\n>\nb", "<div>", "<div>\n\n", "</div>", "<p>\n\n", "<i>\n\n", "<i class=a>x\n\n",
    "<!--", "<!-- a", "-->", "<?", "<pre>", "<script>", "<table>\n\n", "<td>\n\n", "{% a %}", "{% a %}  ", "{% a",
    "!!! note", '\'??? a "b"', '\'=== "a"', "> [!NOTE]", "import a from 'b'", "export const a", ".. a::", "#+A:",
    "[TOC]", "• a", "– a", "• ", "<<<<<<<", "=======", ">>>>>>>", "%%", "%%a", "![a](b)", '\'![a](b "c")',
    "[a](b)", "[[a]]", "*a", "**a", "`a", '\'"a', "http://a.b", "| a |", "\\|",
]  # fmt: skip

SHAPES: dict[str, Make] = {
    "brackets opened, then closed": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "images nested": lambda size: "![a" * (size // 7) + "](b)" * (size // 7),
    "links nested": lambda size: "[a" * (size // 6) + "](b)" * (size // 6),
    "parentheses in an address": once("[a](", "("),
    "parentheses in a bare address": once("http://a.b/", "("),
    "exclamation marks behind an address": once("http://a.b/", "!"),
    "a long host": once("http://", "a."),
    "backticks of all lengths": growing("`", " "),
    "fences of all lengths": growing("`", "\n"),
    "boxes of all lengths": lambda size: "".join(":" * n + " aside\n" for n in range(3, int((2 * size) ** 0.5))),
    "stars of all lengths": growing("*", "a "),
    "tildes of all lengths": growing("~", "a "),
    "spaces in a heading": once("## a", " ", "b"),
    "spaces before a heading": once("## ", " ", "b"),
    "hashes behind a heading": once("## a ", "#", "b"),
    "spaces and hashes in a heading": once("## a", " #", "b"),
    "tabs in a heading": once("## a", "\t", "b"),
    "an id of a heading": once("## a {#", "a"),
    "spaces before an id": once("## a", " ", "{#b}"),
    "spaces in a line": once("a", " ", "b"),
    "spaces at its end": once("a", " "),
    "quotations in quotations": once("", ">", "a"),
    "quotations, spaced": once("", "> ", "a"),
    "many lines in fifty quotations": repeated(">" * 50 + "a\n"),
    "lists in lists": once("", "- ", "a"),
    "numbers in lists": once("", "1. ", "a"),
    "lists indented": lambda size: "".join("  " * n + "- a\n" for n in range(int(size**0.5))),
    "footnotes in footnotes": once("", "[^a]: ", "b"),
    "definitions in definitions": once("a\n", ": ", "b"),
    "a wide table": lambda size: "|" + "a|" * (size // 8) + "\n|" + "-|" * (size // 8) + "\n" + "a|\n" * (size // 12),
    "a long table": once("|a|b|\n|-|-|\n", "|a|b|\n"),
    "a table of escapes": once("|a|\n|-|\n|", "\\|"),
    "a table of backticks": once("|a|\n|-|\n|", "`"),
    "tables": repeated("|a|\n|-|\n\n"),
    "definitions of links": numbered("[a{}]: /x\n"),
    "uses of one": once("[a]: /x\n\n", "[a]"),
    "footnotes": lambda size: numbered("[^{}]: a\n\n")(size // 2) + numbered("[^{}] ")(size // 2),
    "uses of one footnote": once("[^1]: a\n\n", "[^1] "),
    "links to headings": lambda size: numbered("## a{}\n")(size // 2) + "\n" + numbered("[x](#a{}) ")(size // 2),
    "links to no headings": lambda size: numbered("## a{}\n")(size // 2) + "\n" + numbered("[x](#b{}) ")(size // 2),
    "headings alike": repeated("## a\n"),
    "headings that differ": numbered("## a {}\n"),
    "headings nearly alike": lambda size: "".join(f"## a {n % 7}\n" for n in range(size // 6)),
    "attributes": once("[a]{", "b=c ", "}"),
    "classes": once("[a]{", ".b"),
    "an attribute without end": once('[a]{t="', "a"),
    "attributes of a tag": once("<a", " b=c", ">"),
    "quotation marks of a tag": once("<a ", "'\"", ">"),
    "values of a tag": once("<a b", "='c' d", ">"),
    "words of a tag": once("<a", " b"),
    "formatting that differs": numbered("<i class=a{}>x\n\n"),
    "links of raw HTML that are not closed": numbered("<a href=b{}.md>x\n\n"),
    "ids of raw HTML": numbered("<b id=a{}>x</b>\n"),
    "one id of raw HTML": repeated("<b id=a>x</b>\n"),
    "a comment without end": once("<!--", "a "),
    "a comment of lines": once("<!--", "\n", "-->"),
    "comments in quotations": repeated("> <!-- a\n> b -->\n"),
    "comments in code": repeated("`<!--` "),
    "comments that take in code": repeated("a <!--\n```\n-->\n\n"),
    "comments between lines": repeated("a <!--\n\nb --> c\n"),
    "components": once("<A ", 'a="b" '),
    "Liquid without end": once("{% ", "a "),
    "Liquid on a line": once("{% a %}", " ", "b"),
    "an import": once("import a ", "b from "),
    "a shortcode": once("[gallery ", "a "),
    "Han and Latin": repeated("漢a"),
    "emphasis of Han": repeated("**漢**字"),
    "lines of Han": repeated("漢\n"),
    "a word": once("", "a", ".com"),
    "emphasis left open": numbered("*a{} "),
    "emphasis that crosses": repeated("*a _b* c_ "),
    "surplus cells": once("|a|\n|-|\n", "|b|c|\n"),
    "pipes in code": once("|a|\n|-|\n", "|`b|c`|\n"),
    "addresses with spaces": repeated("[a](b c) "),
    "links not closed": repeated("[a](http://b "),
    "attributes behind images": repeated("![a](b){c=d} "),
}  # fmt: skip

BODIES: dict[str, Make] = {
    **{f"“{unit}”": repeated(unit) for unit in UNITS},
    **{f"lines of “{unit}”": repeated(f"{unit}\n") for unit in LINES},
    **SHAPES,
}
FRONT = "---\ntitle: T\ndate: 2026-01-01\n---\n"
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'


def body(html: str) -> Callable[[str], object]:
    options = MarkdownOptions(html=html)  # type: ignore[arg-type]
    return lambda text: read_article((FRONT + text).encode("utf-8", "replace"), "content/a/b.md", "en", options)


def whole(text: str) -> object:
    return read_article(text.encode("utf-8", "replace"), "content/a/b.md", "en", MarkdownOptions())


OTHERS: dict[str, tuple[Callable[[str], object], list[str | Make]]] = {
    "front matter": (
        lambda text: whole(f"---\n{text[: 60 * 1024]}\n---\nx"),
        ["a: b\n", "- a\n", "a:\n", " ", "\n", "[", "{", "[a,", "{a:", "'", '"', "a: |\n", "a: b #c\n", "? a\n", "&a ", "*a\n", "!a ",
         "--- ", "...\n", "#", "a:\n  ", "<<: a\n", "\t", "<<<<<<< a\n", numbered("a{}: b\n"), once("a: ", "b "), once("title: ", "<!--"),
         once("title: ", "{# "), once("title: '", "\""), once("summary: >\n", " a\n"), once("tags: [", "a, ", "]"),
         once("questions:\n", "- {q: a, a: 'b'}\n"), once("", " "), once("a: ", "\u200b"), once("title: ", "\u2028a")],
    ),
    "an article's beginning": (
        whole, ["---\n", "--- ", "---", "+++\n", "a: b\n", "\ufeff", "\n", " ", " \n", "—\n", "{", "...\n", once("---\n", "a\n"), once("---\n", "---"),
                once("---\n", " "), once("---\na: b\n", "--\n")],
    ),
    "passages": (
        lambda text: passages((FRONT + text).encode("utf-8", "replace"), "content/a.md"),
        ["## a\n", "#", "# ", "```\n", "~~~ ", "`", " ", "\t", once("## A heading", " ", "x"), once("## A", " #", "x"), once("## ", "#"),
         once("## a ", "# "), once("#", "\t", "x"), growing("`", "\n"), growing("#", " a\n"), numbered("## {}\n")],
    ),
    "phrasebooks": (
        lambda text: read_phrasebook((CATALOG + text).encode("utf-8", "replace"), "locales/pt/LC_MESSAGES/gazeta.po", "pt"),
        ['msgid "a"\nmsgstr "b"\n\n', numbered('msgid "a{}"\nmsgstr "b"\n\n'), "msgid ", '"', '"\\', '""', '""\n', '"a" ', "#", "#, fuzzy\n", "#~ a\n",
         " ", "\n", "msgstr[0] ", "msgctxt ", once('msgid "', "a", '"\nmsgstr "b"\n'), once('msgid "', "%(a)s ", '"\nmsgstr "b"\n'),
         once('msgid "a"\nmsgstr "', "%", '"\n'), once('msgid "a"\nmsgstr ""\n', '"b"\n'), once('msgid "', "\\\\", '"\nmsgstr "b"\n')],
    ),
    "site.yaml": (
        lambda text: read_config(text[: 60 * 1024]),
        [numbered("a{}: b\n"), "locales:\n", once("locales: [", "en, ", "]"), once("locales: [", "a, ", "]"), once("title: {", "en: a, ", "}"),
         once("title: ", "a "), once("base_url: http://", "a"), once("base_url: http://a/", "/"), once("widgets:\n", " a: {type: links}\n"), "- "],
    ),
    "sections and sources": (
        lambda text: (read_section(text[: 60 * 1024], "content/a/_section.yaml", "a", "en"),
                      read_publishers(text[: 60 * 1024], "content/_sources.yaml", "en")),
        [numbered("a{}: {name: b}\n"), once("title: ", "a"), once("title: {", "en: a, ", "}"), once("title: ", "<!-- ")],
    ),
    "SVG": (
        lambda text: probe((SVG + text).encode("utf-8", "replace"), ".svg"),
        ["<g>", "<g/>", "<!--", "<!-- a -->", "<a ", "&", "&a;", "&#x41;", "<![CDATA[", "<?a ", " ", "a", "url(", "url(#a) ", "on", " onx=", "href=", "<script",
         once("<g ", 'a="b" '), once("<style>", "a{b:c}"), once("<style>", "\\6a "), once("<path d='", "M 0 0 ", "'/>"), "javascript:", "data:", "\\"],
    ),
    "an SVG's beginning": (
        lambda text: probe(text.encode("utf-8", "replace"), ".svg"),
        ["<", "<svg", "<svg ", "<!--", "<!-- -->", "<?xml", "<?xml ?>", " ", "\n", "<!DOCTYPE", "<!DOCTYPE a [", once("<svg ", 'a="b" ', ">"), once("<svg ", "a='"),
         once("<svg viewBox='", "1 ", "'/>"), once("<svg width='", "1", "'/>"), once("<svg xmlns:", "a", "='b'/>"), once("<svg ", "a:"), "\ufeff"],
    ),
    "pictures": (
        lambda text: probe(b"\x89PNG\r\n\x1a\n" + text.encode("utf-8", "replace"), ".png"),
        ["\0", "a", "IHDR", "\0\0\0\0IDAT\0\0\0\0", "\0\0\0\0tEXt\0\0\0\0", once("\0\0\0\rIHDR", "\0"), once("\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", "\0")],
    ),
    "translation records": (
        lambda text: read_record(text.encode("utf-8", "replace"), "translations/a.pt.json"),
        ["{", "[", '"', '{"a":', "[[", '"\\', "1", " ", "[1,", once('{"version":1,"original":"', "a", '","passages":[]}'),
         once('{"version":1,"original":"a","passages":[', '{"name":"a","text":"b"},', '{"name":"c","text":"d"}]}')],
    ),
    "plain texts": (
        lambda text: (typographic(text, "en"), typographic(text, "fr"), without_comments(text), without_invisible(text)),
        ['"', '"a', '"a" ', "'", "'a ", "a'", "\"'", "-", "--", ".", "<!--", "<!-- a -->", "{#", "{# a", "{/*", "{>>", "{{/*", "{% comment %}", "{::comment}", "{{!--", "{#a#", "\u200b", "\u2028",
         "\ufeff", "א\"א", "« ", "漢\"", "\u200bก", "'90", "\U000e0067", once("<!--", " "), "d'"],
    ),
}  # fmt: skip


def cases() -> Iterator[Any]:
    for html in ("off", "sanitize", "trusted"):
        names = [
            name for name in BODIES if html == "off" or "<" in name or "&" in name or "HTML" in name or " tag" in name
        ]
        for name in names:
            yield pytest.param(body(html), BODIES[name], id=f"{html}: {name!a}")
    for reader, (read, patterns) in OTHERS.items():
        for number, pattern in enumerate(patterns):
            make = repeated(pattern) if isinstance(pattern, str) else pattern
            yield pytest.param(read, make, id=f"{reader}: {number} {make(12)[:24]!a}")


def seconds(read: Callable[[str], object], text: str) -> float:
    """CPU time without Python's garbage collector, which looks at all that the tests before have left."""
    gc.disable()
    try:
        start = now()
        read(text)
        return now() - start
    finally:
        gc.enable()


def now() -> float:
    """This process's own CPU time, without the system's: that is for what other processes do to its memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def yardstick() -> float:
    """CPU time of some plain Python."""
    start, counts = now(), dict.fromkeys(range(1024), 0)
    for number in range(1_000_000):
        counts[number & 1023] = counts.get(number & 1023, 0) + number
    return now() - start


def is_linear(read: Callable[[str], object], small: str, full: str) -> tuple[bool, float, float]:
    slow = seconds(read, full)
    quick = seconds(read, small) if slow >= UNMEASURABLE else slow
    limit = LIMIT
    for _ in range(7):
        if slow < UNMEASURABLE or (slow < limit and slow < RATIO * quick):
            return True, quick, slow
        limit = max(limit, LIMIT * yardstick() / USUAL)
        quick, slow = min(quick, seconds(read, small)), min(slow, seconds(read, full))
    return slow < limit and slow < RATIO * quick, quick, slow


def test_there_are_many_patterns() -> None:
    assert len(BODIES) + sum(len(patterns) for _, patterns in OTHERS.values()) > 500


@pytest.mark.parametrize(("read", "make"), list(cases()))
def test_time_grows_as_the_text_does(read: Callable[[str], object], make: Make) -> None:
    linear, quick, slow = is_linear(read, make(SMALL), make(FULL))
    assert linear, f"{quick:.3f} s for {SMALL // 1024} kB, {slow:.3f} s for {FULL // 1024} kB"
