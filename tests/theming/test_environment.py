"""Rendering: escaping of every field, the language of every text, and failures as diagnostics."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import etree, html
from msgspec import Struct, structs

from gazeta.core.language import direction
from gazeta.core.text import Text
from gazeta.sources.translation.phrasebook import Phrasebook
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.environment import Renderer
from gazeta.theming.templates.template_errors import TemplateFailure
from gazeta.theming.theme import Theme, assemble_theme
from theming.samples import CANARY, PAGES, SITE_ZONE, article, locale_view, renderer, shipped, theme

MARKUP = {"body", "answer", "json_ld", "time_table"}
"""Fields that hold safe HTML or JSON by contract; their makers escape (and have tests of their own)."""
CASES = [(name, number) for name, pages in PAGES.items() for number in range(len(pages))]


def changed(value: Any, text: Callable[[Text], Text], string: Callable[[str, str], str], name: str = "") -> Any:
    """A copy of a view in which every text and every string has been replaced."""
    if isinstance(value, Text):
        return text(value)
    if isinstance(value, str):
        return string(name, value)
    if isinstance(value, tuple):
        return tuple(changed(item, text, string, name) for item in value)
    if isinstance(value, Struct):
        fields = {field: getattr(value, field) for field in value.__struct_fields__}
        return structs.replace(value, **{k: changed(v, text, string, k) for k, v in fields.items()})
    return value


def poisoned(view: Any) -> Any:
    kept = {*MARKUP, "lang", "tag", "dir", "hreflang", "kind", "status", "unit", "relative"}
    return changed(
        view,
        lambda text: Text(value=CANARY + text.value, lang=text.lang),
        lambda name, value: value if name in kept or not value else CANARY + value,
    )


def poisoned_phrases(tag: str) -> Phrases:
    class Poison(dict[str, tuple[str, ...]]):
        def get(self, key: str, _default: object = None) -> tuple[str, ...]:
            return (CANARY.replace("%", "%%") + key.rpartition("\x04")[2],)

    return Phrases(tag, [Phrasebook(lang=tag, messages=Poison())])


@pytest.mark.parametrize(("name", "number"), CASES)
def test_every_field_of_every_page_is_escaped(name: str, number: int) -> None:
    phrases = poisoned_phrases("pt-BR")
    locale = poisoned(locale_view("pt-BR"))
    formats, relative = Formats("pt-BR", SITE_ZONE, SITE_ZONE), RelativeTime("pt-BR", phrases)
    made = Renderer(theme(), locale, phrases, formats, relative).render(name, poisoned(PAGES[name][number]))
    if name == "robots.txt":
        assert made.count("\n") == 4
        return
    assert "canary" in made
    assert "<>" not in made
    assert "<>&canary" not in made
    assert "\"'" not in made
    assert "'&lt;" not in made  # an apostrophe that was not escaped with the rest


@pytest.mark.parametrize(("name", "number"), [case for case in CASES if not case[0].endswith(".html")])
def test_xml_stays_well_formed_whatever_it_holds(name: str, number: int) -> None:
    page = changed(
        PAGES[name][number],
        lambda text: Text(value=f"\x00\x1f\ufffe]]>{CANARY}", lang=text.lang),
        lambda field, value: value if field in {"lang", "iso", "updated", "modified"} else f"{value}\x0b&<",
    )
    made = renderer("pt-BR").render(name, page)
    if name.endswith(".xml"):
        assert etree.fromstring(made.encode()) is not None


TAGS = ("en", "pt-BR", "zh-Hans", "ar", "he", "ja")


def labelled(view: Any) -> Any:
    """Every text says which language it is in, and there are texts in many languages."""
    turn = iter(range(10_000))

    def text(old: Text) -> Text:
        lang = TAGS[next(turn) % len(TAGS)]
        return Text(value=f"⟦{lang}⟧{old.value}", lang=lang)

    return changed(view, text, lambda _name, value: value)


def enclosing(element: Any, attribute: str) -> str:
    while element is not None and element.get(attribute) is None:
        element = element.getparent()
    return "ltr" if element is None else str(element.get(attribute))


def marks(element: Any) -> Iterator[tuple[str, Any]]:
    """The languages that texts in and on an element claim, each with the element whose language counts."""
    holders = [(element.text, element), *((value, element) for value in element.attrib.values())]
    holders += [(child.tail, element) for child in element]
    for value, holder in holders:
        for part in (value or "").split("⟦")[1:]:
            yield part.partition("⟧")[0], holder


@pytest.mark.parametrize("tag", ["pt-BR", "ar", "gl"])
@pytest.mark.parametrize(("name", "number"), [case for case in CASES if case[0].endswith(".html")])
def test_every_text_is_marked_with_its_language_and_direction(name: str, number: int, tag: str) -> None:
    page = labelled(PAGES[name][number])
    site = labelled(locale_view(tag))
    known = Phrases(tag, ())
    made = Renderer(theme(), site, known, Formats(tag, SITE_ZONE, SITE_ZONE), RelativeTime(tag, known)).render(
        name, page
    )
    document = html.document_fromstring(
        f'<html lang="{tag}" dir="{direction(tag)}">{made}' if name == "recent.html" else made
    )
    found = [pair for element in document.iter(etree.Element) for pair in marks(element)]
    assert found
    for lang, holder in found:
        if holder.tag == "title":
            continue  # holds two texts and can have one language
        assert enclosing(holder, "lang") == lang, etree.tostring(holder, encoding="unicode")
        if holder.tag != "meta":
            assert enclosing(holder, "dir") == direction(lang), etree.tostring(holder, encoding="unicode")


def test_the_title_has_the_language_of_the_pages_own() -> None:
    document = html.document_fromstring(renderer("ar").render("article.html", article()))
    title = document.find(".//title")
    assert title is not None
    assert (title.get("lang"), title.get("dir"), title.text) == ("en", "ltr", "A title – The Gazette")


def made_of(**templates: str) -> Theme:
    """The shipped theme with some templates of the site's own; dashes stand for slashes in their names."""
    texts = {f"templates/{name.replace('__', '/')}.html": source.encode() for name, source in templates.items()}
    return assemble_theme(texts, shipped(), "broadsheet")[0]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("a\n{% if %}", 2, "Expected an expression"),
        ("a\n\n{{ page.titel }}", 3, "titel"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("\n{% include 'parts/cart.html' %}", 2, "There is no template “parts/cart.html”"),
        ("{% extends 'article.html' %}", 1, "includes itself"),
        ("\n{{ page.body|nosuchfilter }}", 2, "No filter named"),
        ("\n{{ _('Hello %(name)s') }}", 2, "name"),
        ("\n{{ page.__class__ }}", 2, "unsafe"),
        ("\n{{ _.__self__ }}", 2, "unsafe"),
        ("\n{{ '{0.__class__}'.format(page) }}", 2, "unsafe"),
        ("\n{{ page['__init__'] }}", 2, "unsafe"),
        ("\n{{ locale.assets.clear() }}", 2, "not safely callable|unsafe"),
        ("\n{{ stamp(3) }}", 2, "iso"),
    ],
)
def test_failures_name_the_template_and_the_line(source: str, line: int, message: str) -> None:
    with pytest.raises(TemplateFailure) as raised:
        renderer("en", site=made_of(article=source)).render("article.html", article())
    diagnostic = raised.value.diagnostic
    assert diagnostic.code == "template-error"
    assert diagnostic.span.path == "templates/article.html"
    assert diagnostic.span.line == line
    assert any(part in diagnostic.message for part in message.split("|")), diagnostic.message
    assert "\n" not in diagnostic.message


def test_a_failure_in_an_included_template_is_placed_there() -> None:
    site = made_of(parts__facts="a\nb\n{{ page.nope }}")
    with pytest.raises(TemplateFailure) as raised:
        renderer("en", site=site).render("article.html", article())
    assert str(raised.value.diagnostic.span) == "templates/parts/facts.html:3"


def test_a_missing_template_has_a_suggestion() -> None:
    with pytest.raises(TemplateFailure) as raised:
        renderer("en").render("artikle.html", article())
    assert raised.value.diagnostic.hint == "Did you mean “article.html”?"


def test_trans_blocks_are_trimmed_and_escaped() -> None:
    source = "{% trans section=page.title %}\n  More in\n  {{ section }}\n{% endtrans %}"
    site = made_of(article=source)
    assert (
        renderer("en", site=site).render("article.html", article(title=Text(value="<A>", lang="en")))
        == "More in &lt;A&gt;"
    )


def test_rendering_is_a_pure_function() -> None:
    assert renderer("ar").render("article.html", article()) == renderer("ar").render("article.html", article())


def test_locales_do_not_share_what_a_template_sees() -> None:
    english, arabic = renderer("en"), renderer("ar")
    assert 'lang="en" dir="ltr"' in english.render("front.html", PAGES["front.html"][0])
    assert '<html lang="ar" dir="rtl">' in arabic.render("front.html", PAGES["front.html"][0])
    assert '<html lang="en" dir="ltr">' in english.render("front.html", PAGES["front.html"][0])


def test_the_modes_of_relative_time() -> None:
    made = renderer("en", relative="client").render("front.html", PAGES["front.html"][0])
    assert 'data-stamp><span class="stamp-relative"></span>' in made
    off = renderer("en", relative="off", time_table="").render("front.html", PAGES["front.html"][0])
    assert "data-stamp" not in off
    assert "gz-times" not in off
