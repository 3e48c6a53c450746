"""The systems of a project, each with two lamps computed from evidence: established, and really operating."""

from projects.systems.evidence import Evidence, gather, gather_all
from projects.systems.lamps import Lamp, Missing, SystemRow
from projects.systems.matrix import conclusion, matrix, rows_of
from projects.systems.mechanism import Item, Judged

__all__ = ["Evidence", "Item", "Judged", "Lamp", "Missing", "SystemRow", "conclusion", "gather", "gather_all", "matrix", "rows_of"]
