"""Bilingual, structured knowledge bases: YAML entries in, cross-linked pages and open data out.

The package knows nothing about any subject: areas, roles, frameworks and texts all come from a data directory.

    from aigc_kb import load
    kb = load("data")
    [m.id for m in kb.mitigations.values()]
"""

from aigc_kb.base.kb import DataError, KnowledgeBase, load
from aigc_kb.base.relations import relate
from aigc_kb.version import __version__

__all__ = ["DataError", "KnowledgeBase", "__version__", "load", "relate"]
