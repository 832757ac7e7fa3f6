"""Links that open a place of a source file in an editor: schemes that editors register with the system."""

import os
from pathlib import Path
from urllib.parse import quote

from gazeta.core.span import Span

EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "jetbrains": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "macvim": "mvim://open?url=file://{path}&line={line}&column={column}",
    "emacs": "org-protocol://open-file?url=file://{path}&line={line}&column={column}",
    "none": "",
}
"""By name, the link of each editor: the absolute path with a slash before it, the line and column from 1."""
DEFAULT = "vscode"


def editor_of(name: str) -> str | None:
    """The link of an editor by its name; a link with `{path}` in it is its own. `None` for anything else."""
    return EDITORS.get(name, name if "{path}" in name and ":" in name else None)


def link(editor: str, root: Path, span: Span) -> str:
    """The link to a place of a file below a site's folder; empty if there is no editor."""
    path = quote(os.fsencode((root.absolute() / span.path).as_posix()))
    path = path if path.startswith("/") else f"/{path}"
    values = {"{path}": path, "{line}": str(span.line or 1), "{column}": str(span.column or 1)}
    for name, value in values.items():
        editor = editor.replace(name, value)
    return editor
