"""Journeys: a whole installation of its own, started by `manage.py up`, used by people in a real Chromium."""
