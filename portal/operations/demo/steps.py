"""A step of the build: one act over all, or the same act in every county; there whole or not at all, and remembered with it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from django.db import connection, transaction

from portal.operations.demo.hands import side_by_side
from portal.operations.demo.stage import Stage
from portal.operations.models import DemoBuild


@dataclass(frozen=True)
class Step:
    """``by_county``: the act takes the stage and a county's code, and counties are worked on side by side."""

    act: Callable[..., None]
    name: str = ""
    by_county: bool = False
    catches: bool = False  # goes back to a savepoint of its own and on from there

    @property
    def mark(self) -> str:
        return self.name or self.act.__name__


@dataclass(frozen=True)
class Beside:
    """Rows of steps that touch nothing of one another, each row by a hand of its own."""

    rows: tuple[tuple[Step, ...], ...]


def take_all(built: DemoBuild, steps: Sequence[Step | Beside], stage_of: Callable[[int], Stage]) -> None:
    """Every step that was not taken yet, each with the stage of its own number."""
    numbers = {
        step.mark: number for number, step in enumerate(chain.from_iterable(chain(*step.rows) if isinstance(step, Beside) else (step,) for step in steps))
    }
    for step in steps:
        if isinstance(step, Beside):
            side_by_side(partial(_row, built.pk, numbers, stage_of), step.rows)
            built.refresh_from_db()
        else:
            take(built, step, stage_of(numbers[step.mark]))


def take(built: DemoBuild, step: Step, stage: Stage) -> None:
    """Take a step that was not taken yet; one that was broken off between two counties goes on with those that are missing."""
    if step.mark in built.steps:
        return
    if step.by_county:
        codes = [code for code in sorted(stage.land.places) if _of(step, code) not in built.steps]
        side_by_side(partial(_county, built.pk, step, stage), codes)
        built.refresh_from_db()
        built.steps = [mark for mark in built.steps if not mark.startswith(_of(step, ""))] + [step.mark]
        built.save()
    else:
        _done(built.pk, step, step.mark, stage)
        built.refresh_from_db()


def _county(pk: Any, step: Step, stage: Stage, code: str) -> None:
    _done(pk, step, _of(step, code), stage, code)


def _row(pk: Any, numbers: dict[str, int], stage_of: Callable[[int], Stage], steps: tuple[Step, ...]) -> None:
    built = DemoBuild.objects.get(pk=pk)
    for step in steps:
        take(built, step, stage_of(numbers[step.mark]))


def _done(pk: Any, step: Step, mark: str, *about: Any) -> None:
    """In one transaction; the row that remembers it is taken last, so that nobody waits for it and it waits for nobody."""
    with piece(catches=step.catches):
        step.act(*about)
        connection.check_constraints()
        built = DemoBuild.objects.select_for_update().get(pk=pk)
        built.steps.append(mark)
        built.save()


def _of(step: Step, code: str) -> str:
    return f"{step.mark} {code}"


@contextmanager
def piece(*, catches: bool = False) -> Iterator[None]:
    """A transaction of the build.

    It does not wait for the disk: the commit that ends the build does, and a machine that fails before it loses the newest pieces whole,
    which the next run builds again. Where nothing is caught a fault ends the whole piece: savepoints within it would be a quarter of all
    statements and of no use.
    """
    features = connection.features
    usual = features.uses_savepoints
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        features.uses_savepoints = usual and catches
        try:
            yield
        finally:
            features.uses_savepoints = usual
