"""`theme.yaml`: what a theme says of itself."""

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.span import Span
from gazeta.sources.yaml.fields import Fields
from gazeta.sources.yaml.nodes import Mapping, read_mapping

MANIFEST_FILE = "theme.yaml"


class ThemeManifest(Struct, frozen=True, kw_only=True):
    """A theme's name for people, its licence (an SPDX identifier), and the theme it builds on.

    `extends` is empty where the file does not say; `extends_span` is where it says so.
    """

    name: str = ""
    description: str = ""
    licence: str = ""
    extends: str = ""
    extends_span: Span = Span(path=MANIFEST_FILE)


def read_theme_manifest(text: str, path: str) -> Found[ThemeManifest]:
    """The manifest in a YAML text; what is wrong or absent has its default."""
    node, problems = read_mapping(text, path)
    found: list[Diagnostic] = list(problems)
    fields = Fields(node or Mapping(entries=(), span=Span(path=path)), found)
    manifest = ThemeManifest(
        name=fields.string("name") or "",
        description=fields.string("description") or "",
        licence=fields.string("licence") or "",
        extends=fields.string("extends") or "",
        extends_span=fields.span("extends"),
    )
    fields.close()
    return manifest, tuple(found)
