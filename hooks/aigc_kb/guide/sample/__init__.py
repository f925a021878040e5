"""A small knowledge base of its own, on which rules are shown and tested."""
