"""A page as a tree of blocks, its addresses, citations and diagrams, and the two writers (HTML, Markdown).

Knows no knowledge base: it imports `model`, `system` and `language`, never `load`, `check` or `base`.
"""
