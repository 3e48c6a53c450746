from portal.external.models.incoming import IncomingPaper
from portal.external.models.step import ExternalStep

__all__ = ["ExternalStep", "IncomingPaper"]
