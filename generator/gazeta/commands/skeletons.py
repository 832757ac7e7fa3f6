"""The texts of files to fill in: front matter as far as it is known, and comments on the rest."""

from collections.abc import Iterable, Iterator

from msgspec import json

from gazeta.sources import placeholders
from gazeta.sources.article import ParsedArticle
from gazeta.sources.manuscript import Inside, Manuscript

_OPTIONAL = """\
# summary: One dense paragraph, shown above the text, on cards, in feeds and to search engines.
# source: the publisher it is credited to, an id from content/_sources.yaml
# authors: [Name, Name]
# tags: [topic, topic]
# image: {src: picture.jpg, alt: what it shows, caption: a line below it, credit: who made it}
# questions:
#   - q: A question that a reader may have?
#     a: Its answer, in Markdown.
# related: [section/slug]
# expires: 2026-07-01
"""

_DRAFT = "draft: true  # delete this line to publish\n"


def article_skeleton(title: str, date: str, name: str, lang: str | None) -> str:
    """A new article; `lang` is left out where the section or the site says it. `name` is its file's."""
    known = [
        f"title: {_quoted(title)}\n",
        f"date: {date}\n",
        f"# publish_at: {date}  # not before this instant, which is then the date that readers see\n",
        f"id: {_quoted(f'{date[:10]}/{name}')}  # what feeds call it; it never changes\n",
        *([f"lang: {lang}\n"] if lang else []),
        _DRAFT,
    ]
    return _file((*known, _OPTIONAL), f"{placeholders.ARTICLE}\n")


def translation_skeleton(
    article: ParsedArticle, body: str, title: str | None, slug: str | None, date: str | None
) -> str:
    """A translation: the original's own texts stand where their translations belong.

    `date` is left out where the original is yet to be published: then both are together.
    """
    original = article.manuscript
    known = [f"title: {_quoted(title)}\n" if title else f"title: {_quoted(original.title.value)}  # translate\n"]
    if date:
        known.append(f"date: {date}  # when the translation is published; without it, the original's date\n")
    if slug:
        known.append(f"slug: {slug}\n")
    return _file(
        (*known, _DRAFT, *_texts(original, article.inside)), body.lstrip("\n") or f"{placeholders.TRANSLATION}\n"
    )


def _texts(original: Manuscript, inside: Inside) -> Iterator[str]:
    if original.summary:
        yield f"summary: {_quoted(original.summary.value)}  # translate\n"
    if inside.questions:
        yield "questions:  # translate each, or delete them all\n"
        for question in inside.questions:
            yield f"  - q: {_quoted(question.question.value)}\n    a: {placeholders.ANSWER}\n"
    picture = original.shared.image
    alt = picture.alt if picture else None
    caption = picture.caption if picture else None
    if alt or caption:
        yield "image:  # its file and its credit come from the original\n"
        yield from (
            f"  {name}: {_quoted(text.value)}\n" for name, text in (("alt", alt), ("caption", caption)) if text
        )


def _file(front: Iterable[str], body: str) -> str:
    return "---\n" + "".join(front) + "---\n\n" + body


def _quoted(text: str) -> str:
    """A JSON string, which is a YAML string too."""
    return json.encode(text).decode()
