"""Editors' raw HTML, reduced to what cannot do harm."""

import nh3

from gazeta.sources.addresses import ALLOWED_SCHEMES
from gazeta.sources.markdown_html import is_mark
from gazeta.sources.markdown_links import kind_of

_TAGS = set(
    """
    a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub
    summary sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()
)
_EVERYWHERE = {"class", "dir", "id", "lang", "role", "title", "aria-label", "aria-labelledby", "data-hole"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
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
_ADDRESSES = frozenset({"href", "src", "cite"})
_PREFIX = "u-"


def sanitize(html: str, known_ids: frozenset[str]) -> str:
    """HTML without scripts, styles, frames, forms, SVG, MathML and event handlers; `style` attributes are dropped.

    Ids that are not `known_ids` get the prefix `u-`, so that raw HTML cannot pose as a part of the page (DOM
    clobbering). Addresses obey the rules for those in Markdown. Sanitising twice changes nothing more.
    """

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name == "id" and value not in known_ids and not value.startswith(_PREFIX):
            return _PREFIX + value
        if name == "data-hole" or (name in _ADDRESSES and kind_of(value) == "bad"):
            return value if is_mark(value) else None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )
