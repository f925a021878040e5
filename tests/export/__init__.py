"""Every export read back by a library that is not ours and compared with the data."""
