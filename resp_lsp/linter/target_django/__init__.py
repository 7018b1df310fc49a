"""The Django that a project uses, from what it declares itself."""
