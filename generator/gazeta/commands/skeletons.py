"""The texts of files to fill in: front matter as far as it is known, and comments on the rest."""

from collections.abc import Iterable, Iterator

from msgspec import json

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
# publish_at: 2026-06-02T09:30:00-03:00
# expires: 2026-07-01
"""

_DRAFT = "draft: true  # delete this line to publish\n"


def article_skeleton(title: str, date: str, lang: str | None) -> str:
    """A new article; `lang` is left out where the section or the site says it."""
    known = [f"title: {_quoted(title)}\n", f"date: {date}\n", *([f"lang: {lang}\n"] if lang else []), _DRAFT]
    return _file((*known, _OPTIONAL), "Write the article here.\n")


def translation_skeleton(article: ParsedArticle, body: str, title: str | None, slug: str | None) -> str:
    """A translation: the original's own texts stand where their translations belong."""
    original = article.manuscript
    known = [f"title: {_quoted(title)}\n" if title else f"title: {_quoted(original.title.value)}  # translate\n"]
    if slug:
        known.append(f"slug: {slug}\n")
    return _file(
        (*known, _DRAFT, *_texts(original, article.inside)), body.lstrip("\n") or "Write the translation here.\n"
    )


def _texts(original: Manuscript, inside: Inside) -> Iterator[str]:
    if original.summary:
        yield f"summary: {_quoted(original.summary.value)}  # translate\n"
    if inside.questions:
        yield "questions:  # translate each, or delete them all\n"
        for question in inside.questions:
            yield f"  - q: {_quoted(question.question.value)}\n    a: …\n"
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
