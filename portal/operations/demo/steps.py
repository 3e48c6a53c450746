"""A step of the build: one act over all, or the same act in every county; there whole or not at all, and remembered with it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg2.errors import DeadlockDetected

from portal.operations.demo.hands import side_by_side
from portal.operations.demo.stage import Stage
from portal.operations.models import DemoBuild

TRIES = 3


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
    """Every step that was not taken yet, each with the stage of its own number, and in a county with that of the county's number in it."""
    course = Course(built.pk, stage_of, tuple(chain.from_iterable(chain(*step.rows) if isinstance(step, Beside) else (step,) for step in steps)))
    for step in steps:
        if isinstance(step, Beside):
            side_by_side(partial(_row, course), step.rows)
            built.refresh_from_db()
        else:
            take(built, step, course)


@dataclass(frozen=True)
class Course:
    """All steps in their order, of which each has its own people and chances."""

    built: Any  # the key of its row
    stage_of: Callable[[int], Stage]
    steps: tuple[Step, ...]

    def stage(self, step: Step) -> Stage:
        return self.stage_of(self.steps.index(step))

    def stage_in(self, step: Step, code: str) -> Stage:
        codes = sorted(self.stage(step).land.places)
        return self.stage_of(len(self.steps) + self.steps.index(step) * len(codes) + codes.index(code))


def take(built: DemoBuild, step: Step, course: Course) -> None:
    """Take a step that was not taken yet; one that was broken off between two counties goes on with those that are missing."""
    if step.mark in built.steps:
        return
    if step.by_county:
        codes = [code for code in sorted(course.stage(step).land.places) if _of(step, code) not in built.steps]
        side_by_side(partial(_county, course, step), codes)
        built.refresh_from_db()
        built.steps = [mark for mark in built.steps if not mark.startswith(_of(step, ""))] + [step.mark]
        built.save()
    else:
        _done(course.built, step, step.mark, lambda: (course.stage(step),))
        built.refresh_from_db()


def _county(course: Course, step: Step, code: str) -> None:
    _done(course.built, step, _of(step, code), lambda: (course.stage_in(step, code), code))


def _row(course: Course, steps: tuple[Step, ...]) -> None:
    built = DemoBuild.objects.get(pk=course.built)
    for step in steps:
        take(built, step, course)


def _done(pk: Any, step: Step, mark: str, about: Callable[[], tuple]) -> None:
    """In one transaction; two that wait for one another are told apart by the database, and who had to give way begins anew with the same people."""
    for left in reversed(range(TRIES)):
        try:
            _try(pk, step, mark, *about())
            return
        except OperationalError as fault:
            if not left or not isinstance(fault.__cause__, DeadlockDetected):
                raise


def _try(pk: Any, step: Step, mark: str, *about: Any) -> None:
    """The row that remembers the step is taken last, so that nobody waits for it and it waits for nobody."""
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
