"""When Python looks for circles of objects that nobody holds: hardly ever, in commands that end soon."""

import gc

_MANY = 2_000_000
"""Objects until the next look. A build of 20,000 articles makes fewer, and no circles to speak of. With a look every
100,000 objects a cold build took an eighth more processor time, an edit a tenth, and as much memory (measured)."""


def collect_seldom() -> None:
    """For the rest of this process."""
    gc.set_threshold(_MANY, 50, 100)
