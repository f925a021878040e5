"""The data format told to people and programs: JSON Schemas, descriptions of fields, snippets, and a sample as files.

Imports `check` and what `check` may import.
"""
