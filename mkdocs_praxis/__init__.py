"""Practice websites that contact nobody before a person clicks."""

__version__ = "0.1.0"
