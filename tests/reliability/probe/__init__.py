"""An app for the fault tests only."""
