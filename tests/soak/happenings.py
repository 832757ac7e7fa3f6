"""What happens to a site's folder besides edits: to files, output and store, and builds that are not as always."""

import copy
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from gazeta.core.layout import SHIPPED_FOLDERS
from gazeta.edge.disk import shipped_root
from soak.builds import KILLED, Running, run
from soak.desk import OTHER, PUBLIC, Desk
from soak.edits import EDITS, Change
from soak.faults import FAULTS
from soak.proof import STATE, Mismatch, check_untorn, data, renew, store_files
from soak.settings import SETTINGS

Happening = Callable[[Desk, Random], None]
"""Does something, and says so; a build follows."""

CHANGES: dict[str, Change] = {**EDITS, **SETTINGS}
"""What people do to a newsroom, and time by itself."""

_OPTIONS = (("-D",), ("-F",), ("-E",), ("-D", "-F", "-E"), ("-b", "https://preview.example.org/x"), ("--clean",))


def a_lot_at_once(desk: Desk, dice: Random) -> None:
    """Some edits, and only then a build."""
    for _ in range(dice.randint(2, 5)):
        desk.say(CHANGES[dice.choice(list(CHANGES))](desk.room, dice))


# files


def go_back(desk: Desk, dice: Random) -> None:
    """The whole newsroom is as it was some steps ago; the clock may be, or not."""
    number = dice.randrange(len(desk.past))
    now, count = desk.room.now, desk.room.count
    desk.room = copy.deepcopy(desk.past[number])
    desk.room.count = count
    if dice.random() < 0.5:
        desk.room.now = now
    desk.say(f"back to {len(desk.past) - number} steps before")


def touch(desk: Desk, dice: Random) -> None:
    """Files get other times, and stay as they are."""
    paths = sorted(desk.written)
    chosen = paths if dice.random() < 0.3 else [dice.choice(paths)]
    when = dice.choice((0, 10**18, 2 * 10**18)) + dice.randrange(10**9)
    for path in chosen:
        os.utime(desk.site / path, ns=(when, when))
    desk.say(f"another time for {len(chosen)} files, such as {chosen[0]}")


def check_out(desk: Desk, dice: Random) -> None:
    """All files are written anew, as a fresh checkout has them."""
    desk.written = {}
    for path in [path for path in desk.site.iterdir() if path.name not in {STATE, PUBLIC, OTHER}]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if dice.random() < 0.3:
        a_lot_at_once(desk, dice)


def move_the_folder(desk: Desk, dice: Random) -> None:
    """The site's folder, with all that is in it, is somewhere else."""
    there = desk.site.with_name("elsewhere" if desk.site.name == "site" else "site")
    desk.site.rename(there)
    desk.site = there
    if dice.random() < 0.5:
        a_lot_at_once(desk, dice)


def upgrade(desk: Desk, dice: Random) -> None:
    """Another Gazeta, with another theme and other phrases; or the one that was there before."""
    if desk.shipped:
        desk.shipped = None
        return
    folder = desk.fresh.with_name("shipped")
    shutil.rmtree(folder, ignore_errors=True)
    for name in SHIPPED_FOLDERS:
        shutil.copytree(shipped_root() / name, folder / name)
    name, old, new = dice.choice(_UPGRADES)
    file = folder / name
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    desk.shipped = folder
    desk.say(name)


_UPGRADES = (
    ("themes/broadsheet/templates/parts/card.html", 'class="card-title"', 'class="card-title better"'),
    ("themes/broadsheet/templates/base.html", '<div class="sheet">', '<div class="sheet better">'),
    ("themes/broadsheet/assets/broadsheet.css", "{", "{ /* better */"),
    ("locales/pt-BR/LC_MESSAGES/gazeta.po", '"Leituras relacionadas"', '"Leia mais"'),
    ("locales/en/LC_MESSAGES/gazeta.po", '"%(n)s min ago"', '"%(n)s minutes ago"'),
)


# output and store


def meddle_with_output(desk: Desk, dice: Random) -> None:
    """Somebody edits by hand what was published."""
    public = desk.site / PUBLIC
    files = sorted(path for path in public.rglob("*") if path.is_file())
    if not files:
        return
    path, what = dice.choice(files), dice.choice(("delete", "append", "flip", "empty", "folder", "touch", "all"))
    desk.say(f"{what} {path.relative_to(desk.site)}")
    if what == "all":
        shutil.rmtree(public)
    elif what in {"folder", "delete"}:
        for inside in files:
            if inside == path or (what == "folder" and inside.is_relative_to(path.parent)):
                inside.unlink()
    else:
        _deface(path, what, dice)


def _deface(path: Path, what: str, dice: Random) -> None:
    content, before = path.read_bytes(), path.stat().st_mtime_ns
    place = dice.randrange(len(content) + 1)
    turned = bytes(byte ^ 1 for byte in content[place : place + 1])
    defaced = {"append": content + b"<!-- mine -->", "empty": b"", "touch": content}
    path.write_bytes(defaced.get(what, content[:place] + turned + content[place + 1 :]))
    renew(path, before)


def lose_the_store(desk: Desk, dice: Random) -> None:
    """All that is kept between builds: without its list nothing says whose the output is, and that must go as well."""
    if dice.random() < 0.5:
        for path in store_files(desk.site):
            path.unlink()
        desk.say("without output")
        return
    for folder in (STATE, PUBLIC, OTHER):
        shutil.rmtree(desk.site / folder, ignore_errors=True)
    desk.say("with output")


def damage_the_store(desk: Desk, dice: Random) -> None:
    """Bytes of it are lost or turned, most often of its largest file."""
    files = sorted(store_files(desk.site), key=lambda path: (-path.stat().st_size, path.name))
    if not files:
        return
    path = files[0] if dice.random() < 0.7 else dice.choice(files)
    what = dice.choice(("flip", "flip", "cut", "zero", "append", "empty", "delete"))
    desk.say(f"{what} in {path.name}")
    _damage(path, what, dice)


def _damage(path: Path, what: str, dice: Random) -> None:
    content = path.read_bytes()
    place = dice.randrange(len(content) + 1)
    turned = bytes(byte ^ (1 << dice.randrange(8)) for byte in content[place : place + 1])
    damaged = {
        "flip": content[:place] + turned + content[place + 1 :],
        "cut": content[:place],
        "zero": content[:place] + bytes(min(512, len(content) - place)) + content[place + 512 :],
        "append": content + b"\xff" * 100,
        "empty": b"",
    }
    if what == "delete":
        path.unlink()
    else:
        path.write_bytes(damaged[what])


def restore_a_store(desk: Desk, dice: Random) -> None:
    """An older store comes back, as out of a cache, beside newer articles and newer output."""
    if not desk.stores:
        return
    for path in store_files(desk.site):
        path.unlink()
    for name, content in dice.choice(desk.stores).items():
        (desk.site / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.site / name).write_bytes(content)


# builds


def break_and_mend(desk: Desk, dice: Random) -> None:
    """An error or two; perhaps an edit that does not help; then they are mended."""
    for _ in range(dice.randint(1, 2)):
        name = dice.choice(list(FAULTS))
        desk.overlay |= FAULTS[name](desk.room.files(), desk.room, dice)
        desk.say(name)
        desk.check()
        if dice.random() < 0.5:
            a_lot_at_once(desk, dice)
            desk.check()
    desk.overlay = {}
    desk.say("mended")


def build_otherwise(desk: Desk, dice: Random) -> None:
    """With other options, one after the other, and then as always."""
    for words in dice.sample(_OPTIONS, 2):
        desk.say(" ".join(words))
        desk.check(words=words, again=dice.random() < 0.2)
    if dice.random() < 0.3:
        a_lot_at_once(desk, dice)


def build_elsewhere(desk: Desk, dice: Random) -> None:
    """To another folder, which may hold an older site; the store is the same."""
    words = dice.choice((*_OPTIONS, (), ()))
    desk.say(" ".join(words))
    desk.check(words=words, place=OTHER)


def be_cut_off(desk: Desk, dice: Random) -> None:
    """A build is killed: at one of its changes to the disk, or after some time."""
    if dice.random() < 0.7:
        a_lot_at_once(desk, dice)
    desk.write()
    before = data(desk.there())
    number = dice.choice((dice.randint(1, 12), dice.randint(1, 120)))
    if dice.random() < 0.3:
        _cut_off_after(desk, number / 400)
    else:
        _cut_off_at(desk, number)
    desk.tally.builds["cut off"] += 1
    check_untorn(data(desk.there()), before, desk.clean())


def _cut_off_after(desk: Desk, seconds: float) -> None:
    desk.say(f"killed after {seconds} s")
    running = Running(desk.asked(desk.site))
    time.sleep(seconds)
    running.kill()


def _cut_off_at(desk: Desk, number: int) -> None:
    desk.say(f"killed at change {number}")
    asked = desk.asked(desk.site)
    asked.dies_at = number
    outcome = run(asked)
    if outcome.status not in {KILLED, 0, 1}:
        raise Mismatch(f"exit status {outcome.status}: {outcome.said}")


def build_as_a_process(desk: Desk, dice: Random) -> None:
    """As users do, in another environment each time."""
    zone, seed = dice.choice(("UTC", "Asia/Tokyo")), dice.choice(("0", "7", "random"))
    desk.environment = {"TZ": zone, "PYTHONHASHSEED": seed}
    a_lot_at_once(desk, dice)


HAPPENINGS: dict[str, Happening] = {
    happening.__name__: happening
    for happening in (
        a_lot_at_once,
        go_back,
        touch,
        check_out,
        move_the_folder,
        upgrade,
        meddle_with_output,
        lose_the_store,
        damage_the_store,
        restore_a_store,
        break_and_mend,
        build_otherwise,
        build_elsewhere,
        be_cut_off,
        build_as_a_process,
    )
}
