"""Inspections, findings, draws, visits and self-checks: what belongs together besides models, acts and pages."""
