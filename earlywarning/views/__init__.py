"""Pages of warnings and of the three-day clearance."""
