"""The machine: files, folders, the clock, processes. The only room that writes files.

Imports `model` alone.
"""
