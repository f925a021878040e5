"""What stands on each page: one builder for each type of page.

Imports `base`, `document` and below; writes nothing and knows neither HTML nor Markdown.
"""
