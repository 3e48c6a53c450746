"""F0: arithmetic and texts without models."""
