"""From files to typed entries that know where they stand. What is wrong with a file becomes a finding, never an exception.

Imports `model`, `system` and `language`.
"""
