"""The demonstration: five tenants with fictitious people and firms, built by the same acts that officials use.

Every build with the same day, seed and size is the same. Figures that no notice gives are filled in and marked
“演示值，非本地规定”.
"""
