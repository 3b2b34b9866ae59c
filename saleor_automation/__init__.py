"""Marketing automation that lives inside a Saleor shop."""

__version__ = "0.1.0"
