"""The five systems of a project (五项制度), each with two lamps computed from evidence: established, and really operating."""

from projects.systems.evidence import Evidence, gather
from projects.systems.lamps import Lamp, Missing, SystemRow
from projects.systems.matrix import conclusion, matrix, rows_of

__all__ = ["Evidence", "Lamp", "Missing", "SystemRow", "conclusion", "gather", "matrix", "rows_of"]
