"""Benchmarks: one file each, with a floor that is measured alternately with the product in the same run.

A benchmark module has ``rows()``, which yields :class:`Row`; ratios count, absolute times depend on the machine.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table: the product must take at most ``goal`` times the floor."""

    title: str
    floor_is: str
    floor: float
    product: float
    goal: float

    @property
    def ratio(self) -> float:
        return self.product / self.floor

    @property
    def reached(self) -> bool:
        return self.ratio <= self.goal


def in_turns(rounds: int, *works: Callable[[], float]) -> list[float]:
    """Medians of each, taken in turns so that other load on the machine meets all alike."""
    times = [[work() for work in works] for _ in range(rounds)]
    return [statistics.median(each) for each in zip(*times, strict=True)]


def alternately(floor: Callable[[], float], product: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The same for a floor and the product."""
    of_floor, of_product = in_turns(rounds, floor, product)
    return of_floor, of_product


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def worked(work: Callable[[], object]) -> float:
    """Processor seconds of this process: for work that waits for nobody, so that what else runs on the machine counts less.

    The collector of garbage is paused, as it is during an upload: it would run at some moment of one side or the other.
    """
    gc.collect()
    gc.disable()
    begin = time.process_time()
    work()
    seconds = time.process_time() - begin
    gc.enable()
    return seconds


Rows = Iterator[Row]
