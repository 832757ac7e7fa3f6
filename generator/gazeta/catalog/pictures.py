"""Images and other files of the site: from what an editor wrote to a file, and to its published address."""

import posixpath
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.suggest import nearest
from gazeta.sources.prose import Reference
from gazeta.sources.snapshot import Media

_STATIC = "static"
_CONTENT = "content"


def find_media(reference: Reference, media: Mapping[str, Media]) -> Media | None:
    """The file that a reference means: relative to the file it stands in, or from `static/` or `content/`."""
    for path in _candidates(reference):
        if path in media:
            return media[path]
    return None


def _candidates(reference: Reference) -> tuple[str, ...]:
    target = unquote(reference.target.partition("?")[0].partition("#")[0])
    if target.startswith("/"):
        rooted = posixpath.normpath(target)
        return (_STATIC + rooted, _CONTENT + rooted)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(reference.span.path), target))
    return (path,) if "/" in reference.span.path else (path, f"{_CONTENT}/{path}")


def check_media(reference: Reference, media: Mapping[str, Media]) -> Diagnostic | None:
    """What is wrong with a reference to a file, if anything."""
    found = find_media(reference, media)
    if found is None:
        near = nearest(_candidates(reference)[-1], media)
        hint = near or "Put the file beside the article, and name it from there."
        return problem("missing-image", f"There is no file “{reference.target}”.", reference.span, hint)
    if found.fault:
        message = f"{found.path} cannot be used: {found.fault}"
        return problem("bad-image", message, reference.span, "Export it again as PNG, JPEG, WebP or plain SVG.")
    return None


def media_path(media: Media) -> str:
    """The path at which a file is published: files of `static/` as they are, others under a name with their digest.

    A name that changes with the bytes may be cached for ever.
    """
    pure = PurePosixPath(media.path)
    if pure.parts[0] == _STATIC:
        return "/" + "/".join(pure.parts[1:])
    folder = "/".join(("/media", *pure.parts[1:-1]))
    return f"{folder}/{pure.stem}.{media.digest[:8]}{pure.suffix.lower()}"
