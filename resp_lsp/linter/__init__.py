"""Rules and configuration to results: suppressions, fixes, files."""
