"""Publishers to whom a text is credited, and authors: names that have a language of their own."""

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.text import Text
from gazeta.sources.prose import Reference
from gazeta.sources.yaml.fields import Fields
from gazeta.sources.yaml.nodes import Node, Scalar, read_mapping
from gazeta.sources.yaml.scalars import is_blank, is_null


class Publisher(Struct, frozen=True, kw_only=True, tag="publisher"):
    """A publisher credited as a text's source, which is never this site's own publisher."""

    name: Text
    url: str = ""


class Author(Struct, frozen=True, kw_only=True):
    """Who wrote a text; `url` leads to a page about them, or is empty."""

    name: Text
    url: str = ""


def read_publishers(text: str, path: str, lang: str) -> Found[dict[str, Publisher]]:
    """The publishers that `content/_sources.yaml` registers, by id; names without `lang` are in `lang`."""
    node, problems = read_mapping(text, path)
    found: list[Diagnostic] = list(problems)
    if node is None:
        return {}, problems
    fields = Fields(node, found)
    known: dict[str, Publisher] = {}
    for key in fields.names():
        nested = fields.mapping(key.value)
        publisher = publisher_of(nested, lang) if nested else None
        if publisher:
            known[key.value] = publisher
    return known, tuple(found)


def publisher_of(fields: Fields, lang: str) -> Publisher | None:
    """A publisher from `{name, lang, url}`."""
    fields.require("name")
    language = fields.tag("lang") or lang
    name, url = fields.text("name", language), fields.web_address("url")
    fields.close()
    return Publisher(name=name, url=url or "") if name else None


def source_of(fields: Fields, key: str, lang: str) -> Reference | Publisher | None:
    """What a `source` field says: the id of a registered publisher, or one written out."""
    node = fields.get(key)
    if node is None or is_blank(node):
        return None
    if isinstance(node, Scalar):
        return Reference(target=fields.name(node), span=node.span)
    what = "the id of one registered source, or keys with values"
    nested = fields.fields_of(
        node, key, what, f"Write {key}: an-id, without brackets, or {key}: {{name: …, url: …}}."
    )
    return publisher_of(nested, lang) if nested else None


def authors_of(fields: Fields, key: str, lang: str) -> tuple[Author, ...] | None:
    """The authors in a list of names or of `{name, lang, url}`; `None` when the field is absent."""
    fields.check_commas(key, items=False)
    if not fields.has(key):
        return None
    found = (_author(fields, node, key, lang) for node in fields.items(key))
    return tuple(author for author in found if author)


def _author(fields: Fields, node: Node, key: str, lang: str) -> Author | None:
    if isinstance(node, Scalar) and not is_null(node):
        return Author(name=Text(value=fields.words(node), lang=lang))
    nested = fields.fields_of(node, key)
    if nested is None:
        return None
    nested.require("name")
    name, url = nested.text("name", nested.tag("lang") or lang), nested.url("url")
    nested.close()
    return Author(name=name, url=url or "") if name else None
