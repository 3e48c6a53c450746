"""Long work on many small objects, without Python's collector looking through all that was there before."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """What exists now (the code, the models: half a million objects) is left out of every collection within the block; what is made in it is not.

    One such look takes a tenth of a second, and thousands of new objects bring on several.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
