"""What fits at a place of a text: of half-typed code, of a comment, of a configuration file."""
