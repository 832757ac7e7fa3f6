"""No input ends in “a bug in Gazeta”: whatever bytes a file of the site has, a reader gives a value and diagnostics.

`INPUTS` inputs in a run, the same in each: files like those of newsrooms, damaged. A number in a failure's text makes its
input again (`damaged`).
"""

import random
from collections.abc import Callable
from functools import partial

import pytest

from gazeta.core.diagnostics import Diagnostic
from gazeta.preview.words import accepted
from gazeta.sources.article import read_article
from gazeta.sources.characters import read_text
from gazeta.sources.config.publishers import read_publishers
from gazeta.sources.config.section import read_section
from gazeta.sources.config.site_config import read_config
from gazeta.sources.config.theme_manifest import read_theme_manifest
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.pictures.probe import is_image, probe
from gazeta.sources.translation.catalog_files import fuzzy_phrases
from gazeta.sources.translation.passages import passages
from gazeta.sources.translation.phrasebook import read_phrasebook
from gazeta.sources.translation.record import read_record
from support import ROOT, resolved

INPUTS = 6_500
SITES = 300

ARTICLE = """---
title: "A treaty <!-- note --> for the ‘river’"
date: 2026-06-01T10:00:00+02:00
updated: 2026-06-02
publish_at: 2026-06-01 09:00
lang: pt-BR
summary: >
  Two lines
  of it.
source: {name: Reuters, lang: en, url: https://r.example/a}
authors: [Ana, {name: Bo, url: "https://b.example"}]
tags: [rail, "água"]
image: {src: p.png, alt: Coils, caption: "Co", credit: J}
questions:
  - q: Why?
    a: "Because of [it](b.md)."
related: [world/b, {title: T, url: https://t.example}]
corrections: [{date: 2026-06-02, text: The year.}]
aliases: [/old/name/]
---
# One

Text *em* **漢字** [a](b.md#c "t"), [[world/b|words]], ![x](p.png "y"){credit=Jo .wide} “q” 'q' -- http://a.example/b_(c).

::: factbox The numbers
- a
  1. b

      code
:::

| a | b |
|:--|--:|
| 1 | `|` |

> quote[^1] [mot]{lang=fr}

[^1]: A note.
[ref]: /x "t"

Term
: Definition

<div class="x"><a href="b.md" name=y>z</a><!-- c --></div> <b>c</b> &amp; &#x41;

```py
x
```
{% include a %} {: .lead} {#id}
"""
SITE = """base_url: https://news.example.org/sub
title: {en: The Gazette, pt: A Gazeta}
time_zone: Europe/Lisbon
content_language: en
locales:
  en: {}
  pt-BR: {label: Português, url_prefix: br, fallback: [pt]}
  ar: {direction: rtl, calendar: islamic}
time: {relative: baked, relative_under: 7d}
markdown: {html: sanitize, typography: true}
widgets:
  recent: {type: recent, count: 5}
  ad: {type: promotion, image: /p.png, alt: x, url: https://a.example, start: 2026-01-01, until: 2026-12-31}
"""
SECTION = (
    "title: {en: World, pt: Mundo}\nslug: {pt: mundo}\nweight: -3\ndefaults:\n  tags: [a]\n  image: {src: p.png}\n"
)
PUBLISHERS = "reuters: {name: Reuters, lang: en, url: https://r.example}\nlusa:\n  name: {en: Lusa}\n"
MANIFEST = "name: Mine\ndescription: A theme\nlicence: MIT\nextends: broadsheet\n"
CATALOG = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"

#, fuzzy
msgctxt "site"
msgid "a %(name)s"
msgstr "b %(name)s"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s dia"
msgstr[1] "%(n)s de dias"
msgstr[2] "%(n)s dias"
#~ msgid "old"
#~ msgstr "velho"
"""
RECORD = '{"version": 1, "original": "content/a.md", "passages": [{"name": "title", "text": "A"}]}'
SVG = (
    '<?xml version="1.0"?><!-- c --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10mm">'
    '<style>a{fill:url(#b)}</style><g id="b"><path d="M0 0L1 1"/><a href="#b"><text>&lt;</text></a></g></svg>'
)
WORDS = "pt-BR;q=0.8,en-GB,zh-Hans;q=0.5,*;q=0.1"

TOKENS = [
    b"---\n", b"\n---\n", b"...\n", b": ", b"- ", b"#", b"[", b"]", b"{", b"}", b'"', b"'", b"|", b">", b"&a ", b"*a", b"!!python/object:x ", b"<<: ",
    b"<!--", b"-->", b"<", b"</", b"/>", b"&#x110000;", b"&#xD800;", b"&#0;", b"%", b"%(", b"{%", b"{{", b"\\", b"\\x", b"\\ud800", b"\\u0000", b"\t", b"\r", b"\0",
    b"\x7f", b"\x85", b"\xff", b"\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xb7\x90",
    b"\xef\xb7\x92", b"\xf0\x9f\x98\x80", "é".encode(), "\u0301".encode(), "²".encode(), "٣".encode(), "漢".encode(), b"99999999999999999999", b"-1", b"1e999", b"0x10",
    b"null", b"~", b"true", b".inf", b"2026-02-30", b"0000-00-00", b"9999-12-31T23:59:59Z", b"0001-01-01", b"lang: ", b"en-XX", b"i-klingon", b"x-", b"javascript:",
    b"//", b"http://[", b"http://[::1", b"http://a:99999999/", b"http://\xc2\xb2", b"../../..", b"::: ", b"```", b"[^1]", b"<<<<<<< ", b"msgid ", b"msgstr[9] ", b"nplurals=0",
    b"nplurals=9999; plural=1/0;", b"plural=n%0", b"charset=utf-7", b"charset=x", b"A" * 300, b"(" * 60, b"[" * 300, b"- " * 60, b"> " * 60,
]  # fmt: skip

Reader = Callable[[bytes], object]


def article(data: bytes, html: str) -> object:
    return read_article(data, "content/a/b.pt.md", "en", MarkdownOptions(html=html))  # type: ignore[arg-type]


def text_of(data: bytes) -> str:
    return read_text(data, "a")[0]


def model(data: bytes) -> object:
    book, found = read_phrasebook(data, "a.po", "pt")
    return book, found, () if found else tuple(fuzzy_phrases(text_of(data), "a.po"))


PICTURES = [path for path in sorted((ROOT / "content").rglob("*")) if is_image(path.suffix)][:6]
READERS: dict[str, tuple[list[bytes], Reader]] = {
    "article": ([ARTICLE.encode()], partial(article, html="off")),
    "article, sanitised": ([ARTICLE.encode()], partial(article, html="sanitize")),
    "article, trusted": ([ARTICLE.encode()], partial(article, html="trusted")),
    "passages": ([ARTICLE.encode()], lambda data: passages(data, "content/a.md")),
    "site.yaml": ([SITE.encode()], lambda data: read_config(text_of(data))),
    "section": ([SECTION.encode()], lambda data: read_section(text_of(data), "content/a/_section.yaml", "a", "en")),
    "publishers": ([PUBLISHERS.encode()], lambda data: read_publishers(text_of(data), "content/_sources.yaml", "en")),
    "theme": ([MANIFEST.encode()], lambda data: read_theme_manifest(text_of(data), "theme.yaml")),
    "catalog": ([CATALOG.encode()], model),
    "record": ([RECORD.encode()], lambda data: read_record(data, "translations/a.json")),
    "SVG": ([SVG.encode()], lambda data: probe(data, ".svg")),
    "picture": ([path.read_bytes()[:4096] for path in PICTURES], lambda data: [probe(data, s) for s in (".png", ".jpg", ".avif")]),
    "languages": ([WORDS.encode()], lambda data: accepted(data.decode("latin-1"))),
}  # fmt: skip


def damaged(seeds: list[bytes], number: int) -> bytes:
    """One of the seeds with some damage: bytes changed, words put in, pieces lost, doubled or brought from elsewhere."""
    chance = random.Random(number)
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        end = min(end, at + 200)
        match chance.randrange(6):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1 | 2:
                data = data[:at] + chance.choice(TOKENS) + data[at:]
            case 3:
                data = data[:at] + data[end:]
            case 4:
                data = data[:end] + data[at:end] * chance.choice((1, 2, 40)) + data[end:]
            case _:
                data = data[:at] + chance.choice(TOKENS) + data[end:]
    return data


@pytest.mark.parametrize("reader", READERS)
def test_no_bytes_make_a_reader_raise_anything(reader: str) -> None:
    seeds, read = READERS[reader]
    for number in range(INPUTS // len(READERS)):
        data = damaged(seeds, number)
        try:
            value = read(data)
        except Exception as error:  # noqa: BLE001 - any exception at all is the fault
            pytest.fail(f"{reader}, input {number}: {error!r}\n{data!r}")
        if isinstance(value, tuple) and len(value) > 1 and isinstance(value[1], tuple):
            assert all(isinstance(diagnostic, Diagnostic) for diagnostic in value[1])


@pytest.mark.parametrize("part", range(4))
def test_no_bytes_keep_a_site_from_being_put_together(part: int) -> None:
    """Whole sites: what readers let pass must not stop what comes after them."""
    for number in range(part, SITES, 4):
        files = {
            "world/a.md": damaged([ARTICLE.encode()], number).decode("utf-8", "surrogateescape"),
            "world/b.md": "---\ntitle: B\ndate: 2026-06-01\n---\nx [a](a.md)",
            "world/a.pt-BR.md": damaged([ARTICLE.encode()], -number - 1).decode("utf-8", "surrogateescape"),
            "world/_section.yaml": damaged([SECTION.encode()], number).decode("utf-8", "surrogateescape"),
            "_sources.yaml": damaged([PUBLISHERS.encode()], number).decode("utf-8", "surrogateescape"),
        }
        site = damaged([SITE.encode()], number).decode("utf-8", "surrogateescape") if number % 3 == 0 else SITE
        try:
            resolved(files, site=site)
        except Exception as error:  # noqa: BLE001 - any exception at all is the fault
            pytest.fail(f"site {number}: {error!r}")
