"""JSON for a `<script>` element."""

from typing import Any

from msgspec import json

_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def script_json(value: Any) -> str:
    """JSON that nothing can end early inside `<script>`: `<!--`, `<script` and `</script` cannot occur in it.

    HTML's section "Restrictions for contents of script elements" asks for this escape.
    """
    return json.encode(value).decode().translate(_ESCAPES)
