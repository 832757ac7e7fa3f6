"""Pictures that tell where they were taken: a newsroom protects its sources, and what is published stays so."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.layout import ASSETS, STATIC, THEMES, is_in
from gazeta.core.span import Span
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition
from gazeta.sources.config.widgets import Promotion, images_of
from gazeta.sources.pictures.position import tells_position
from gazeta.sources.pictures.probe import is_image
from gazeta.sources.prose import Reference


def check_positions(model: SiteModel, editions: Iterator[Edition]) -> Iterator[Diagnostic]:
    """An error for each picture with a position that texts or widgets show or link, and for each in `static/`.

    What lies in `static/` goes out whether a page shows it or not, so it is an error there as well.
    """
    for reference in (*(reference for edition in editions for reference in _files(edition)), *_of_widgets(model)):
        found = model.file(reference)
        if found and found.position and not is_in(found.path, STATIC):
            yield _told(found.path, reference.span)
    for path, file in model.media.items():
        if file.position and is_in(path, STATIC):
            yield _told(path, Span(path=path))


def check_assets(texts: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """The same for pictures of the site's own theme and assets, which go out whole as well."""
    for path in texts:
        own = is_in(path, ASSETS, THEMES) and is_image(PurePosixPath(path).suffix)
        if own and tells_position(texts[path]):
            yield _told(path, Span(path=path))


def _files(edition: Edition) -> Iterator[Reference]:
    if edition.image and edition.image.src:
        yield edition.image.src
    yield from edition.images
    yield from edition.addresses


def _of_widgets(model: SiteModel) -> Iterator[Reference]:
    for widget in model.config.widgets:
        if isinstance(widget, Promotion):
            yield from images_of(widget)


def _told(path: str, span: Span) -> Diagnostic:
    message = f"{path} tells where it was taken: it holds a position (GPS), which would be published with it."
    hint = f'Export it again without its location, or take that out: exiftool "-gps*=" "{path}"'
    return problem("picture-with-position", message, span, hint)
