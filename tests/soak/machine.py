"""A hypothesis state machine that does whatever can happen to a newsroom, in any order, and holds builds together."""

import shutil

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from soak.desk import Desk
from soak.proof import Mismatch
from soak.steps import STEPS, scratch, shortest, take
from soak.tally import Tally

SEEDS = st.integers(0, 9_999)
"""What a step does exactly is drawn from a seed: a failing walk is a list of names and numbers, to be seen again."""


class Soak(RuleBasedStateMachine):
    """A rule for each kind of step. `tally` counts them for who runs the machine, `found` is the first mismatch."""

    tally = Tally()
    found: Mismatch | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = scratch()
        try:
            self.desk = Desk(self.folder / "desk", self.tally).begin()
        except BaseException:
            self.teardown()
            raise

    def teardown(self) -> None:
        """Leaves nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _rule(name: str) -> object:
    def step(self: Soak, seed: int) -> None:
        number = len(self.desk.steps)
        try:
            take(self.desk, name, (seed + 997 * number) % 10_000)  # hypothesis likes 0, and the same once more
        except Mismatch as mismatch:
            type(self).found = type(self).found or mismatch
            raise

    step.__name__ = name
    return rule(seed=SEEDS)(step)


for _name in STEPS:
    setattr(Soak, _name, _rule(_name))


def soak(number: int, walks: int, steps: int, tally: Tally, *, patience: float = 60.0) -> None:
    """Walks of some steps each, the same for the same number. Raises `Mismatch`, after a shorter way to it was sought.

    That is sought here, for `patience` seconds, by leaving steps out; hypothesis would also try other seeds, of which
    none is simpler than another, and take minutes.
    """
    machine: type[Soak] = type("Soak", (Soak,), {"tally": tally})
    chosen = settings(
        max_examples=walks,
        stateful_step_count=steps,
        phases=(Phase.generate,),
        deadline=None,
        database=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(machine), settings=chosen)
    except Exception:
        if machine.found is None:
            raise
    if machine.found is not None:
        raise shortest(machine.found, patience)
