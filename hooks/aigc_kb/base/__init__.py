"""The checked knowledge base and all that is derived from it: relations and counts. Nothing in it changes.

Imports `check`, `guide` and below; knows nothing about pages.
"""
