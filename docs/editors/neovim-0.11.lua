vim.lsp.config("resp_lsp", {
  cmd = { "resp-lsp", "server" },
  filetypes = { "python" },
  root_markers = { "resp-lsp.toml", "pyproject.toml", "manage.py", ".git" },
})
vim.lsp.enable("resp_lsp")
