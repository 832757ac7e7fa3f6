"""How long ago: `Há 2h`. One set of forms serves the build and, as a small table, the browser.

A newsroom's compact forms come from its catalogs. A locale whose own language has none gets CLDR's `short`
forms. CLDR says in its root that what `short` lacks is taken from the long forms; Babel 2.18 drops that
alias (its `format_timedelta` then raises `KeyError`), so this module reads Babel's data and follows it.
"""

from typing import Any

from gazeta.core.json_text import script_json
from gazeta.core.language import babel_locale
from gazeta.pages.views import Relative
from gazeta.sources.config.locales import Digits
from gazeta.sources.translation.phrasebook import form_index
from gazeta.theming.digits import digit_table, native_digits
from gazeta.theming.phrases import Phrases

CONTEXT = "relative time"
NOW = "Now"
FORMS = {"minute": "%(n)s min ago", "hour": "%(n)sh ago", "day": "%(n)sd ago"}
"""The msgids of the catalogs' compact forms, by unit; in English, singular and plural are the same."""

_DAY = 86_400
_COUNTS = 60
_INDEX_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class RelativeTime:
    """The relative times of the locale `tag`."""

    def __init__(self, tag: str, phrases: Phrases, digits: Digits = "default") -> None:
        self._digits = digit_table(tag, digits)
        self._native = native_digits(tag, digits)
        self._forms = {unit: _UnitForms(tag, unit, phrases) for unit in FORMS}
        _, now = phrases.own_forms(NOW, CONTEXT)
        # CLDR has a word for it, Babel's data does not: "0 minutes ago" is true and in the right language
        self._now = _plain(now[0]) if now else self._counted("minute", 0)

    def label(self, relative: Relative) -> str:
        """What a reader sees in place of the date: `Há 2h`."""
        if relative.unit == "now":
            return self._now
        return self._counted(relative.unit, relative.count)

    def _counted(self, unit: str, count: int) -> str:
        return self._forms[unit].pattern(count).replace("{0}", str(count).translate(self._digits))

    def table(self, limit_seconds: int) -> str:
        """The same labels as JSON for the browser's script, safe inside `<script>`.

        `limit` is the age in seconds from which a date is shown as a date. `minute`, `hour` and `day` list
        patterns; character `n` of `index` (its last one, if it is shorter) says in base 36 which of them goes
        with the count `n`. `digits` are the ten native digits, where the locale has any.
        """
        counts = range(max(_COUNTS, limit_seconds // _DAY + 1))
        rows = [tuple(forms.pattern(count) for forms in self._forms.values()) for count in counts]
        kinds = list(dict.fromkeys(rows))
        index = "".join(_INDEX_DIGITS[kinds.index(row)] for row in rows)
        table: dict[str, Any] = {"limit": limit_seconds, "now": self._now, "index": _without_tail(index)}
        table |= {unit: [kind[number] for kind in kinds] for number, unit in enumerate(self._forms)}
        if self._native:
            table["digits"] = self._native
        return script_json(table)


class _UnitForms:
    """One unit's patterns, with `{0}` for the count, and the rule that chooses among them."""

    def __init__(self, tag: str, unit: str, phrases: Phrases) -> None:
        self._locale = babel_locale(tag)
        self._unit = unit
        self._lang, forms = phrases.own_forms(FORMS[unit], CONTEXT)
        if not forms and self._from_cldr("other").startswith("-"):
            # CLDR knows nothing of this language: its root says “-2 h”, a fallback's words say more
            self._lang, forms = phrases.any_forms(FORMS[unit], CONTEXT)
        self._forms = tuple(_plain(form) for form in forms)

    def pattern(self, count: int) -> str:
        if self._forms:
            return self._forms[form_index(self._lang, count) % len(self._forms)]
        return self._from_cldr(self._locale.plural_form(count))

    def _from_cldr(self, kind: str) -> str:
        """CLDR's short past form, with root's alias to the long one, which is looked up for each category."""
        fields: Any = self._locale._data["date_fields"]  # Babel has no public way to these
        for category in (kind, "other"):
            for name in (f"{self._unit}-short", self._unit):
                pattern: str | None = fields[name].get("past", {}).get(category)
                if pattern:
                    return pattern
        raise LookupError(f"CLDR has no {self._unit} for {self._locale}")  # a bug: root has them all


def _plain(form: str) -> str:
    """A catalog's format as a pattern with `{0}`."""
    return form % {"n": "{0}"}


def _without_tail(index: str) -> str:
    """Without the last character's repetitions: most languages' index is then one or three characters long."""
    return index.rstrip(index[-1]) + index[-1]
