"""Where things lie in a site's folder."""


def section_paths(section: str) -> list[str]:
    """A section's path and those above it, innermost first: `a/b` gives `a/b`, `a`."""
    parts = section.split("/") if section else []
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
