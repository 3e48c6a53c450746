"""根治欠薪监管平台: the building itself, foundations and roof."""

__version__ = "0.1.0"
