"""References between stories, by id or by source path."""

import posixpath
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from gazeta.catalog.stories import Story
from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.suggest import nearest
from gazeta.sources.prose import Reference


class Targets(Struct, frozen=True, kw_only=True):
    """All stories there are, published or not, by everything that a reference may call them."""

    keys: frozenset[str]
    by_path: dict[str, str]
    by_name: dict[str, tuple[str, ...]]

    def find(self, reference: Reference) -> str | None:
        """The key of the story that a reference means, or `None`."""
        found = self._candidates(reference)
        return found[0] if len(found) == 1 else None

    def check_link(self, reference: Reference) -> Diagnostic | None:
        """What is wrong with a link in a text, if anything.

        `[[noreturn]]` may be no link at all but a word of the text: where nothing is called like it, it is
        left alone and only mentioned.
        """
        target = reference.target
        if reference.bare and not self._candidates(reference) and not nearest(target, (*self.keys, *self.by_name)):
            message = f"“[[{target}]]” is the id of no story; readers see it as it stands."
            return problem("no-such-id", message, reference.span, "Write `[[…]]` as code if it is meant to be text.")
        return self.check(reference)

    def check(self, reference: Reference) -> Diagnostic | None:
        """What is wrong with a reference, if anything."""
        found = self._candidates(reference)
        if len(found) == 1:
            return None
        if found:
            message = f"“{reference.target}” could be any of {', '.join(found)}."
            return problem("ambiguous-story", message, reference.span, "Write the section too.")
        message = f"There is no story “{reference.target}”."
        return problem("unknown-story", message, reference.span, self._hint(reference))

    def _hint(self, reference: Reference) -> str:
        if not reference.target.endswith(".md"):
            near = nearest(reference.target, (*self.keys, *self.by_name))
            return near or "Write a story's id: its section and its file's name, such as markets/copper."
        target = self._path(reference)
        near = nearest(target, self.by_path)
        return near or f"From this file, that is {target}, which is not there."

    def _candidates(self, reference: Reference) -> tuple[str, ...]:
        target = reference.target
        if target.endswith(".md"):
            key = self.by_path.get(self._path(reference))
            return (key,) if key else ()
        target = target.strip("/")
        return (target,) if target in self.keys else self.by_name.get(target, ())

    @staticmethod
    def _path(reference: Reference) -> str:
        if reference.target.startswith("/"):
            return "content" + posixpath.normpath(reference.target)
        return posixpath.normpath(posixpath.join(posixpath.dirname(reference.span.path), reference.target))


def index(stories: Mapping[str, Story]) -> Targets:
    """The index of all stories."""
    names: dict[str, list[str]] = defaultdict(list)
    for key, story in stories.items():
        names[story.name].append(key)
    paths = {edition.path: key for key, story in stories.items() for edition in story.editions}
    return Targets(
        keys=frozenset(stories),
        by_path=paths,
        by_name={name: tuple(keys) for name, keys in names.items()},
    )
