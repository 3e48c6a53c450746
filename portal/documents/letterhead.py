"""The red head of a document: whose name, how large, and a second script where the county writes two."""

from dataclasses import dataclass
from functools import cached_property

# Points that a line of one character per em may fill: 170 mm in a letter, 156 mm in a file (GB/T 9704 7.2.4, 10.1).
LETTER_WIDTH, FILE_WIDTH = 481, 442
LARGEST, SMALLEST = 46, 14
# A name longer than this goes on two lines before 文件, or the mark would be smaller than the title.
ONE_LINE = 14


@dataclass(frozen=True)
class Letterhead:
    """``name`` may hold a line break where the organ wants its mark divided; ``second_script`` stands above it."""

    name: str
    second_script: str = ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the mark of a file; 文件 stands to the right of them, centred."""
        given = self.lines_as_given
        if len(given) > 1 or len(self.name) <= ONE_LINE:
            return given
        middle = (len(self.name) + 1) // 2
        return [self.name[:middle], self.name[middle:]]

    @property
    def lines_as_given(self) -> list[str]:
        """The name as it signs: on the lines the organ itself wants."""
        return [line.strip() for line in self.name.splitlines() if line.strip()]

    @property
    def one_line(self) -> str:
        return "".join(self.name.split())

    @property
    def letter_size(self) -> str:
        return _size(len(self.one_line), LETTER_WIDTH)

    @property
    def file_size(self) -> str:
        return _size(max(map(len, self.lines), default=0) + 2.35, FILE_WIDTH)


def _size(characters: float, width: int) -> str:
    points = int(width / max(characters, 1)) // 2 * 2
    return f"hs-{min(LARGEST, max(SMALLEST, points))}"
