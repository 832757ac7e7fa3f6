"""Editors' raw HTML, reduced to what cannot do harm."""

import re

import nh3

from gazeta.sources.addresses import ALLOWED_SCHEMES
from gazeta.sources.markdown.html import is_mark
from gazeta.sources.markdown.links import kind_of

TAGS = set(
    """
    a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub
    summary sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()
)
EVERYWHERE = {"class", "dir", "id", "lang", "role", "title", "aria-label", "aria-labelledby", "data-hole"}
_ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start", "reversed"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "details": {"open"},
    "pre": {"tabindex"},
    "div": {"tabindex"},
}
ADDRESSES = frozenset({"href", "src", "cite"})
PREFIX = "u-"


_EMPTY = re.compile(r"<p>\s*+</p>\n?")
"""What is left of a paragraph of which everything was taken out."""


def allowed(tag: str) -> set[str]:
    """The attributes that an element may have."""
    return EVERYWHERE - {"data-hole"} | _ATTRIBUTES.get(tag, set())


def sanitize(html: str, known_ids: frozenset[str]) -> str:
    """HTML without scripts, styles, frames, forms, SVG, MathML and event handlers; `style` attributes are dropped.

    Ids that are not `known_ids` get the prefix `u-`, so that raw HTML cannot pose as a part of the page (DOM
    clobbering). Addresses obey the rules for those in Markdown. Sanitising twice changes nothing more.
    """

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name == "id" and value not in known_ids and not value.startswith(PREFIX):
            return PREFIX + value
        if name == "data-hole" or (name in ADDRESSES and kind_of(value) == "bad"):
            return value if is_mark(value) else None
        return value

    done = nh3.clean(
        html,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )
    return _EMPTY.sub("", done)
