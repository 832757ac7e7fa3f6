"""`_section.yaml`: a section's names, and defaults for what is below it."""

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.text import Localized, Text
from gazeta.sources.article import picture_of, tags_of
from gazeta.sources.config.publishers import authors_of, source_of
from gazeta.sources.filenames import check_slug
from gazeta.sources.manuscript import Shared
from gazeta.sources.prose import Reference
from gazeta.sources.yaml.fields import Fields
from gazeta.sources.yaml.nodes import read_mapping


class Section(Struct, frozen=True, kw_only=True):
    """A section as its file describes it. `path` is its folder below `content/`; lower `weight`s come first."""

    path: str
    title: Localized
    description: Localized | None = None
    slug: Localized | None = None
    weight: int = 0
    lang: str | None = None
    defaults: Shared = Shared()


def unnamed_section(path: str, lang: str) -> Section:
    """The section of a folder that has no `_section.yaml`: its title is the folder's name."""
    words = path.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return Section(path=path, title=Localized(texts=(Text(value=words[:1].upper() + words[1:], lang=lang),)))


def read_section(text: str, path: str, folder: str, lang: str) -> Found[Section]:
    """The section in the file at `path`, for the folder `folder` below `content/`."""
    node, problems = read_mapping(text, path)
    if node is None:
        return unnamed_section(folder, lang), problems
    found: list[Diagnostic] = list(problems)
    fields = Fields(node, found)
    fields.require("title")
    language, defaults = _defaults(fields, lang)
    section = Section(
        path=folder,
        title=fields.localized("title", lang) or unnamed_section(folder, lang).title,
        description=fields.localized("description", lang),
        slug=_slug(fields, lang),
        weight=fields.integer("weight", 0, -1_000_000),
        lang=language,
        defaults=defaults,
    )
    fields.close()
    return section, tuple(found)


def _slug(fields: Fields, lang: str) -> Localized | None:
    """The section's names in addresses, by language."""
    slug = fields.localized("slug", lang)
    bad = [problem for text in slug.texts for problem in check_slug(text.value, fields.span("slug"))] if slug else []
    fields.found.extend(bad)
    return None if bad else slug


def _defaults(fields: Fields, lang: str) -> tuple[str | None, Shared]:
    nested = fields.mapping("defaults")
    if nested is None:
        return None, Shared()
    own = nested.tag("lang")
    lang = own or lang
    shared = Shared(
        source=source_of(nested, "source", lang),
        authors=authors_of(nested, "authors", lang),
        tags=tags_of(nested, "tags", lang),
        image=picture_of(nested, "image", lang),
        widgets=_references(nested, "widgets"),
        locales=_locales(nested),
        draft=nested.boolean("draft") if nested.has("draft") else None,
    )
    nested.close()
    return own, shared


def _references(fields: Fields, key: str) -> tuple[Reference, ...] | None:
    if not fields.has(key):
        return None
    return tuple(Reference(target=fields.name(item), span=item.span) for item in fields.scalars(key))


def _locales(fields: Fields) -> tuple[Reference, ...] | None:
    if not fields.has("locales"):
        return None
    pairs = ((fields.tag_of(item), item.span) for item in fields.scalars("locales"))
    return tuple(Reference(target=tag, span=span) for tag, span in pairs if tag)
