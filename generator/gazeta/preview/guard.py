"""Who may ask what: only this machine's own pages, by this server's own name, and only to read.

A page of the web can make a browser send requests to a server on the same machine, and a name can be made to lead
here (DNS rebinding); so the name that was asked for must be ours, to the letter, and no answer may be read by others.
"""

from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
)
_MAX_PATH = 4_096
"""Bytes of a path: longer than any address that a site has."""


class Guard:
    """Refuses what is not for us, before anything looks at it; adds the same headers to every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.encode() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        status = self._refusal(scope)
        if status:
            await _answer(send, status)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> int:
        """The status of a refusal, or 0."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        hosts = [value for name, value in headers if name == b"host"]
        origins = [value for name, value in headers if name == b"origin"]
        sites = [value for name, value in headers if name == b"sec-fetch-site"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421
        if any(origin not in {b"http://" + host for host in self._hosts} for origin in origins):
            return 403
        navigates = any(name == b"sec-fetch-mode" and value == b"navigate" for name, value in headers)
        if any(site in {b"cross-site", b"same-site"} for site in sites) and not navigates:
            return 403
        if scope["method"] not in {"GET", "HEAD"}:
            return 405
        return 414 if len(scope.get("raw_path") or b"") > _MAX_PATH else 0


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"0"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
