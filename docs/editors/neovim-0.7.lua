local client -- one for all buffers

local function maps(_, buffer)
  vim.keymap.set("n", "K", vim.lsp.buf.hover, { buffer = buffer })
  vim.keymap.set("n", "gra", vim.lsp.buf.code_action, { buffer = buffer })
end

local function attach(opened)
  client = client
    or vim.lsp.start_client({
      name = "resp_lsp",
      cmd = { "resp-lsp", "server" },
      root_dir = vim.fn.getcwd(),
      on_attach = maps,
      on_exit = function()
        client = nil
      end,
    })
  vim.lsp.buf_attach_client(opened.buf, client)
end

vim.api.nvim_create_autocmd("FileType", { pattern = "python", callback = attach })
