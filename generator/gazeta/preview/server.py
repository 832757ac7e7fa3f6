"""The preview's server: pages of the proof with a script in them, events, and what is wrong.

All addresses are looked up in tables, those of the site in the proof's; no path is ever joined to a folder.
"""

import mimetypes
import secrets
from html import escape
from importlib.resources import files
from urllib.parse import quote

from msgspec import json, to_builtins
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from gazeta.core.diagnostics import Diagnostic
from gazeta.preview.hub import Hub
from gazeta.preview.proof import Proof, Sheet
from gazeta.preview.workroom import State, Workroom

HOME = "/_gazeta/"
"""Below this lies what is the preview's own; a site cannot have it, for its names begin with no underscore."""

_TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "txt": "text/plain",
    "xml": "application/xml",
}
_CLIENT = {name: (files("gazeta.preview") / "client" / name).read_bytes() for name in ("preview.js", "preview.css")}
_EXCERPT = 160


class Preview:
    """What all requests share. `token` is known to the pages that this server gave out, and to nobody else."""

    def __init__(self, workroom: Workroom, hub: Hub) -> None:
        self.workroom = workroom
        self.hub = hub
        self.token = secrets.token_urlsafe(16)
        own = [
            Route(f"{HOME}events", self._events),
            Route(f"{HOME}problems", self._problems),
            *(Route(f"{HOME}{name}", self._client) for name in _CLIENT),
        ]
        self.app = Starlette(routes=[*own, Route("/{path:path}", self._page)])

    def announce(self) -> None:
        """Tells all open pages of the present state; from any thread."""
        self.hub.tell(_news(self.workroom.state))

    # the preview's own

    async def _client(self, request: Request) -> Response:
        name = request.url.path.removeprefix(HOME)
        return Response(_CLIENT[name], media_type=_type_of(name))

    async def _events(self, request: Request) -> Response:
        if not secrets.compare_digest(request.query_params.get("token", ""), self.token):
            return Response(status_code=403)
        if self.hub.full:
            return Response(status_code=503)
        return StreamingResponse(self.hub.stream(_news(self.workroom.state)), media_type="text/event-stream")

    async def _problems(self, request: Request) -> Response:
        if not secrets.compare_digest(request.query_params.get("token", ""), self.token):
            return Response(status_code=403)
        state = self.workroom.state
        problems = [_described(diagnostic, state) for diagnostic in state.found]
        return Response(json.encode({"number": state.number, "problems": problems}), media_type="application/json")

    # the site

    async def _page(self, request: Request) -> Response:
        state = self.workroom.state  # once: what a page says of itself must be true of the proof it comes from
        proof = state.proof
        path: str = request.scope["path"]
        if proof is None:
            return self._html(state, _EMPTY.encode(), 503)
        if path in {"/", proof.base_path} and proof.base_path:
            return RedirectResponse(f"{quote(proof.base_path)}/")
        if not path.startswith(f"{proof.base_path}/"):
            return Response(status_code=404)
        below = path[len(proof.base_path) :]
        if not proof.has(below) and proof.folder(below):
            return RedirectResponse(quote(f"{path}/"))
        return await run_in_threadpool(self._sheet, state, proof, below)

    def _sheet(self, state: State, proof: Proof, path: str) -> Response:
        status = 200 if proof.has(path) else 404
        try:
            sheet = proof.sheet(path if status == 200 else proof.missing(path))
        except (OSError, KeyError):
            return Response(status_code=404)
        if sheet.found:
            return self._html(state, _failed(sheet.found, state), 500)
        kind = _type_of(sheet.path)
        return (
            self._html(state, sheet.data, status, sheet)
            if kind == "text/html"
            else Response(sheet.data, media_type=kind)
        )

    def _html(self, state: State, data: bytes, status: int, sheet: Sheet | None = None) -> Response:
        """A page with the preview's script and style before the end of its head."""
        source = escape(sheet.source if sheet else "")
        injected = (
            f'<link rel="stylesheet" href="{HOME}preview.css">'
            f'<script src="{HOME}preview.js" defer data-gazeta-token="{self.token}" '
            f'data-gazeta-number="{state.number}" data-gazeta-source="{source}"></script>\n'
        )
        head, mark, rest = data.partition(b"</head>")
        return Response(head + injected.encode() + mark + rest if mark else data, status, media_type="text/html")


def _news(state: State) -> dict[str, object]:
    """What pages are told: the number of the state, what changed, and what is wrong."""
    errors = [_described(diagnostic, state) for diagnostic in state.found if diagnostic.severity == "error"]
    return {"number": state.number, "changed": list(state.changed[:50]), "errors": errors[:50], "total": len(errors)}


def _described(diagnostic: Diagnostic, state: State) -> dict[str, object]:
    fields: dict[str, object] = to_builtins(diagnostic)
    return {**fields, "place": str(diagnostic.span), "excerpt": _excerpt(diagnostic, state)}


def _excerpt(diagnostic: Diagnostic, state: State) -> str:
    """The line of a problem."""
    try:
        lines = state.files[diagnostic.span.path].decode("utf-8", "replace").splitlines()
    except (KeyError, OSError):
        return ""
    number = diagnostic.span.line
    return lines[number - 1][:_EXCERPT] if 0 < number <= len(lines) else ""


def _type_of(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2]) or mimetypes.guess_type(name)[0] or "application/octet-stream"


_EMPTY = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Gazeta</title></head>
<body class="gz-preview-empty"><h1>There is no site to show yet</h1>
<p>It appears here as soon as its errors are mended.</p></body></html>
"""


def _failed(found: tuple[Diagnostic, ...], state: State) -> bytes:
    """The page of a template that failed."""
    items = "".join(
        f"<li><strong>{escape(str(d.span))}</strong> [{escape(d.code)}]<br>{escape(d.message)}<br>"
        f"<code>{escape(_excerpt(d, state))}</code><br>{escape(d.hint)}</li>"
        for d in found
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Gazeta: template error</title></head>'
        f'<body class="gz-preview-empty"><h1>This page could not be made</h1><ul>{items}</ul></body></html>\n'
    ).encode()
