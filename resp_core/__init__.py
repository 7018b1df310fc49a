"""What Django does with HTTP responses, as an executable model without Django."""
