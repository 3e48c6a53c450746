"""How the processes of a run share the suite: what needs the same costly thing stays in one process, and the long parts go first."""

from typing import Any

from xdist.scheduler import LoadFileScheduling

# Files that share something costly, the longest first: the demonstration's database, running installations.
TOGETHER: dict[str, tuple[str, ...]] = {
    "demonstration": ("tests/house/test_posting.py", "tests/house/test_addresses.py", "tests/operations/demo/"),
    "installations": ("tests/reliability/",),
    "journeys": ("tests/journeys/",),
}
PIECES = tuple(TOGETHER)


class Sharing(LoadFileScheduling):
    """A file is one piece of work, unless it belongs to others; pieces are handed out in the order of the collection."""

    def __init__(self, config: Any, log: Any = None) -> None:
        config.option.loadscopereorder = False  # by the number of tests, which says little about their time
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return piece_of(nodeid)


def piece_of(nodeid: str) -> str:
    """The piece of work a test belongs to."""
    file = nodeid.partition("::")[0]
    return next((piece for piece, begins in TOGETHER.items() if file.startswith(begins)), file)


def rank(nodeid: str) -> int:
    """The long pieces come first; all others stay behind as they were collected."""
    piece = piece_of(nodeid)
    return PIECES.index(piece) if piece in TOGETHER else len(PIECES)
