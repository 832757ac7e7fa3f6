"""Figures, and the plain texts of images and boxes."""

from collections.abc import Callable, Sequence

from markdown_it.token import Token

_TEXTS = ("title", "credit")


def settle_texts(tokens: Sequence[Token], typeset: Callable[[str], str]) -> None:
    """Sets what is no Markdown itself as the text around it is set: images' texts and titles of boxes."""
    for token in tokens:
        if token.type.startswith("container_"):
            token.meta["title"] = typeset(token.info.strip().partition(" ")[2].strip())
        for child in token.children or ():
            if child.type == "image":
                child.content = typeset(child.content)
                child.attrs.update({name: typeset(str(child.attrs[name])) for name in _TEXTS if name in child.attrs})


def settle_figures(tokens: Sequence[Token]) -> None:
    """An image alone in its paragraph is a figure; its title is the caption."""
    for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = inline.children or []
        if opened.type != "paragraph_open" or opened.hidden or len(children) != 1 or children[0].type != "image":
            continue
        image = children[0]
        opened.type, closed.type = "figure_open", "figure_close"
        closed.meta = {"caption": image.attrs.pop("title", ""), "credit": image.attrs.pop("credit", "")}
