"""What an entry is: typed entries and registers, the kinds of their fields, a finding and its place.

Imports no other room. Knows nothing about files, pages or the words of the interface.
"""
