"""One module for each command of `kb`. The only room that prints.

Imports everything.
"""
