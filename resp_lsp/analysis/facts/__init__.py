"""What rules are told of responses, and how their code can be rewritten."""
