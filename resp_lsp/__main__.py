"""`python -m resp_lsp` is `resp-lsp`."""

from resp_lsp.cli.main import main

if __name__ == "__main__":
    main()
