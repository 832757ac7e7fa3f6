"""An article file: front matter and Markdown in, a manuscript and its body out."""

from collections.abc import Callable

from msgspec import Struct, structs

from gazeta.core.bidi import first_strong
from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.digest import digest_bytes
from gazeta.core.language import direction
from gazeta.core.spelling import decoded
from gazeta.core.suggest import Suggestions, shorten
from gazeta.core.text import Text
from gazeta.sources import front_matter
from gazeta.sources.addresses import is_site_path, is_web_address, path_on
from gazeta.sources.anchors import Ids
from gazeta.sources.characters import FORBIDDEN, forbidden_in, read_text, without_overrides, without_unseen
from gazeta.sources.config.publishers import authors_of, source_of
from gazeta.sources.filenames import FileName, check_slug, read_filename
from gazeta.sources.foreign_keys import FOREIGN
from gazeta.sources.manuscript import TEXTS, Correction, ExternalCard, Inside, Manuscript, Picture, Question, Shared
from gazeta.sources.markdown.body import render_answer, render_body
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.measure import excerpt, measure
from gazeta.sources.placeholders import left_in_answer, left_in_text
from gazeta.sources.prose import Body, Prose, Reference
from gazeta.sources.typography.typesetting import typographic
from gazeta.sources.yaml.fields import Fields
from gazeta.sources.yaml.nodes import Scalar, read_mapping
from gazeta.sources.yaml.scalars import clean

_SIDES = {"ltr": "left to right", "rtl": "right to left"}


class ParsedArticle(Struct, frozen=True, kw_only=True):
    """One article file, whole."""

    manuscript: Manuscript
    inside: Inside


def read_article(data: bytes, path: str, lang: str, options: MarkdownOptions) -> Found[ParsedArticle | None]:
    """The article in a file at `path` (`content/…`), in `lang` unless its name or front matter says otherwise.

    `None` when the file cannot be read as an article at all.
    """
    text, unreadable = read_text(data, path)
    if unreadable:
        return None, unreadable
    name, found_in_name = read_filename(path)
    text, overrides = without_overrides(text, path)
    text, unseen = without_unseen(text, path)
    parts = front_matter.split(text)
    if parts is None:
        return None, (*found_in_name, front_matter.without(text, path))
    node, problems = read_mapping(parts.yaml, path, parts.yaml_line)
    if node is None:
        return None, (*found_in_name, *problems)
    found: list[Diagnostic] = [*found_in_name, *overrides, *unseen, *problems]
    language = _language(Fields(node, found), name, lang)
    if bad := forbidden_in(parts.body, path, parts.body_line):
        found.append(bad)
    markdown = FORBIDDEN.sub("", parts.body) if bad else parts.body
    body, more = render_body(markdown, path=path, first_line=parts.body_line, lang=language, options=options)
    found += left_in_text(markdown, path, parts.body_line)
    article = _Reader(Fields(node, found), path, language, options).article(name, body, _said(markdown))
    return article, (*found, *more)


def _said(markdown: str) -> str:
    """A digest of a body's words as they were written: the same for two files with one text."""
    words = " ".join(markdown.split())
    return digest_bytes(words.encode("utf-8", "replace")) if words else ""


def _language(fields: Fields, name: FileName, default: str) -> str:
    said = fields.tag("lang")
    if name.lang and said and name.lang != said:
        message = f"The file's name says “{name.lang}”, its front matter “{said}”."
        fields.report("language-conflict", message, fields.span("lang"), "Leave “lang” out, or rename the file.")
    return name.lang or said or default


class _Reader:
    """Takes one file's front matter apart; every text in it is in `lang` unless it says otherwise."""

    def __init__(self, fields: Fields, path: str, lang: str, options: MarkdownOptions) -> None:
        self.fields = fields
        self.path = path
        self.lang = lang
        self.options = options
        self.in_answers: list[Body] = []

    def article(self, name: FileName, body: Body, said: str) -> ParsedArticle:
        fields, lang = self.fields, self.lang
        fields.get("lang")
        fields.require(*(("title",) if name.lang or not name.section else ("title", "date")))
        default_key = f"{name.section}/{name.name}" if name.section else name.name
        questions = fields.records("questions", self._question)
        bodies = [body, *self.in_answers]
        texts = {name: self._set(fields.text(name, lang)) for name in TEXTS}
        length = measure(body.prose)
        manuscript = Manuscript(
            path=self.path,
            section=name.section,
            folder=name.folder,
            name=name.name,
            lang=lang,
            translation=name.lang is not None,
            key=fields.string("translation_key") or default_key,
            id=self._id(),
            title=self._set(fields.text("title", lang)) or Text(value=name.name, lang=lang),
            **texts,
            excerpt=None if texts["summary"] else excerpt(body.prose),
            slug=self._slug(),
            aliases=self._references("aliases", self._alias),
            shared=self._shared(),
            said=said,
            words=length.words,
            anchors=" ".join((*(heading.id for heading in body.headings), *body.anchors)),
            links=tuple(link for part in bodies for link in part.links),
            images=tuple(image for part in bodies for image in part.images),
            addresses=tuple(address for part in bodies for address in part.addresses),
        )
        fields.close(FOREIGN)
        self._check_direction(manuscript.title)
        self._check_fragments(bodies)
        inside = Inside(prose=body.prose, headings=body.headings, questions=questions, measure=length)
        return ParsedArticle(manuscript=manuscript, inside=inside)

    def _set(self, text: Text | None) -> Text | None:
        """A plain text as a compositor sets it: with the quotation marks of its language."""
        return None if text is None else Text(value=self._as_set(text.value, text.lang), lang=text.lang)

    def _as_set(self, text: str, lang: str) -> str:
        return typographic(text, lang, self.options.quotes) if self.options.typography else text

    def _check_direction(self, title: Text) -> None:
        """Tabs, feeds and search results show a title without markup: its first letter decides its direction."""
        begins, language = first_strong(title.value), direction(title.lang)
        if begins and begins != language:
            mark = "U+200F" if language == "rtl" else "U+200E"
            message = f"The title begins from {_SIDES[begins]}, but {title.lang} is written from {_SIDES[language]}."
            hint = f"Begin it with a word of its language, or with the invisible mark {mark}."
            self.fields.report("mixed-direction", message, self.fields.span("title"), hint)

    def _check_fragments(self, bodies: list[Body]) -> None:
        """Links within the page may lead from an answer to a heading of the body."""
        known = Ids((*(heading.id for heading in bodies[0].headings), *bodies[0].anchors))
        in_body = (fragment for fragment in bodies[0].fragments if known.meant(fragment.anchor) is None)
        answers = (fragment for body in bodies[1:] for fragment in body.fragments)
        in_answers = (fragment for fragment in answers if fragment.anchor not in known.names)
        suggestions = Suggestions(known.names)
        for fragment in (*in_body, *in_answers):
            message = f"This page has no heading “#{fragment.anchor}”."
            self.fields.report("unknown-anchor", message, fragment.span, suggestions.did_you_mean(fragment.anchor))

    def _shared(self) -> Shared:
        fields, lang = self.fields, self.lang
        return Shared(
            published=fields.when("date"),
            updated=fields.when("updated"),
            publish_at=fields.when("publish_at"),
            expires=fields.when("expires"),
            draft=fields.boolean("draft") if fields.has("draft") else None,
            source=source_of(fields, "source", lang),
            authors=authors_of(fields, "authors", lang),
            tags=self._topics(),
            image=self._picture(picture_of(fields, "image", lang)),
            related=self._related(),
            widgets=self._references("widgets") if fields.has("widgets") else None,
            locales=self._references("locales", _locale) if fields.has("locales") else None,
            corrections=fields.records("corrections", self._correction, _OF_CORRECTIONS)
            if fields.has("corrections")
            else None,
        )

    def _id(self) -> Reference | None:
        node = self.fields.scalar("id")
        return Reference(target=clean(node.value), span=node.span) if node and clean(node.value) else None

    def _slug(self) -> str | None:
        node = self.fields.scalar("slug")
        if node is None:
            return None
        slug = self.fields.name(node)
        bad = check_slug(slug, node.span)
        self.fields.found.extend(bad)
        return None if bad else slug

    def _references(
        self, key: str, read: Callable[[Fields, Scalar], str | None] | None = None
    ) -> tuple[Reference, ...]:
        found = []
        for item in self.fields.scalars(key):
            target = read(self.fields, item) if read else self.fields.name(item)
            if target is not None:
                found.append(Reference(target=target, span=item.span))
        return tuple(found)

    def _alias(self, fields: Fields, item: Scalar) -> str | None:
        path = decoded(clean(item.value).removeprefix(self.options.site))
        parts = path.strip("/").split("/")
        if is_site_path(path) and not any(check_slug(part, item.span) for part in parts):
            return path
        bad = next((part for part in parts if check_slug(part, item.span)), "")
        message = f"“{shorten(path)}” is not a path of this site."
        hint = "Write the old address from its first “/”, such as /2025/old-name/."
        if path.startswith("/") and bad:
            message = (
                f"“{shorten(path)}” cannot be an old address: “{shorten(bad)}” in it cannot stand in an address."
            )
            hint = "Write what is before “?” or “#”; letters, digits, hyphens, dots and underscores may stand in it."
        fields.report("bad-slug", message, item.span, hint)
        return None

    def _question(self, fields: Fields) -> Question | None:
        fields.require("q", "a")
        lang = fields.tag("lang") or self.lang
        question, answer = fields.text("q", lang), fields.scalar("a")
        fields.close({"question": "Here it is “q”.", "answer": "Here it is “a”."})
        if question is None or answer is None:
            return None
        fields.words(answer)
        body, found = render_answer(answer.value, span=answer.span, lang=lang, options=self.options)
        fields.found.extend((*found, *left_in_answer(answer.value, answer.span)))
        self.in_answers.append(body)
        return Question(question=self._set(question) or question, answer=Prose(parts=body.prose.parts, lang=lang))

    def _related(self) -> tuple[Reference | ExternalCard, ...] | None:
        if not self.fields.has("related"):
            return None
        found: list[Reference | ExternalCard] = []
        for node in self.fields.items("related"):
            if isinstance(node, Scalar):
                target = self.fields.name(node)
                own = path_on(self.options.site, target) if is_web_address(target) else None
                found.append(Reference(target=own or target, span=node.span))
            elif (nested := self.fields.fields_of(node, "related", *_OF_RELATED)) and (
                card := self._external(nested)
            ):
                found.append(card)
        return tuple(found)

    def _external(self, fields: Fields) -> ExternalCard | None:
        fields.require("title", "url")
        lang = fields.tag("lang") or self.lang
        title, url = fields.text("title", lang), fields.web_address("url")
        summary, source = fields.text("summary", lang), source_of(fields, "source", lang)
        published = fields.when("date")
        fields.close()
        if title is None or url is None:
            return None
        title, summary = self._set(title) or title, self._set(summary)
        return ExternalCard(title=title, url=url, summary=summary, source=source, published=published)

    def _correction(self, fields: Fields) -> Correction | None:
        fields.require("date", "text")
        date, text = fields.when("date"), fields.text("text", fields.tag("lang") or self.lang)
        fields.close()
        return Correction(date=date, text=self._set(text) or text) if date and text else None

    def _topics(self) -> tuple[Text, ...] | None:
        topics = tags_of(self.fields, "tags", self.lang)
        return topics and tuple(self._set(topic) or topic for topic in topics)

    def _picture(self, picture: Picture | None) -> Picture | None:
        if picture is None:
            return None
        alt, caption = self._set(picture.alt), self._set(picture.caption)
        return structs.replace(picture, alt=alt, caption=caption)


_OF_RELATED = (
    "ids of stories, or keys with values",
    "Write related: [section/story], with one pair of brackets, or {title: …, url: …} for a page of another site.",
)
_OF_CORRECTIONS = ("a list of corrections", "Write each as two lines, “- date: 2026-06-02” and “  text: …”.")


def _locale(fields: Fields, item: Scalar) -> str | None:
    return fields.tag_of(item)


def tags_of(fields: Fields, key: str, lang: str) -> tuple[Text, ...] | None:
    """The topics in a list; `None` when the field is absent."""
    topics = fields.names_in(key)
    return tuple(Text(value=topic, lang=lang) for topic in topics) if fields.has(key) else None


def picture_of(fields: Fields, key: str, lang: str) -> Picture | None:
    """An image from `{src, alt, credit, caption}`, or from its address alone."""
    node = fields.get(key)
    if node is None:
        return None
    if isinstance(node, Scalar):
        return Picture(src=Reference(target=fields.name(node), span=node.span))
    nested = fields.fields_of(node, key)
    if nested is None:
        return None
    src = nested.string("src")
    picture = Picture(
        src=Reference(target=src, span=nested.span("src")) if src else None,
        alt=nested.text("alt", lang),
        caption=nested.text("caption", lang),
        credit=nested.text("credit", lang),
    )
    nested.close()
    return picture
