"""The data model: typed entries, registers and the descriptions from which schema and reference are made."""
