"""The preview's server: pages of the proof with a script in them, the desk, events, and what is wrong.

All addresses are looked up in tables, those of the site in the proof's; no path is ever joined to a folder.
"""

import mimetypes
import re
import secrets
from datetime import UTC, datetime
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from msgspec import json
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from gazeta.core.language import direction
from gazeta.engine.options import BuildOptions
from gazeta.preview.desk import desk_of
from gazeta.preview.events import Reporter
from gazeta.preview.hub import Hub
from gazeta.preview.page_info import about
from gazeta.preview.preview_session import State, Workroom
from gazeta.preview.site_snapshot import Proof
from gazeta.preview.streams import file_response
from gazeta.preview.templates import desk_page, empty_page, failed_page
from gazeta.preview.toolbar import toolbar
from gazeta.preview.words import accepted, spoken

HOME = "/_gazeta/"
"""Below this lies what is the preview's own; a site cannot have it, for its names begin with no underscore."""
AS_READERS = "readers"
"""The value of the cookie for the site as readers see it now; others are instants (ISO 8601)."""

_TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "txt": "text/plain",
    "xml": "application/xml",
}
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>\n?", re.IGNORECASE)
_CLIENT = {
    name: (files("gazeta.preview") / "client" / name).read_bytes()
    for name in ("clock.js", "preview.js", "preview.css", "desk.css")
}


class Preview:
    """What all requests share. `token` is known to the pages that this server gave out, and to nobody else.

    `build_memory` is the folder `.gazeta`; `cookie` the name of the one that says as of when to show the site;
    `stands` whether the workroom's clock stands at one instant (`--now`).
    """

    def __init__(
        self, workroom: Workroom, hub: Hub, reporter: Reporter, build_memory: Path, cookie: str, stands: bool = False
    ) -> None:
        self.workroom = workroom
        self.hub = hub
        self.token = secrets.token_urlsafe(16)
        self._reporter = reporter
        self._build_memory = build_memory
        self._cookie = cookie
        self._stands = stands
        own = [
            Route(HOME, self._desk),
            Route(f"{HOME}events", self._events),
            Route(f"{HOME}page", self._about),
            *(Route(f"{HOME}{name}", self._client) for name in _CLIENT),
        ]
        self.app = Starlette(routes=[*own, Route("/{path:path}", self._page)])

    def announce(self) -> None:
        """Tells all open pages of the present state; from any thread."""
        self.hub.tell(self._reporter.news(self.workroom.state))

    # the preview's own

    async def _client(self, request: Request) -> Response:
        name = request.url.path.removeprefix(HOME)
        return Response(_CLIENT[name], media_type=_type_of(name))

    async def _events(self, request: Request) -> Response:
        if not self._knows_token(request):
            return Response(status_code=403)
        if self.hub.full:
            return Response(status_code=503)
        first = self._reporter.news(self.workroom.state)
        return StreamingResponse(self.hub.stream(first), media_type="text/event-stream")

    async def _about(self, request: Request) -> Response:
        if not self._knows_token(request):
            return Response(status_code=403)
        return await run_in_threadpool(self._describe, request, self.workroom.state)

    def _describe(self, request: Request, state: State) -> Response:
        proof = self._proof_for(request, state)
        page, path = None, request.query_params.get("path", HOME)
        if proof and not path.startswith(HOME):
            page = about(proof, path.removeprefix(proof.base_path), self.workroom.source, self._reporter.editor)
        lang = spoken([page.locale if page else "", *_languages(request)])
        known = {
            "page": page,
            "words": toolbar(lang),
            "lang": lang,
            "dir": direction(lang),
            "problems": len(state.found),
        }
        return Response(json.encode(known), media_type="application/json")

    async def _desk(self, request: Request) -> Response:
        return await run_in_threadpool(self._lay_out, request, self.workroom.state)

    def _lay_out(self, request: Request, state: State) -> Response:
        config = state.proof.model.config if state.proof else None
        desk = desk_of(state, self._reporter, self._build_memory)
        zone, base_path = (config.time_zone, state.proof.base_path) if config and state.proof else ("UTC", "")
        return self._html(state, desk_page(desk, spoken(_languages(request)), zone, base_path))

    def _knows_token(self, request: Request) -> bool:
        return secrets.compare_digest(request.query_params.get("token", "").encode(), self.token.encode())

    # the site

    async def _page(self, request: Request) -> Response:
        return await run_in_threadpool(self._answer, request, self.workroom.state)

    def _answer(self, request: Request, state: State) -> Response:
        """What is at an address in one state: what a page says of itself must be true of where it comes from."""
        path: str = request.scope["path"]
        lang = spoken(_languages(request))
        if state.proof is None:
            return self._html(state, empty_page(lang), 503)
        base_path = state.proof.base_path
        if path in {"/", base_path} and base_path:
            return RedirectResponse(f"{quote(base_path)}/")
        if not path.startswith(f"{base_path}/"):
            return Response(status_code=404)
        asked = self._asked(request, state.proof)
        proof, found = state.proof.at(asked) if asked else (state.proof, ())
        wrong = tuple(problem for problem in found if problem.severity == "error")
        if wrong:
            problems = self._reporter.problems(wrong, state)
            return self._html(state, failed_page(problems, lang), 500)
        below = path[len(base_path) :]
        below = below.removesuffix("index.html") if below.endswith("/index.html") else below
        if not proof.has(below) and proof.folder(below):
            return RedirectResponse(quote(f"{path}/"))
        return self._file(request, proof, below) or self._sheet(state, proof, below, lang, asked)

    def _file(self, request: Request, proof: Proof, path: str) -> Response | None:
        try:
            file = proof.file(path)
        except OSError:
            return Response(status_code=404)
        if file is None:
            return None
        response = file_response(request, file, _type_of(path))
        response.headers.update(_sandbox(path))
        return response

    def _sheet(self, state: State, proof: Proof, path: str, lang: str, asked: BuildOptions | None) -> Response:
        status = 200 if proof.has(path) else 404
        try:
            sheet = proof.sheet(path if status == 200 else proof.missing(path))
        except KeyError:
            return Response(status_code=404)
        if sheet.found:
            problems = self._reporter.problems(sheet.found, state)
            return self._html(state, failed_page(problems, lang), 500)
        kind = _type_of(sheet.path)
        if kind != "text/html":
            return Response(sheet.data, media_type=kind)
        return self._html(state, _at_instant(sheet.data, self._stands_at(asked)), status)

    def _stands_at(self, asked: BuildOptions | None) -> datetime | None:
        """The instant at which the clock of a page's readers stands; `None` where it is their own, which runs."""
        now = self.workroom.options().now
        return asked.now if asked and asked.now != now else now if self._stands else None

    def _proof_for(self, request: Request, state: State) -> Proof | None:
        asked = self._asked(request, state.proof) if state.proof else None
        return state.proof.at(asked)[0] if state.proof and asked else state.proof

    def _asked(self, request: Request, proof: Proof) -> BuildOptions | None:
        """As of when, and for readers, if the cookie says so; `None` for editors and now."""
        value = request.cookies.get(self._cookie, "")
        now = self.workroom.options().now
        instant = now if value == AS_READERS else _instant(value, proof.model.config.time_zone)
        if instant is None:
            return None
        return replace(self.workroom.options(), now=instant, drafts=False, future=False, expired=False)

    def _html(self, state: State, data: bytes, status: int = 200) -> Response:
        """A page with the preview's script and style before the end of its head."""
        injected = (
            f'<link rel="stylesheet" href="{HOME}preview.css">'
            f'<script src="{HOME}preview.js" defer data-gazeta-token="{self.token}" '
            f'data-gazeta-number="{state.number}" data-gazeta-cookie="{escape(self._cookie)}"></script>\n'
        )
        head, mark, rest = data.partition(b"</head>")
        return Response(head + injected.encode() + mark + rest if mark else data, status, media_type="text/html")


def _at_instant(data: bytes, instant: datetime | None) -> bytes:
    """A page whose scripts see that instant: what tells them so comes before all of them."""
    head = _HEAD.search(data)
    if instant is None or head is None:
        return data
    script = f'<script src="{HOME}clock.js" data-gazeta-now="{instant.isoformat()}" data-gazeta-ours></script>\n'
    return data[: head.end()] + script.encode() + data[head.end() :]


def _sandbox(path: str) -> dict[str, str]:
    """For files from beside articles, and drawings: opened by themselves they run nothing, and belong to no site.

    Not for PDF, which browsers then refuse to show.
    """
    may_run = (path.startswith("/media/") and not path.endswith(".pdf")) or path.endswith(".svg")
    return {"content-security-policy": "sandbox"} if may_run else {}


def _languages(request: Request) -> list[str]:
    """What the reader asks for: by hand, then what the browser says."""
    return accepted(",".join([request.query_params.get("lang", ""), request.headers.get("accept-language", "")]))


def _instant(value: str, zone: str) -> datetime | None:
    """An instant from a cookie; one without an offset is in the site's time zone. `None` if it is none."""
    try:
        instant = datetime.fromisoformat(value)
        return (instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _type_of(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2]) or mimetypes.guess_type(name)[0] or "application/octet-stream"
