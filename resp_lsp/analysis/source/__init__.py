"""The text of a module: its islands, and their trees."""
