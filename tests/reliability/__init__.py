"""Kills the portal's processes one by one, in an installation of its own, under load."""
