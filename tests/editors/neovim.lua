-- Drives a Neovim that has opened a file; writes what it shows to $REPORT, as JSON.
local buffer = vim.api.nvim_get_current_buf()
local report = {}

local function wait(what, holds)
  if not vim.wait(20000, holds, 10) then
    error("timed out: " .. what)
  end
end

local function covered(d)
  return table.concat(vim.api.nvim_buf_get_text(buffer, d.lnum, d.col, d.end_lnum, d.end_col, {}), "\n")
end

local function code(d)
  return d.code or d.user_data.lsp.code -- the latter up to 0.7
end

local function of(wanted)
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    if code(d) == wanted then
      return d
    end
  end
end

local function findings()
  wait("findings", function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  return vim.tbl_map(function(d)
    return { code = code(d), line = d.lnum, text = covered(d), source = d.source }
  end, vim.diagnostic.get(buffer))
end

local function go_to(d)
  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
end

local function floating_window()
  return vim.tbl_filter(function(window)
    return vim.api.nvim_win_get_config(window).relative ~= ""
  end, vim.api.nvim_list_wins())[1]
end

local function hover()
  vim.lsp.buf.hover()
  wait("the hover window", floating_window)
  local shown = vim.api.nvim_win_get_buf(floating_window())
  local text = table.concat(vim.api.nvim_buf_get_lines(shown, 0, -1, false), "\n")
  vim.api.nvim_win_close(floating_window(), true)
  return text
end

-- Chooses an action from the menu that a user gets, and returns the whole menu.
local function act(title)
  local menu
  vim.ui.select = function(items, options, choose)
    menu = vim.tbl_map(options.format_item, items)
    for number, item in ipairs(items) do
      if menu[number]:find(title, 1, true) then
        return choose(item, number)
      end
    end
    choose(nil, nil)
  end
  vim.lsp.buf.code_action()
  wait("the menu of actions", function()
    return menu
  end)
  return menu
end

local function main()
  report.findings = findings()
  report.encoding = vim.lsp.get_client_by_id(1).offset_encoding
  go_to(of(vim.env.CODE))
  report.hover = hover()
  report.menu = act(vim.env.ACTION)
  wait("fewer findings", function()
    return #vim.diagnostic.get(buffer) < #report.findings
  end)
  vim.cmd("silent write")
end

local fine, problem = xpcall(main, debug.traceback)
report.problem = not fine and problem or nil
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.REPORT)
vim.cmd("qall!")
