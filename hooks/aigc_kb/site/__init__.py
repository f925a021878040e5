"""The published site: frames, navigation, search data, redirects, preview, publishing, packing.

Imports everything but `commands`.
"""
