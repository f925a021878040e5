"""The commands of `kb`: one module for each, by its name. The only room that prints.

A command module has `HELP` (one line), `EXAMPLES` (lines for `--help`), `add_arguments(parser)` and
`run(arguments, lang)`; `main.COMMANDS` lists them all. Imports everything.
"""
