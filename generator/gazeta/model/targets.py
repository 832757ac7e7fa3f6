"""References between stories, by id, by source path or by address."""

import posixpath
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.layout import CONTENT
from gazeta.core.spelling import Names, names_of
from gazeta.core.suggest import nearest
from gazeta.model.addresses import Addresses, Place, is_address
from gazeta.model.stories import Story
from gazeta.sources.addresses import is_web_address
from gazeta.sources.prose import Reference


class Targets(Struct, frozen=True, kw_only=True):
    """All stories there are, published or not, by everything that a reference may call them."""

    keys: Names[str]
    by_path: Names[str]
    by_name: Names[tuple[str, ...]]
    addresses: Addresses

    def find(self, reference: Reference) -> str | None:
        """The key of the story that a reference means, or `None`."""
        found = self._candidates(reference)
        return found[0] if len(found) == 1 else None

    def place(self, reference: Reference) -> Place | None:
        """What an address leads to, a story or a front; `None` for another address, and for what is none."""
        return self.addresses.find(reference) if is_address(reference.target) else None

    def check_link(self, reference: Reference) -> Diagnostic | None:
        """What is wrong with a link in a text, if anything.

        `[[noreturn]]` may be no link at all but a word of the text: where nothing is called like it, it is
        left alone and only mentioned. So is what has a space in it, as no id has.
        """
        if reference.bare and not self._candidates(reference):
            if reference.written.startswith("[["):
                words = " " in reference.target or " #" in reference.written.partition("|")[0]
                if words or not nearest(reference.target, (*self.keys, *self.by_name)):
                    return _no_such_id(reference)
            else:
                return not_a_link(reference)
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
        if is_web_address(reference.target):
            return "A page of another site has a title of its own: write {title: …, url: …}."
        if not _is_file(reference):
            near = nearest(reference.target, (*self.keys, *self.by_name))
            return near or "Write a story's id: its section and its file's name, such as markets/copper."
        target = _path(reference)
        folder = posixpath.dirname(reference.span.path)
        near = nearest(target, self.by_path, lambda path: posixpath.relpath(path, folder or "."))
        return near or f"From this file, that is {target}, which is not there."

    def _candidates(self, reference: Reference) -> tuple[str, ...]:
        target = reference.target
        if _is_file(reference):
            key = self.by_path.find(_path(reference))
            return (key,) if key else ()
        place = self.place(reference)
        if place and place.story:
            return (place.story,)
        target = target.strip("/")
        key = self.keys.find(target) or self._in_folder(target)
        return (key,) if key else self.by_name.find(target) or ()

    def _in_folder(self, target: str) -> str | None:
        """The story of the file that lies in a folder under a name: its id, but for its `translation_key`."""
        ways = (f"{CONTENT}/{target}.md", f"{CONTENT}/{target}/index.md")
        return next(filter(None, map(self.by_path.find, ways)), None) if "/" in target else None


def _is_file(reference: Reference) -> bool:
    return reference.target.lower().endswith(".md")


def _path(reference: Reference) -> str:
    if reference.target.startswith("/"):
        return CONTENT + posixpath.normpath(reference.target)
    return posixpath.normpath(posixpath.join(posixpath.dirname(reference.span.path), reference.target))


def _no_such_id(reference: Reference) -> Diagnostic:
    message = f"“{reference.written}” is the id of no story; readers see it as it stands."
    return problem("no-such-id", message, reference.span, "Write `[[…]]` as code if it is meant to be text.")


def not_a_link(reference: Reference) -> Diagnostic:
    """What is to be said of a link with a space in its address that leads nowhere."""
    message = f"There is a space in “{reference.written}”, and no such file; readers see the link as it stands."
    hint = f"Write the address in angle brackets: [words](<{reference.written}>)."
    return problem("not-a-link", message, reference.span, hint)


def index(stories: Mapping[str, Story], addresses: Addresses, drafts: bool = False) -> Targets:
    """The index of all stories; a draft makes no name ambiguous unless `drafts` are part of the build."""
    names: dict[str, list[str]] = defaultdict(list)
    begun: dict[str, list[str]] = {}
    for key, story in stories.items():
        for name in story.names:
            if story.original.draft and not drafts:
                begun[name] = [key]
            else:
                names[name].append(key)
    paths = {edition.path: key for key, story in stories.items() for edition in story.editions}
    return Targets(
        keys=names_of(stories),
        by_path=Names(paths),
        by_name=Names((name, tuple(keys)) for name, keys in {**begun, **names}.items()),
        addresses=addresses,
    )
