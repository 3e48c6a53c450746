"""F6: delivery of messages."""
