"""From files to typed entries: read, decode, and say exactly where something is wrong."""
