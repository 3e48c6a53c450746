"""Rosters, attendance sheets, bank receipts and account statements, read and judged. No model, no database, no clock."""
