"""`build --verify`: the proof that what was published is what a clean build makes, byte for byte."""

import os
import tempfile
from pathlib import Path

from msgspec import Struct

from gazeta.buildstate.archive import Archive, inputs_digest
from gazeta.buildstate.store import Store
from gazeta.commands.making import workshop
from gazeta.commands.publishing import Order
from gazeta.edge.disk import survey_site
from gazeta.edge.files import make_private
from gazeta.edge.staging import is_same, remove_tree, waiting_name, write_output
from gazeta.edge.user_error import Changed
from gazeta.engine.build import build_site
from gazeta.engine.memory import Forgetful, NoPast
from gazeta.engine.output import Output, Receipt, Site

FOLDER = "verify"


class Comparison(Struct, frozen=True, kw_only=True):
    """A sink that compares outputs with what is published, and keeps those that differ for a closer look."""

    place: str
    folder: str

    def __call__(self, output: Output) -> Receipt:
        """`waiting` says that it differs."""
        differs = not is_same(output, Path(self.place, output.path))
        if differs:
            write_output(output, os.path.join(self.folder, waiting_name(output.path)))  # noqa: PTH118
        return Receipt(path=output.path, rank=output.rank, digest=output.digest, waiting=differs)


def verify(order: Order, store: Store) -> str:
    """Builds the site again with nothing remembered; says what differs first, and is silent if nothing does."""
    folder = _folder(order.state)
    try:
        sink = Comparison(place=str(order.place), folder=str(folder))
        survey = survey_site(order.source, {})
        inputs = Archive(store).last().inputs
        if inputs and inputs != inputs_digest(survey.snapshot, order.options):
            raise Changed(order.source)  # what was published was made of other files than those that are there now
        with workshop(order.jobs, Forgetful(), NoPast(), sink) as shop:
            site, _ = build_site(survey.snapshot, order.options, shop)
        return _first_difference(order, store, site, folder)
    finally:
        remove_tree(folder)


def _folder(state: Path) -> Path:
    """An empty folder for what differs: with the rest of what is remembered, or wherever the system has one."""
    folder = state / FOLDER
    try:
        remove_tree(folder)
        make_private(folder)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="gazeta-verify-"))
    return folder


def _first_difference(order: Order, store: Store, site: Site, folder: Path) -> str:
    for path in sorted(path for path, _ in store.part("files") if path not in site.files):
        return f"{path} is published, but a clean build does not make it."
    for receipt in sorted(site.receipts, key=lambda receipt: receipt.path):
        if receipt.waiting:
            return _difference(order, _reason(site, store, receipt.path), receipt.path, folder)
    return ""


def _difference(order: Order, reason: str, path: str, folder: Path) -> str:
    published, clean = order.place / path, folder / waiting_name(path)
    if not published.is_file():
        return f"{path} is missing, but a clean build makes it."
    old, new = published.read_bytes(), clean.read_bytes()
    at = next((number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    place = min(len(old), len(new)) if at is None else at
    line = old.count(b"\n", 0, place) + 1
    here, there = (_excerpt(data, place) for data in (old, new))
    return f"{path}:{line} has {here}, where a clean build has {there}. {reason}"


def _excerpt(data: bytes, place: int) -> str:
    return "“" + data[max(place - 20, 0) : place + 40].decode("utf-8", "replace").replace("\n", "⏎") + "”"


def _reason(site: Site, store: Store, path: str) -> str:
    name = next((name for name, row in site.rows.items() if path in row.files), None)
    row = Archive(store).row(name) if name else None
    if row is None:
        return "It is not a page."
    return f"It belongs to “{name}”, last made as of {row.since}, for: {', '.join(row.reasons)}."
