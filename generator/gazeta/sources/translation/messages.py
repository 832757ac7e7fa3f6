"""Messages to translate, as templates and configurations ask for them."""

from msgspec import Struct

from gazeta.sources.translation.phrasebook import CONTEXT_GLUE


class Wanted(Struct, frozen=True, kw_only=True):
    """A message to translate: its `comment` is for the translator, `places` say where it stands (`file:line`)."""

    msgid: str
    context: str = ""
    plural: str = ""
    comment: str = ""
    places: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What phrasebooks call it."""
        return f"{self.context}{CONTEXT_GLUE}{self.msgid}" if self.context else self.msgid
