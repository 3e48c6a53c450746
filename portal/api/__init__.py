"""Machines at the door: keys, signed requests, and the scope a key opens. A room's own addresses stand in its ``api.py``."""
