"""A site in memory with something of everything that pages can show."""

from functools import cache

from msgspec import Struct

from gazeta.engine.build import Prepared, Workshop, prepare
from gazeta.engine.memory import Forgetful, NoPast, inside_of
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import weigh
from gazeta.engine.pool import Serial
from gazeta.sources.manuscript import Inside
from gazeta.sources.snapshot import Media, Snapshot
from support import NOW, ROOT, article, media, no_progress

SITE = """\
base_url: https://example.org/news
title: {en: The Gazette, pt: A Gazeta, ar: الجريدة, zh: 公报}
description: {en: What happened, pt: O que houve}
logo: /logo.png
time_zone: America/Sao_Paulo
content_language: en
default_locale: en
per_page: 2
related: {count: 2}
time: {relative: baked, relative_under: 5d, style: full}
feeds: {count: 6, since: "2025", entries: translated}
markdown: {html: trusted}
attachments: [xml]
locales:
  en: {quotes: ["“", "”", "‘", "’"], date_style: short}
  pt-BR: {fallback: [es], label: Português, digits: latin}
  ar: {direction: rtl, calendar: islamic-umalqura}
  zh-Hans: {time_zone: Asia/Shanghai, url_prefix: cn, list_style: short}
widgets:
  trading:
    type: links
    title: {en: Trading, pt: Negócios}
    links:
      - {label: {en: Futures, pt: Futuros}, url: "https://exchange.example.org/futures"}
      - {label: Report, url: /files/report.txt}
      - {label: Copper, url: /markets/copper/#figures}
      - {label: Markets, url: /cn/markets/}
      - {label: Elsewhere, url: /elsewhere/}
      - {label: For some, url: /some/only/}
  evening:
    type: promotion
    image: {en: pictures/seats.png, pt: pictures/seats-pt.png}
    alt: {en: Reserve a seat, pt: Reserve um lugar}
    url: {en: "https://events.example.org", pt: /markets/}
    from: 2026-06-01
    until: 2026-06-04T12:00:00+02:00
  latest: {type: recent, count: 3}
  newest: {type: recent, title: Newest, count: 2, inline: true}
"""

IMAGES = ("pictures/harbour.png", "pictures/crowd.png", "pictures/seats.png", "pictures/seats-pt.png")
OTHERS = ("static/files/report.txt", "static/logo.png", "static/annual report.pdf")

COPPER = """\
It rose, as [[river]], [[rules#what-is-new]] and [[world/river|the river]] said.{.lead}

## Figures

All of them: [report](/files/report.txt?now#all), and [annual](/annual report.pdf), and [none](nothing here.pdf).

The rules [changed](rules.md#what-is-new "Rules"), [in Portuguese](/pt-br/markets/rules/), [for some](/some/only/#x).
See [[no such story]] or [[nothing #much|this]], [[rules #what is new|the rules, again]].

![A crowd](../pictures/crowd.png) ![Lost](/lost.png)

Fronts: [front](/news/), [markets](/markets/?a), [theirs](/cn/markets/), [gone](/gone/#x), [near](./near/?b),
[twice](/news/news/gone/), [back](../../../../../x), [app](./app.pdf?v), [their page](./page/2/), [whose page](/news/news/page/2/), [whole](https://example.org/news/whole/).[^1] Again.[^1]

<p><a href="rules.md" class="big">raw</a> <img src="../pictures/crowd.png" width="5" alt="A crowd"></p>
<video poster="../pictures/crowd.png" src="/files/report.txt?now"></video>
<a href="/markets/rules/" data-see="1">r</a> <blockquote cite="/markets/rules/">Said.</blockquote>

| a | b |
|---|---|
| 1 | 2 |

[^1]: Since May.
"""

FILES = {
    "_sources.yaml": "wire: {name: The Wire, url: 'https://wire.example.org'}\n"
    "wsj: {name: 华尔街日报, lang: zh-Hans, url: 'https://wsj.example.org'}\n",
    "markets/_section.yaml": "title: {en: Markets, pt: Mercados, zh: 市场, ar: أسواق}\nweight: 10\n"
    "description: {en: What is bought, pt: O que se compra}\nslug: {pt: mercados}\n"
    "defaults:\n  lang: en\n  source: wire\n  tags: [markets]\n  authors: [Desk]\n  widgets: [trading, evening, newest, latest]\n"
    "  image: {src: ../pictures/crowd.png, alt: A crowd, caption: Here, credit: Us}\n",
    "markets/metals/_section.yaml": "title: Metals\nslug: {pt: metais}\n",
    "world/_section.yaml": "title: {en: World, pt: Mundo}\nweight: 20\n"
    "defaults: {locales: [en, pt-BR, ar, zh-Hans], draft: false}\n",
    "some/_section.yaml": "title: {ar: بعض, pt: Alguns}\n",
    "markets/copper.md": article(
        'Copper "soars"',
        "2026-06-02T20:15:00Z",
        COPPER,
        updated="2026-06-02T21:10:00Z",
        summary="The price rose.",
        id="copper-1",
        slug="copper",
        image="{src: ../pictures/harbour.png, alt: A harbour, caption: At night, credit: Jo Doe}",
        tags="[copper, tin]",
        authors="[{name: Ana Lima, url: 'https://ana.example.org'}, {name: Jo}]",
        aliases="[/2025/copper/, /2025/kupfer]",
        questions="\n  - {q: Why?, a: 'See [the rules](rules.md), ![A crowd](../pictures/crowd.png) and [[river]].'}"
        "\n  - {q: When?, a: Now.}",
        corrections="\n  - {date: 2026-06-02T21:00:00Z, text: A digit.}\n  - {date: 2026-06-03, text: Another.}",
    ),
    "markets/copper.pt-BR.md": article("Cobre dispara", "", "O preço. Veja [[rules]].\n\n## Números", slug="cobre"),
    "markets/copper.zh-Hans.md": article("铜价飙升", "2026-06-02T21:00:00Z", "铜价。", summary="很高。"),
    "markets/rules.md": article(
        "New rules",
        "2026-06-02T09:30:00Z",
        "The rules [changed](copper.md#figures) [for some](/some/only/#x).\n\n## What is new\n\nAll.",
        related="\n  - markets/copper\n  - world/river\n  - {title: Elsewhere, url: 'https://other.example.org/x',"
        " date: 2026-06-02T18:00:00Z, summary: In short., source: {name: The Other, url: 'https://o.example.org'}}"
        "\n  - {title: Undated, lang: pt, url: 'https://other.example.org/y'}",
        widgets="[trading, newest]",
        expires="2026-07-01",
    ),
    "markets/rules.pt-BR.md": article("Novas regras", "", "As regras.\n\n## O que há de novo\n\nTudo."),
    "markets/metals/tin.md": article("Tin", "2026-06-02T21:59:30Z", "Tin, and [[rules]]."),
    "markets/metals/zinc.md": article("Zinc", "2026-05-20", "Zinc."),
    "markets/lead.md": article("Lead", "2026-05-21T10:00:00Z", "Lead."),
    "markets/gold.md": article("Gold", "2026-04-21T10:00:00Z", "Gold."),
    "markets/silver.md": article("Silver", "2026-04-20T10:00:00Z", "Silver."),
    "world/river.md": article("The river", "2026-05-27T08:00:00Z", "It rises.", updated="2026-05-28 10:00"),
    "world/river.ar.md": article("النهر", "", "يرتفع."),
    "world/vote.md": article("Voto adiado", "2026-06-01", "A votação.\n\n## Números", lang="pt-BR", source="wsj"),
    "world/vote.en.md": article("Vote postponed", "", "The vote."),
    "world/soon.md": article("Soon", "2026-06-01", "Not yet.", publish_at="2026-06-03T06:00:00Z"),
    "world/over.md": article("Over", "2026-05-01", "It was.", expires="2026-06-01"),
    "some/only.md": article("Only some", "2026-05-30", "For some.\n\n## X", locales="[en, ar]"),
    "some/draft.md": article("Not yet", "2026-06-01", "Later.", draft="true"),
    "about.md": article("About us", "2020-01-01", "Write to [[vote]]."),
    "about.pt-BR.md": article("Sobre nós", "", "Escreva."),
    "contact.md": article("Contact", "", "Write."),
}

PHRASES = {
    "pt-BR": 'msgid "Front page"\nmsgstr "Capa"\n\nmsgid "Latest news"\nmsgstr "Últimas"\n\n'
    'msgid "(%(language)s)"\nmsgstr "(em %(language)s)"\n\nmsgid "Page not found"\nmsgstr "Não há"\n',
    "es": 'msgid "Footnotes"\nmsgstr "Notas"\n\nmsgid "Front page"\nmsgstr "Portada"\n',
}


class RichSite(Struct, frozen=True, kw_only=True):
    """The site ready to be rendered, with what is inside its articles."""

    prepared: Prepared
    bodies: dict[str, Inside]
    media: dict[str, Media]


@cache
def rich_site() -> RichSite:
    """The site, read once."""
    memory = Forgetful()
    shop = Workshop(memory=memory, past=NoPast(), pool=Serial(), sink=weigh, watch=no_progress)
    options = BuildOptions(now=NOW, drafts=True, future=True, expired=True)
    snapshot = _snapshot()
    prepared, problems = prepare(snapshot, options, shop)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    insides = memory.insides(prepared.projections.insides)
    bodies = {path: inside_of(data) for path, data in insides}
    return RichSite(prepared=prepared, bodies=bodies, media=snapshot.media)


def _snapshot() -> Snapshot:
    texts = {f"content/{path}": text for path, text in FILES.items()}
    texts |= {f"locales/{tag}/LC_MESSAGES/gazeta.po": _catalog(said) for tag, said in PHRASES.items()}
    themes = [path for path in (ROOT / "themes").rglob("*") if path.is_file()]
    files = (*(f"content/{path}" for path in IMAGES), *OTHERS)
    return Snapshot(
        texts={"site.yaml": SITE.encode(), **{path: text.encode() for path, text in sorted(texts.items())}},
        media={path: media(path) for path in files},
        shipped={path.relative_to(ROOT).as_posix(): path.read_bytes() for path in themes},
    )


def _catalog(said: str) -> str:
    return f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{said}'
