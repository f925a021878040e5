"""What changes data files: format, new entries, rename, translate, compare, release.

Imports `base`, `check`, `guide` and below; knows neither pages nor exports.
"""
