"""What changed between two versions of a draft, line by line and inside a line."""

import difflib
from dataclasses import dataclass

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[list[Piece]]:
    """The lines of both texts in order, each as its pieces."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[list[Piece]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [[Piece(SAME, line)] for line in old[i:j]]
        elif tag == "replace" and j - i == m - k:
            lines += [_inside(first, second) for first, second in zip(old[i:j], new[k:m], strict=True)]
        else:
            lines += [[Piece(GONE, line)] for line in old[i:j]] + [[Piece(NEW, line)] for line in new[k:m]]
    return lines


def _inside(before: str, after: str) -> list[Piece]:
    pieces = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, before[i:j]))
            continue
        pieces += [Piece(GONE, before[i:j])] if j > i else []
        pieces += [Piece(NEW, after[k:m])] if m > k else []
    return pieces
