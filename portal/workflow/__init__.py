"""F4: life-cycles."""
