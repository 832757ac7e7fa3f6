"""The plot: cold time and peak memory by the number of articles, both axes by powers of ten."""

import math
import statistics
from collections.abc import Callable, Iterator

from rounds import Row, Size

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 40, 50
INKS = {"gazeta": "#b3261e", "hugo": "#1f6fb2", "hugo-memory": "#6aa5d8", "pelican": "#3c8d40", "eleventy": "#8a5a00"}
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.grid{stroke:#8884}.line{fill:none;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}}"
)
Value = Callable[[Row], float]


def plot(sizes: list[Size]) -> str:
    """The whole picture as SVG, with a legend below."""
    names = list(dict.fromkeys(name for size in sizes for name in size.rows))
    labels = {name: row.label.replace("`", "") for size in sizes for name, row in size.rows.items()}
    legend = "".join(_legend(names.index(name), name, labels[name]) for name in names)
    panels = [
        _panel(sizes, names, "Cold build, seconds", lambda row: statistics.median(row.seconds["cold"])),
        _panel(sizes, names, "Peak memory, MB", lambda row: row.peak / 1e6),
    ]
    height = HEIGHT + 20 * ((len(names) + 1) // 2) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {height}" role="img" '
        f'aria-label="Cold build time and peak memory by number of articles">\n<style>{STYLE}</style>\n'
        f'<g>{panels[0]}</g>\n<g transform="translate({WIDTH})">{panels[1]}</g>\n'
        f'<g transform="translate({LEFT} {HEIGHT})">{legend}</g>\n</svg>\n'
    )


def _panel(sizes: list[Size], names: list[str], title: str, value: Value) -> str:
    points = {
        name: [(size.articles, value(size.rows[name])) for size in sizes if name in size.rows] for name in names
    }
    across = _Axis([size.articles for size in sizes], LEFT, WIDTH - RIGHT)
    up = _Axis([y for line in points.values() for _, y in line], HEIGHT - BOTTOM, TOP)
    parts = [f'<text x="{LEFT}" y="20" font-weight="bold">{title}</text>', *_grid(across, up, sizes)]
    for name, line in points.items():
        places = [(across.at(x), up.at(y)) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="line" stroke="{INKS[name]}" points="{path}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{INKS[name]}"/>' for x, y in places]
    return "\n".join(parts)


class _Axis:
    """An axis by powers of ten, from the power below the least value to the one above the greatest."""

    def __init__(self, values: list[float] | list[int], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(math.log10(max(values))), self._low + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """Where a value lies on the picture."""
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)

    def powers(self) -> Iterator[float]:
        """The powers of ten that it spans."""
        return (10.0**power for power in range(self._low, self._high + 1))


def _grid(across: _Axis, up: _Axis, sizes: list[Size]) -> Iterator[str]:
    for power in up.powers():
        y = up.at(power)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{power:g}</text>'
    for size in sizes:
        x = across.at(size.articles)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size.articles:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">articles, in eight locales each</text>'


def _legend(number: int, name: str, label: str) -> str:
    x, y = number % 2 * WIDTH, 10 + number // 2 * 20
    return f'<circle cx="{x}" cy="{y}" r="4" fill="{INKS[name]}"/><text x="{x + 12}" y="{y + 4}">{label}</text>'
