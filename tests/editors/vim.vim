" Drives a Vim with ALE that has opened a file; writes what it shows to $REPORT, as JSON.
let g:ale_hover_to_preview = 1
let s:buffer = bufnr('')
let s:report = {'encoding': 'utf-16'} " LSP's default: ALE names none

function! s:Shown() abort
  return ale#engine#GetLoclist(s:buffer)
endfunction

function! s:Wait(what, holds) abort
  for _ in range(1000)
    let found = a:holds()
    if !empty(found)
      return found
    endif
    sleep 20m
  endfor
  throw 'timed out: ' . a:what
endfunction

function! s:Finding(shown) abort
  let text = strpart(getline(a:shown.lnum), a:shown.col - 1, a:shown.end_col - a:shown.col + 1)
  return {'code': a:shown.code, 'line': a:shown.lnum - 1, 'text': text, 'source': a:shown.linter_name}
endfunction

function! s:PreviewText() abort
  for window in range(1, winnr('$'))
    if getwinvar(window, '&previewwindow')
      return join(getbufline(winbufnr(window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction

function! s:Choose(data, offered) abort
  let s:report.menu = map(copy(a:offered), 'v:val[1].title')
  for [_, action] in a:offered
    if stridx(action.title, $ACTION) >= 0
      return ale#codefix#ApplyLSPCodeAction(a:data, action)
    endif
  endfor
endfunction

function! s:Drive() abort
  let shown = s:Wait('findings', function('s:Shown'))
  let s:report.findings = map(copy(shown), 's:Finding(v:val)')
  for told in filter(copy(shown), 'v:val.code ==# $CODE')
    call cursor(told.lnum, told.col)
  endfor
  ALEHover
  let s:report.hover = s:Wait('hover', function('s:PreviewText'))
  pclose
  call ale#codefix#Execute(0, function('s:Choose'))
  call s:Wait('the menu of actions', {-> get(s:report, 'menu', [])})
  ALELint " as it does itself where a user types
  call s:Wait('fewer findings', {-> len(s:Shown()) < len(s:report.findings)})
  silent write
endfunction

try
  call s:Drive()
catch
  let s:report.problem = v:exception . ' at ' . v:throwpoint
endtry
call writefile([json_encode(s:report)], $REPORT)
qall!
