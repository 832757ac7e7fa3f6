"""A site with one article's text changed, from the site as it was: what an editor who writes waits for.

Most saves change words. Words stand in a card and in a page; which pages there are, where they are and in which order
does not depend on them. Where it might, `revise` declines, and the site is prepared anew.
"""

from collections.abc import Iterator, Mapping

from msgspec import structs

from gazeta.core.diagnostics import Diagnostic, Found, count
from gazeta.engine.build import Prepared, with_model
from gazeta.engine.causes import Faults
from gazeta.engine.memory import Read
from gazeta.engine.options import BuildOptions
from gazeta.engine.weight import weighed
from gazeta.model.checks import Subject, check_all
from gazeta.model.schedule import live
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, Story, assemble


def revise(
    prepared: Prepared, found: tuple[Diagnostic, ...], path: str, reads: Mapping[str, Read], options: BuildOptions
) -> Found[Prepared] | None:
    """The site with the article at `path` as it is among `reads` now; `None` if more than that may have changed.

    `found` is all that was wrong with the site as it was; what is wrong now takes its place. `options` may differ
    from those of `prepared` in their instant, as long as nothing was due in between.
    """
    old = _story_of(prepared, path)
    if old is None or count(found, "error") or prepared.faults != Faults():
        return None
    group = {edition.path: reads.get(edition.path) for edition in old.editions}
    manuscripts = [read.manuscript for read in group.values() if read and read.manuscript]
    own = [problem for read in group.values() if read for problem in read.found]
    if len(manuscripts) < len(group) or count(tuple(own), "error"):
        return None
    model = prepared.resolved.model
    sections = {section.path: section for section in model.sections}
    stories, in_story = assemble(manuscripts, sections, prepared.publishers, model.config)
    new = stories.get(old.key)
    if new is None or len(stories) > 1 or not _stays(prepared, old, new):
        return None
    revised = _with_story(prepared, new, {edition: read.inside for edition, read in group.items() if read}, options)
    subject = Subject(model=revised.resolved.model, every=revised.resolved.every, paths=frozenset(), only=new.key)
    in_site = (problem for problem in check_all(subject) if problem.span.path in group)
    others = (problem for problem in found if problem.span.path not in group)
    return revised, (*others, *weighed((*own, *in_story, *in_site), stories, options, {}))


def _story_of(prepared: Prepared, path: str) -> Story | None:
    resolved = prepared.resolved
    key = resolved.model.targets.by_path.get(path)
    return resolved.every[key] if key else None


def _stays(prepared: Prepared, old: Story, new: Story) -> bool:
    """Whether nothing besides a story's own page and cards can tell the difference."""
    targets = prepared.resolved.model.targets
    addresses = [address for story in (old, new) for edition in story.editions for address in edition.addresses]
    if _frame(new) != _frame(old) or not all(
        map(targets.place, addresses)
    ):  # what is no page may be a file to publish
        return False
    headings = [tuple(edition.anchors for edition in story.editions) for story in (old, new)]
    return headings[0] == headings[1] or not _is_linked_within(prepared, old.key)


def _is_linked_within(prepared: Prepared, key: str) -> bool:
    """Whether another story links to a heading of this one."""
    resolved = prepared.resolved
    links = (
        link
        for story in resolved.every.values()
        if story.key != key
        for edition in story.editions
        for link in (*edition.links, *edition.addresses)
    )
    return any(resolved.model.targets.find(link) == key for link in links if link.anchor)


def _frame(story: Story) -> tuple[object, ...]:
    """All of a story that lists, addresses and files to publish depend on."""
    return (story.key, story.section, story.names, story.locales, *map(_edition_frame, story.editions))


def _edition_frame(edition: Edition) -> tuple[object, ...]:
    schedule = (edition.published, edition.publish_at, edition.expires, edition.draft)
    targets = (*_aliases(edition), None, *_images(edition))
    return (edition.path, edition.lang, edition.section, edition.slug, *schedule, *targets)


def _aliases(edition: Edition) -> Iterator[str]:
    return (alias.target for alias in edition.aliases)


def _images(edition: Edition) -> Iterator[tuple[str, str]]:
    """What is shown, and from which file: a section's picture is found from the section's folder."""
    own = (edition.image.src,) if edition.image and edition.image.src else ()
    return ((image.target, image.span.path) for image in (*own, *edition.images))


def _with_story(prepared: Prepared, story: Story, insides: Mapping[str, str], options: BuildOptions) -> Prepared:
    resolved = prepared.resolved
    shown = live({story.key: story}, options.now, resolved.model.include)
    stories = {**resolved.model.stories, **shown}
    model: SiteModel = structs.replace(resolved.model, stories=stories, now=options.now)
    resolved = structs.replace(resolved, model=model, every={**resolved.every, story.key: story})
    return with_model(prepared, resolved, {**prepared.projections.insides, **insides})
