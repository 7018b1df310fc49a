"""Responses as Django would send them, as far as the code tells."""
