"""What stands on each page, as a tree of blocks that any writer can write."""
