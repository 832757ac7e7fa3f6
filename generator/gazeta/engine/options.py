"""What a build is asked for, besides its input files."""

from datetime import datetime

from msgspec import Struct


class BuildOptions(Struct, frozen=True, kw_only=True):
    """`now` is aware and in UTC: the only clock there is. `base_url` overrides the one in `site.yaml`;
    `pseudo` adds the pseudo-locales."""

    now: datetime
    drafts: bool = False
    future: bool = False
    expired: bool = False
    base_url: str = ""
    pseudo: bool = False
