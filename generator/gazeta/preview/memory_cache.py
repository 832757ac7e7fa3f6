"""A memory that lasts as long as the preview, and begins with what the last build remembered."""

from collections.abc import Iterable, Mapping

from gazeta.buildstate.read_only import Recollection
from gazeta.engine.memory import Forgetful, Fresh, Read, read_of


class Warm(Forgetful):
    """A memory that lasts as long as the preview."""

    def __init__(self, past: Recollection) -> None:
        super().__init__()
        self._insides = dict(past.insides)
        self._articles = {path: read for path, read in past.articles.items() if path in past.insides}
        self._documents = dict(past.documents)

    def articles(self) -> Mapping[str, Read]:
        """All that were read."""
        return self._articles

    def remember(self, articles: Iterable[Fresh]) -> None:
        """Keeps articles."""
        known = list(articles)
        super().remember(known)
        self._articles.update((article.path, read_of(article.read)) for article in known)

    def all_insides(self) -> Mapping[str, bytes]:
        """What is inside all articles at this moment, by path; what is remembered later is not in it."""
        return dict(self._insides)

    def document(self, name: str) -> bytes:
        """What was written under a name."""
        return self._documents.get(name, b"")

    def write_document(self, name: str, data: bytes) -> None:
        """Keeps something under a name."""
        self._documents[name] = data
