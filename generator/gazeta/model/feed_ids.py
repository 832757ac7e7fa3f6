"""What feeds call a story: a name that stays when its file, its address or its date does not (RFC 4287, 4.2.6).

It is what the article's `id` says. Without one it is where the file first lay, as far as that is known: its
`translation_key`, or the place that its first alias tells of, or else where it lies now.
"""

from collections.abc import Iterable, Iterator, Mapping

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.model.routes import routes_of
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config
from gazeta.sources.manuscript import Manuscript

Folders = Mapping[str, str]
"""Sections by their folder in the default locale's addresses, where that has another name."""


def folders_of(config: Config, sections: Mapping[str, Section]) -> Folders:
    """The folders of a site."""
    own = routes_of(config, sections.values()).folders.get(config.default_locale, {})
    return {folder: section for section, folder in own.items()}


def story_id(original: Manuscript, folders: Folders) -> str:
    """What feeds call a story without an `id` of its own."""
    if original.id:
        return original.id.target
    if original.key != original.default_key:
        return original.key
    return next(_former(original, folders), original.key)


def _former(original: Manuscript, folders: Folders) -> Iterator[str]:
    """Where a file lay, from its old addresses, the first one first; an address without a section is a short link."""
    for alias in original.aliases:
        folder, _, name = alias.target.strip("/").removesuffix("/index.html").removesuffix(".html").rpartition("/")
        if folder and name:
            yield f"{folders.get(folder, folder)}/{name}"


def ids_given_twice(stories: Iterable[Iterable[Manuscript]]) -> Iterator[Diagnostic]:
    """Articles that say that they are another one, as a copy of a file does."""
    taken: dict[str, Manuscript] = {}
    for story in stories:
        said = {manuscript.id.target: manuscript for manuscript in story if manuscript.id}
        for name, manuscript in said.items():
            first = taken.setdefault(name, manuscript)
            if first is not manuscript and manuscript.id:
                message = f"{first.path} has the id “{name}” already; feeds would take the two for one article."
                hint = "If this file was begun as a copy of another, delete the line “id”."
                yield problem("same-article-id", message, manuscript.id.span, hint)
