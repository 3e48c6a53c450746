"""Backups: database, stored files and a manifest by which a restore proves itself. The keys are never part of one."""
