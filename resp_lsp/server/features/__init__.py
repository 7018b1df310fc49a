"""The methods of LSP that the server answers to, each in the file that decodes it, calls what
does the work, and encodes the answer."""
