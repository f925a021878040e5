"""What search engines are told: `robots.txt`, and `sitemap.xml` with both languages of each page."""

from __future__ import annotations

import gzip
import io
from xml.sax.saxutils import escape

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.model.text import LANGS
from aigc_kb.pages.build import entry_listing
from aigc_kb.site import navigation


def robots(url: str) -> str:
    """`robots.txt`: everyone may read everything."""
    return f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n"


def sitemap(kb: KnowledgeBase, url: str) -> str:
    """`sitemap.xml` with the hreflang alternates of each page."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    pages: dict[str, str | None] = dict.fromkeys(navigation.paths(kb.site))
    pages |= {page.path: page.updated for page in entry_listing(kb)}
    for lang in LANGS:
        for path, updated in pages.items():
            lines.append(f"<url><loc>{escape(f'{url}{lang}/{path}')}</loc>")
            if updated:
                lines.append(f"<lastmod>{updated}</lastmod>")
            for code, address in (("zh-Hans", f"zh/{path}"), ("en", f"en/{path}"), ("x-default", f"en/{path}")):
                href = escape(url + address)
                lines.append(f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>')
            lines.append("</url>")
    lines.append("</urlset>")
    return "\n".join(lines) + "\n"


def packed(text: str) -> bytes:
    """A text gzipped; the same bytes for the same text."""
    with io.BytesIO() as out:
        with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
            file.write(text.encode())
        return out.getvalue()
