"""The letters of every alphabet, for the classes of a pattern."""

UPPER = "".join(filter(str.isupper, map(chr, range(0x10000))))
