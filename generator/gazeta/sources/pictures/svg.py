"""What an SVG may be if it is to be published: a drawing that runs nothing and loads nothing.

It is parsed as XML, and each element and attribute looked up in lists (`svg_names`). A browser must read the same as
we do: so the bytes are UTF-8 and declare nothing else, there are no entities of the file's own and no control
characters. What editors keep for themselves, in namespaces that mean nothing to a browser, is let be.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from gazeta.sources.pictures.svg_names import ANIMATABLE, ATTRIBUTES, ELEMENTS, FREE_ATTRIBUTES

MAX_DEPTH = 256
"""Elements within elements; browsers, too, give up somewhere."""

MAX_COPIES = 200_000
"""Elements with an id that are drawn, those counted again that `use` repeats: a few lines can ask for billions."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_HTML = "http://www.w3.org/1999/xhtml"
_MEANING = ("http://www.w3.org/", "https://www.w3.org/", "http://www.mozilla.org/")
"""Beginnings of the namespaces in which browsers know elements and attributes."""
_DATA = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
"""Those of the same publisher that describe only."""
_DOCTYPES = re.compile(r"-//W3C//DTD SVG [\w .]+//EN")
_PACKETS = re.compile(r"xpacket|adobe[\w-]*")
"""Processing instructions that mark where metadata begin and end."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_ENTITY = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_CSS_DATA = re.compile(
    r"data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/[\w-]+|application/(?:x-|vnd\.)?font-[\w-]+)[;,]", re.IGNORECASE
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|(\n|.))", re.DOTALL)
_CSS_URL = re.compile(r"url[ \t\n\r\f]*\([ \t\n\r\f]*[\"']?[ \t\n\r\f]*", re.IGNORECASE)
_CSS_DANGERS = (
    (re.compile(r"@\s*import", re.IGNORECASE), "it loads a style sheet"),
    (
        re.compile(r"(?<![\w-])(?:-[a-z]+-)?(?:image-set|image|src|cross-fade|element|paint)\s*\(", re.IGNORECASE),
        "it refers to another file",
    ),
    (re.compile(r"expression\s*\(|-moz-binding|behavior\s*:", re.IGNORECASE), "it has a script"),
)
_SPACES = re.compile(r"[\x00-\x20]+")
_SCRIPT = re.compile(r"(?:javascript|vbscript|livescript):", re.IGNORECASE)


class _Refused(Exception):  # noqa: N818 - it says what the matter is with a file
    """What an image must not have."""


def read_svg(data: bytes) -> tuple[dict[str, str], str]:
    """The attributes of the root of an SVG; or none, and what keeps it from being published. Takes linear time."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, "it is not encoded in UTF-8."
    if _CONTROL.search(text):
        return {}, "it has a control character, which is not allowed in an image."
    drawing = _Drawing(text)
    try:
        drawing.read()
    except _Refused as refused:
        return {}, f"{refused}, which is not allowed in an image."
    except expat.ExpatError as error:
        return {}, f"it is no well-formed XML (line {error.lineno}), which is not allowed in an image."
    if drawing.root is None:
        return {}, "it does not begin with an “svg” element."
    return drawing.root, ""


class _Drawing:
    """One SVG, element by element. `root` has the attributes of the first one, if that is an `svg`."""

    def __init__(self, text: str) -> None:
        self.root: dict[str, str] | None = None
        self._text = text
        self._begun = False
        self._spaces: list[dict[str, str]] = [{"xml": _XML, "xlink": _XLINK}]
        self._ids = [""]
        self._edges: dict[str, list[str]] = {"": []}
        self._style: list[str] | None = None

    def read(self) -> None:
        """Raises `_Refused` for what an image must not have, and `expat.ExpatError` for what is no XML."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = parser.SkippedEntityHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(self._text.encode(), True)
        if _copies(self._edges) > MAX_COPIES:
            raise _Refused("it repeats itself too often")

    # before the root

    @staticmethod
    def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8"}:
            raise _Refused(f"it says that it is encoded in “{encoding}” rather than UTF-8")

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        known = _DOCTYPES.fullmatch(public) if public else not system
        if has_subset or name != "svg" or not known or _ENTITY.search(_without(self._text, "<!--", "-->")):
            raise _Refused("it has entities or a document type of its own")

    @staticmethod
    def _entity(*_: object) -> None:
        raise _Refused("it has entities of its own")

    @staticmethod
    def _instruction(target: str, _data: str) -> None:
        if not _PACKETS.fullmatch(target):
            loads = target.lower() == "xml-stylesheet"
            raise _Refused("it loads a style sheet" if loads else f"it has an instruction “{target[:40]}”")

    # elements

    def _start(self, name: str, listed: list[str]) -> None:
        pairs = list(zip(listed[::2], listed[1::2], strict=True))
        if self._style is not None:
            raise _Refused("it has an element within a style sheet")
        if len(self._spaces) > MAX_DEPTH:
            raise _Refused(f"it has more than {MAX_DEPTH} elements within each other")
        own = {key.partition(":")[2]: value for key, value in pairs if key == "xmlns" or key.startswith("xmlns:")}
        self._spaces.append({**self._spaces[-1], **own} if own else self._spaces[-1])
        space, local = self._resolved(name)
        if not self._begun:
            self._begun = True
            if local == "svg" and space in {_SVG, ""}:
                self.root = dict(pairs)
        if _is_data(space):
            self._ids.append(self._ids[-1])
        else:
            self._check(space, local, pairs)
            self._relate(local, dict(pairs))

    def _end(self, _name: str) -> None:
        self._spaces.pop()
        self._ids.pop()
        if self._style is not None:
            _check_css("".join(self._style))
            self._style = None

    def _words(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _resolved(self, name: str) -> tuple[str, str]:
        """The namespace of an element, and its name in there."""
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return self._spaces[-1].get("", ""), name
        if prefix not in self._spaces[-1]:
            raise _Refused(f"it has an element “{name[:40]}” of an undeclared namespace")
        return self._spaces[-1][prefix], local

    def _check(self, space: str, local: str, pairs: list[tuple[str, str]]) -> None:
        if space == _HTML or local == "foreignObject":
            raise _Refused("it has HTML in it")
        if local.lower() == "script":
            raise _Refused("it has a script")
        if space not in {_SVG, ""} or local not in ELEMENTS:
            raise _Refused(f"it has an element “{local[:40]}”")
        for name, value in pairs:
            if name != "xmlns" and not name.startswith("xmlns:"):
                self._check_attribute(local, name, value)
        if local == "style":
            self._style = []

    def _check_attribute(self, element: str, name: str, value: str) -> None:
        prefix, colon, local = name.rpartition(":")
        space = self._spaces[-1].get(prefix) if colon else ""
        if space == "":
            _check_own(element, local, value)
        elif space == _XLINK:
            if local == "href":
                _check_reference(element, value)
        elif space == _XML and local in {"space", "lang", "id"}:
            pass
        elif space is None or not _is_data(space):
            raise _Refused(f"it has an attribute “{name[:40]}”")

    # what repeats what

    def _relate(self, local: str, attributes: dict[str, str]) -> None:
        """Keeps which element with an id lies in which, and what `use` repeats in which."""
        name = attributes.get("id", "")
        around = self._ids[-1]
        if name:
            self._edges[around].append(name)
            self._edges.setdefault(name, [])
        self._ids.append(name or around)
        if local == "use":
            target = attributes.get("href", attributes.get("xlink:href", "")).strip()
            self._edges[self._ids[-1]].append(target[1:])


def _is_data(space: str) -> bool:
    """Whether a namespace means nothing to a browser."""
    return bool(space) and (space in _DATA or not space.strip().lower().startswith(_MEANING))


def _check_own(element: str, name: str, value: str) -> None:
    """Looks at an attribute that is SVG's own."""
    if name[:2].lower() == "on":
        raise _Refused("it has an event handler")
    if name not in ATTRIBUTES and not name.startswith(FREE_ATTRIBUTES):
        raise _Refused(f"it has an attribute “{name[:40]}”")
    if name == "href":
        _check_reference(element, value)
    elif name == "attributeName" and value.strip() not in ANIMATABLE:
        raise _Refused(f"it animates “{value[:40]}”")
    elif name == "style" or "(" in value or "\\" in value:
        _check_css(value)
    if _SCRIPT.match(_SPACES.sub("", value)):
        raise _Refused("it has a script")


def _check_reference(element: str, value: str) -> None:
    """A reference leads to another place in the file, or is a picture itself."""
    target = value.strip(" \t\n\r")
    if _SCRIPT.match(_SPACES.sub("", value)):
        raise _Refused("it has a script")
    if target.startswith("#") or not target:
        return
    if element not in {"image", "feImage"} or not _PICTURE.match(target):
        raise _Refused("it refers to another file")


def _check_css(text: str) -> None:
    for form in _css_forms(text):
        for pattern, what in _CSS_DANGERS:
            if pattern.search(form):
                raise _Refused(what)
        for match in _CSS_URL.finditer(form):
            if not form.startswith("#", match.end()) and not _CSS_DATA.match(form, match.end()):
                raise _Refused("it refers to another file")


def _css_forms(text: str) -> Iterator[str]:
    """A text as it stands, and as it is read: without comments, with escapes resolved."""
    yield text
    if "/*" in text:
        text = _without(text, "/*", "*/")
        yield text
    if "\\" in text:
        yield _CSS_ESCAPE.sub(_unescaped, text)


def _without(text: str, opening: str, closing: str) -> str:
    """A text without what stands between two marks; what is never closed goes to its end."""
    kept, place = [], 0
    while (begin := text.find(opening, place)) >= 0:
        kept.append(text[place:begin])
        end = text.find(closing, begin + len(opening))
        place = end + len(closing) if end >= 0 else len(text)
    return "".join((*kept, text[place:]))


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else "\ufffd"
    return "" if match[2] == "\n" else match[2]


def _copies(edges: dict[str, list[str]]) -> int:
    """How many elements there are once all are repeated that are to be; what leads in a circle is drawn once."""
    totals: dict[str, int] = {}
    waiting = [("", False)]
    open_now: set[str] = set()
    while waiting:
        name, is_counted = waiting.pop()
        below = edges.get(name, [])
        if is_counted:
            open_now.discard(name)
            totals[name] = min(1 + sum(totals.get(other, 1) for other in below), MAX_COPIES + 1)
        elif name not in totals and name not in open_now:
            open_now.add(name)
            waiting.append((name, True))
            waiting += [(other, False) for other in below if other not in totals]
    return totals[""]
