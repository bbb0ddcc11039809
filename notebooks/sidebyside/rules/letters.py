"""The letters of every alphabet, for the classes of a pattern."""

UPPER = "".join(chr(n) for n in range(0x10000) if chr(n).isupper())
