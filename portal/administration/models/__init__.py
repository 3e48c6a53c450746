from portal.administration.models.grid import Grid

__all__ = ["Grid"]
