"""Pages of projects, employers and inspections."""
