"""Whether a text can be in the language it is declared to be in: by its script, and by what its words look like."""

from collections.abc import Callable

from msgspec import Struct

from gazeta.core.bidi import OVERRIDES
from gazeta.core.language import likely
from gazeta.core.scripts import scripts_for, scripts_in
from gazeta.inspection.text_runs import Run

_WORDS, _LETTERS = 4, 20
"""What a text must have for a guess at its language: names and labels have less."""
_SURE, _UNLIKELY = 0.95, 0.02
"""How probable another language must be, and how improbable the declared one, of those that the site speaks. With
these the demonstration's pages give no false report, and a summary or a title without its `lang` is found."""


class Finding(Struct, frozen=True, kw_only=True):
    """What is wrong with a run of text, in a few words, and the language or script that it seems to be in."""

    why: str
    seems: str = ""


def judge(run: Run, guess: Callable[[str], dict[str, float]] | None) -> Finding | None:
    """What is wrong with a run, if anything."""
    if OVERRIDES.search(run.text):
        return Finding(why="has a character that overrides the direction of text (U+202A to U+202E)")
    written = scripts_in(run.text)
    if written and not run.lang:
        return Finding(why="stands under no language")
    foreign = written.keys() - scripts_for(run.lang) - {"Latn"} if written else set()
    if foreign:
        return Finding(why=f"has letters of another script than {run.lang}'s", seems=", ".join(sorted(foreign)))
    latin = written["Latn"] * 2 > written.total()  # a Latin name in a Chinese text is no wonder
    return _guessed(run, guess) if guess and latin else None


def _guessed(run: Run, guess: Callable[[str], dict[str, float]]) -> Finding | None:
    common = " ".join(word for word in run.text.split() if not word[:1].isupper())  # names tell nothing
    if len(common.split()) < _WORDS or sum(map(str.isalpha, common)) < _LETTERS:
        return None
    chances, own = guess(common), likely(run.lang)[0]
    best = max(chances, key=lambda language: chances[language])
    if own not in chances or best == own or chances[best] < _SURE or chances[own] > _UNLIKELY:
        return None
    return Finding(why=f"does not read like {run.lang}", seems=best)
