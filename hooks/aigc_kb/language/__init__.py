"""What can stand in a text: markup, numerals, the words of the interface, suggestions for a mistyped word.

Imports `model` and `system`.
"""
