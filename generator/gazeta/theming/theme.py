"""A theme put together: the site's own files over its theme's, over those of the themes that one builds on."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.digest import digest
from gazeta.core.layout import ASSETS, CONFIG_FILE, TEMPLATES, THEMES
from gazeta.core.span import Span
from gazeta.core.suggest import did_you_mean, nearest
from gazeta.sources.characters import read_text
from gazeta.sources.config.theme_manifest import MANIFEST_FILE, ThemeManifest, read_theme_manifest

BASE_THEME = "broadsheet"
"""What every theme builds on that does not say otherwise."""

_CONFIG = Span(path=CONFIG_FILE)
_THEMES, _TEMPLATES, _ASSETS = f"{THEMES}/", f"{TEMPLATES}/", f"{ASSETS}/"
_COMPOSED = re.compile(r"\{%[-+]?\s*(?:include|extends|import|from)\b([^%]*~[^%]*)%\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

Files = Mapping[str, bytes]
Templates = dict[str, tuple[str, str]]
"""By name: a template's path, for messages, and its source."""


class Theme(Struct, frozen=True, kw_only=True):
    """What pages are made with.

    `templates` are (path for messages, source) by name: `article.html` is the topmost file of that name,
    `broadsheet/article.html` the one that the theme `broadsheet` itself has, for an override to extend.
    `assets` are by name below the `assets` folders. `digest` is that of the templates.
    """

    templates: Templates
    assets: dict[str, bytes]
    manifest: ThemeManifest
    digest: str


class _Folder(Struct, frozen=True):
    """A folder that holds `templates/` and `assets/`: its files by their path below it; `own` if it is the site's."""

    path: str
    files: Files
    own: bool = True


class _Layer(Struct, frozen=True):
    """One theme: the site's folder of that name, if there is one, over the one that ships."""

    name: str
    folders: tuple[_Folder, ...]
    manifest: ThemeManifest


def assemble_theme(texts: Files, shipped: Files, name: str, asked: Span = _CONFIG) -> Found[Theme]:
    """The theme `name` for a site whose files are `texts`; `shipped` are those that come with Gazeta.

    First wins: the site's `templates/` and `assets/`, its `themes/<name>/`, the shipped `themes/<name>/`, and
    then the same for each theme that this one builds on.
    """
    layers, found = _layers(texts, shipped, name, asked)
    site = _Folder("", {path: texts[path] for path in texts if path.startswith((_TEMPLATES, _ASSETS))})
    folders = [site, *chain.from_iterable(layer.folders for layer in layers)]
    templates, unreadable = _templates(folders, layers)
    theme = Theme(
        templates=templates,
        assets=dict(_named(folders, _ASSETS)),
        manifest=layers[0].manifest if layers else ThemeManifest(),
        digest=digest(templates),
    )
    return theme, (*found, *unreadable, *_unused(folders, templates))


def _layers(texts: Files, shipped: Files, name: str, asked: Span) -> Found[list[_Layer]]:
    """The theme and those below it. An unknown one is reported, and the base theme stands in for it."""
    layers: list[_Layer] = []
    found: list[Diagnostic] = []
    while name not in {layer.name for layer in layers}:
        layer, problems = _layer(texts, shipped, name)
        found += problems
        if layer is None:
            found.append(_unknown(texts, shipped, name, asked))
            if name == BASE_THEME:
                break
            name = BASE_THEME
            continue
        layers.append(layer)
        asked = layer.manifest.extends_span
        name = layer.manifest.extends or BASE_THEME
        if layer.manifest.extends in {known.name for known in layers}:
            found.append(_circle(layers, name, asked))
            name = BASE_THEME
    return layers, tuple(found)


def _layer(texts: Files, shipped: Files, name: str) -> Found[_Layer | None]:
    path = f"{_THEMES}{name}/"
    sources = (texts, shipped)
    folders = tuple(_Folder(path, files, source is texts) for source in sources if (files := _below(source, path)))
    if not folders:
        return None, ()
    data = next((folder.files[MANIFEST_FILE] for folder in folders if MANIFEST_FILE in folder.files), b"")
    text, unreadable = read_text(data, path + MANIFEST_FILE)
    manifest, found = read_theme_manifest(text, path + MANIFEST_FILE)
    return _Layer(name, folders, manifest), unreadable or found


def _below(files: Files, path: str) -> dict[str, bytes]:
    return {name.removeprefix(path): files[name] for name in files if name.startswith(path)}


def _unknown(texts: Files, shipped: Files, name: str, span: Span) -> Diagnostic:
    known = {path.split("/")[1] for path in (*texts, *shipped) if path.startswith(_THEMES) and path.count("/") > 1}
    return problem("unknown-theme", f"There is no theme “{name}”.", span, did_you_mean(name, known))


def _circle(layers: list[_Layer], name: str, span: Span) -> Diagnostic:
    way = " → ".join([layer.name for layer in layers] + [name])
    return problem("unknown-theme", f"The themes build on each other: {way}.", span, "Remove one “extends”.")


def _named(folders: list[_Folder], kind: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a kind once, from the topmost folder that has it, by its name below `templates` or `assets`."""
    seen: set[str] = set()
    for folder in folders:
        for path, data in folder.files.items():
            if path.startswith(kind) and path not in seen:
                seen.add(path)
                yield path.removeprefix(kind), data


def _templates(folders: list[_Folder], layers: list[_Layer]) -> Found[dict[str, tuple[str, str]]]:
    """Topmost templates by name, and each theme's own by the theme's name and theirs.

    A theme's own is the shipped one where there is one: so a site's `themes/broadsheet/` can extend what it
    overrides. What a theme does not have it has from the themes below it.
    """
    found: list[Diagnostic] = []
    templates: dict[str, tuple[str, str]] = {}
    _add(templates, "", folders, found)
    for number, layer in enumerate(layers):
        own = [folder for below in layers[number:] for folder in reversed(below.folders)]
        _add(templates, f"{layer.name}/", own, found)
    return dict(sorted(templates.items())), tuple(dict.fromkeys(found))


def _unused(folders: list[_Folder], templates: Templates) -> Iterator[Diagnostic]:
    """The site's own templates that are nobody's: most have a name with a slip of the pen in it."""
    for number, folder in enumerate(folders):
        below = {path for lower in folders[number + 1 :] for path in lower.files if path.startswith(_TEMPLATES)}
        for path in folder.files:
            place, name = folder.path + path, path.removeprefix(_TEMPLATES)
            if folder.own and path.startswith(_TEMPLATES) and path not in below and not _is_named(name, templates):
                hint = nearest(name, (other.removeprefix(_TEMPLATES) for other in below))
                if hint or not _may_be_named(name, templates):
                    message = f"“{name}” overrides no template, and no template names it, so nothing is made with it."
                    yield problem("unused-template", message, Span(path=place), hint or "Name it, or remove it.")


def _is_named(name: str, templates: Templates) -> bool:
    return any(f"{quote}{name}{quote}" in source for _, source in templates.values() for quote in "\"'")


def _may_be_named(name: str, templates: Templates) -> bool:
    """Whether a template puts a name together that could be this one: `"parts/widget-" ~ widget.kind ~ ".html"`."""
    for _, source in templates.values():
        for statement in _COMPOSED.findall(source):
            words = _QUOTED.findall(statement)
            if words and name.startswith(words[0][1:-1]) and name.endswith(words[-1][1:-1]):
                return True
    return False


def _add(templates: dict[str, tuple[str, str]], prefix: str, folders: list[_Folder], found: list[Diagnostic]) -> None:
    for folder in folders:
        for path, data in folder.files.items():
            name = prefix + path.removeprefix(_TEMPLATES)
            if path.startswith(_TEMPLATES) and name not in templates:
                source, unreadable = read_text(data, folder.path + path)
                templates[name] = (folder.path + path, source)
                found += unreadable
