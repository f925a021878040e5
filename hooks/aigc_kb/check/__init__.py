"""The rules that data must keep. One rule is one function; a module holds the rules of one subject.

A rule function takes the `Store` and yields findings. It is registered by `@check(RULE)`, and `run` calls them all.
Imports `load` and below; knows neither the base nor its pages.
"""

from aigc_kb.check.run import catalogue, read, run

__all__ = ["catalogue", "read", "run"]
