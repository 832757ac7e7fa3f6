"""The detector of languages: py3langid, which comes with the extra `languages` and is loaded when it is asked for."""

from collections.abc import Iterable

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_GROUPS = {"nb": "no", "nn": "no", "fil": "tl"}
"""Languages that the model knows by another code."""


class Detector:
    """Guesses among some languages, in a process of its own copy."""

    def __init__(self, tags: Iterable[str]) -> None:
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        known = set(self._identifier.labels)
        wanted = {tag.partition("-")[0] for tag in tags}
        self._codes = {_GROUPS.get(language, language): language for language in wanted}
        self._identifier.set_languages([code for code in self._codes if code in known])

    def __call__(self, text: str) -> dict[str, float]:
        """How probable each language is."""
        return {self._codes[code]: chance for code, chance in self._identifier.rank(text)}
