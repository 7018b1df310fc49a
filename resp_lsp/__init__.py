"""A linter and language server that knows what Django does with every HTTP response."""

__version__ = "0.1.0"
