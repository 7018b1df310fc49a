"""What is known of values, and of what objects hold."""
