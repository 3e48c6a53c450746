"""How far from the site somebody was, for sites without a gate."""

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_000  # metres
Degrees = Decimal | float | None


def metres_between(latitude: Degrees, longitude: Degrees, other_latitude: Degrees, other_longitude: Degrees) -> int | None:
    """Along the great circle, to the metre; nothing when a coordinate is missing."""
    if None in (latitude, longitude, other_latitude, other_longitude):
        return None
    here, there = radians(float(latitude)), radians(float(other_latitude))
    across = radians(float(other_longitude) - float(longitude))
    chord = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(across / 2) ** 2
    return round(2 * EARTH * asin(sqrt(min(1.0, chord))))
