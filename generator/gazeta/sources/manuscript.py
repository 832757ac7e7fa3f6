"""What an editor wrote in one file: the front matter, typed, before translations share anything."""

from typing import TypeVar

from msgspec import Struct, structs

from gazeta.core.text import Text
from gazeta.sources.config.publishers import Author, Publisher
from gazeta.sources.dates import When
from gazeta.sources.measure import Measure
from gazeta.sources.prose import Heading, Prose, Reference

R = TypeVar("R", bound=Struct)


class Picture(Struct, frozen=True, kw_only=True):
    """An image as front matter names it; a translation may leave out `src`."""

    src: Reference | None = None
    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None


class Question(Struct, frozen=True, kw_only=True):
    """A question a reader might have, and its answer."""

    question: Text
    answer: Prose


class ExternalCard(Struct, frozen=True, kw_only=True, tag="external"):
    """Related reading on another site."""

    title: Text
    url: str
    summary: Text | None = None
    source: Reference | Publisher | None = None
    published: When | None = None


class Correction(Struct, frozen=True, kw_only=True):
    """A dated note on what was wrong."""

    date: When
    text: Text


class Shared(Struct, frozen=True, kw_only=True):
    """What a translation inherits from its original, and an article from its section; `None` says nothing."""

    published: When | None = None
    updated: When | None = None
    publish_at: When | None = None
    expires: When | None = None
    draft: bool | None = None
    source: Reference | Publisher | None = None
    authors: tuple[Author, ...] | None = None
    tags: tuple[Text, ...] | None = None
    image: Picture | None = None
    related: tuple[Reference | ExternalCard, ...] | None = None
    widgets: tuple[Reference, ...] | None = None
    locales: tuple[Reference, ...] | None = None
    corrections: tuple[Correction, ...] | None = None


NOTHING = Shared()
"""What somebody says who says nothing."""


class Inside(Struct, frozen=True, kw_only=True):
    """What only an article's own page shows. A build holds it no longer than it takes to make that page."""

    prose: Prose
    headings: tuple[Heading, ...] = ()
    questions: tuple[Question, ...] = ()
    measure: Measure = Measure()


TEXTS = ("summary",)
"""Keys of the front matter that hold a plain text, for the fields of `Written` of the same names."""


class Written(Struct, frozen=True, kw_only=True):
    """What an edition of a story takes over from its file as it stands there."""

    path: str
    lang: str
    title: Text
    summary: Text | None = None
    excerpt: Text | None = None
    """The beginning of the body, where there is no summary."""
    aliases: tuple[Reference, ...] = ()
    anchors: str = ""
    """The ids of the text's headings, with spaces between them."""
    links: tuple[Reference, ...] = ()
    images: tuple[Reference, ...] = ()
    addresses: tuple[Reference, ...] = ()


class Manuscript(Written, frozen=True, kw_only=True):
    """One article file without what is inside. `key` is what translations of one story have in common."""

    section: str
    folder: str
    name: str
    translation: bool
    key: str
    id: Reference | None = None
    """What feeds call it, wherever it lies."""
    said: str = ""
    """A digest of the body as it was written; empty for one without words. `words` says how many it has."""
    words: int = 0
    slug: str | None = None
    shared: Shared = Shared()

    @property
    def default_key(self) -> str:
        """The key of a manuscript that names none: where it lies, without its language."""
        return f"{self.section}/{self.name}".lstrip("/")


def inherit(own: Shared, other: Shared) -> Shared:
    """`own`, with what it leaves unsaid taken from `other`; images are joined part by part."""
    if other is NOTHING:
        return own
    image = _joined(own.image, other.image) if own.image and other.image else own.image or other.image
    joined = _joined(own, other)
    return structs.replace(joined, image=image)


def _joined(own: R, other: R) -> R:
    unsaid = {name: getattr(other, name) for name in own.__struct_fields__ if getattr(own, name) is None}
    return structs.replace(own, **unsaid) if unsaid else own
