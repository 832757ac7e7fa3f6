"""Files of any size as browsers ask for them: piece by piece, from where one goes on (RFC 9110, 13 and 14)."""

import os
import re
from collections.abc import Iterator
from io import BufferedReader

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

_PIECE = 65_536
"""Bytes in memory of a file that is on its way."""
_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)", re.ASCII)
_MOST_DIGITS = 18


def file_response(request: Request, stream: BufferedReader, kind: str) -> Response:
    """The answer to a request for an open file, which is closed when it has been sent.

    One range is answered with it (206), or with 416 where the file has none of it; several, or what is no range, with
    the whole file, as a server may. A range of a file that is no longer what `If-Range` says is the whole file.
    """
    status = os.fstat(stream.fileno())
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    headers = {"accept-ranges": "bytes", "cache-control": "no-cache", "etag": tag}
    if tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        stream.close()
        return Response(status_code=304, headers=headers)
    asked = request.headers.get("range", "") if request.headers.get("if-range", tag) == tag else ""
    first, last, code = _part(asked, status.st_size)
    if code == 416:
        stream.close()
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{status.st_size}"})
    headers["content-length"] = str(last + 1 - first)
    if code == 206:
        headers["content-range"] = f"bytes {first}-{last}/{status.st_size}"
    if request.method == "HEAD":
        stream.close()
        return Response(status_code=code, headers=headers, media_type=kind)
    return StreamingResponse(_pieces(stream, first, last + 1 - first), code, headers, kind)


def _part(asked: str, size: int) -> tuple[int, int, int]:
    """The first and the last byte to send of so many, and the status that says so."""
    whole = 0, size - 1, 200
    found = _RANGE.fullmatch(asked.strip())
    if not found or not any(found.groups()) or max(map(len, found.groups())) > _MOST_DIGITS:
        return whole
    first, last = found.groups()
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size - 1, 206) if size and int(last) else (0, 0, 416)
    if last and int(last) < int(first):
        return whole
    if int(first) >= size:
        return 0, 0, 416
    return int(first), min(int(last or size), size - 1), 206


def _pieces(stream: BufferedReader, first: int, left: int) -> Iterator[bytes]:
    with stream:
        stream.seek(first)
        while left > 0 and (piece := stream.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
