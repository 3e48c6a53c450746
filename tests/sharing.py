"""How the processes of a run share the suite: what needs the same costly thing stays in one process, and the long parts go first.

Measured on two cores; a part that is missing here only starts later than it might.
"""

from typing import Any

from xdist.scheduler import LoadFileScheduling

# Folders whose files share one running installation.
TOGETHER = ("tests/reliability", "tests/journeys")
LONG_FIRST = (
    "tests/house/test_addresses.py", "tests/reliability", "tests/house/test_posting.py", "tests/journeys", "tests/operations/demo/test_demo.py",
    "tests/house/test_isolation.py",
)  # fmt: skip


class Sharing(LoadFileScheduling):
    """A file is one piece of work, as is a folder of ``TOGETHER``; they are handed out in the order of the collection."""

    def __init__(self, config: Any, log: Any = None) -> None:
        config.option.loadscopereorder = False  # by the number of tests, which says little about their time
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return piece_of(nodeid)


def piece_of(nodeid: str) -> str:
    """The piece of work a test belongs to."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def rank(nodeid: str) -> int:
    """The place of a test's piece; all others stay behind as they were collected."""
    piece = piece_of(nodeid)
    return LONG_FIRST.index(piece) if piece in LONG_FIRST else len(LONG_FIRST)
