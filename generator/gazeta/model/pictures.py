"""Images and other files of the site: from what an editor wrote to a file, and to its published address."""

import posixpath
import re
from pathlib import PurePosixPath

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.layout import CONTENT, STATIC, is_in
from gazeta.core.spelling import Names
from gazeta.core.suggest import nearest
from gazeta.sources.addresses import is_web_address
from gazeta.sources.pictures.probe import is_unshown
from gazeta.sources.prose import Reference
from gazeta.sources.snapshot import Media

_EXPORT = "Export it again as JPEG, PNG, WebP or AVIF, or as plain SVG."


def find_media(reference: Reference, media: Names[Media]) -> Media | None:
    """The file that a reference means: relative to the file it stands in, or from `static/` or `content/`."""
    plain = re.split("[?#]", reference.target, maxsplit=1)[0]  # front matter may name it as pages do
    targets = dict.fromkeys((reference.target, plain))
    paths = (path for target in targets for path in _candidates(target, reference.span.path))
    return next((found for path in paths if (found := media.find(path))), None)


def _candidates(target: str, file: str) -> tuple[str, ...]:
    if target.startswith("/"):
        rooted = posixpath.normpath(target)
        return (STATIC + rooted, CONTENT + rooted)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
    return (path,) if "/" in file else (path, f"{CONTENT}/{path}")


def _from(file: str, path: str) -> str:
    """How a file of the site names another one."""
    if is_in(path, STATIC):
        return path.removeprefix(STATIC)
    return posixpath.relpath(path, posixpath.dirname(file)) if "/" in file else path


def check_media(reference: Reference, found: Media | None, media: Names[Media]) -> Diagnostic | None:
    """What is wrong with a reference to one of the files, or to none, if anything."""
    if found is None:
        if is_web_address(reference.target):
            message = f"“{reference.shown}” is an address on the web; a picture of an article is a file of this site."
            return problem(
                "missing-image", message, reference.span, "Save the picture beside the article, and name it."
            )
        file = reference.span.path
        near = nearest(_candidates(reference.target, file)[-1], media, lambda path: _from(file, path))
        hint = near or "Put the file beside the article, and name it from there."
        return problem("missing-image", f"There is no file “{reference.shown}”.", reference.span, hint)
    if found.fault:
        message = f"{found.path} cannot be used: {found.fault}"
        return problem("bad-image", message, reference.span, _EXPORT)
    if is_unshown(PurePosixPath(found.path).suffix):
        message = f"{found.path} cannot be used: browsers do not show pictures of this kind."
        return problem("bad-image", message, reference.span, _EXPORT)
    if found.flaw:
        message = f"{found.path} is damaged: {found.flaw}."
        return problem("damaged-image", message, reference.span, "Export it again, or fetch it once more.")
    return None


def media_path(media: Media) -> str:
    """The path at which a file is published: files of `static/` as they are, others under a name with their digest.

    A name that changes with the bytes may be cached for ever.
    """
    pure = PurePosixPath(media.path)
    if pure.parts[0] == STATIC:
        return "/" + "/".join(pure.parts[1:])
    folder = "/".join(("/media", *pure.parts[1:-1]))
    return f"{folder}/{pure.stem}.{media.digest[:8]}{pure.suffix.lower()}"
