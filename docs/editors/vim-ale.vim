" After the plugins: ALE is one of them.
call ale#linter#Define('python', {
\   'name': 'resp-lsp',
\   'lsp': 'stdio',
\   'executable': 'resp-lsp',
\   'command': '%e server',
\   'project_root': function('ale#python#FindProjectRoot'),
\ })
let g:ale_linters = {'python': ['resp-lsp']}
