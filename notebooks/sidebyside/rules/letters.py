"""The letters of every alphabet, for the classes of a pattern."""

_BLOCKS = (*range(0x2D00), *range(0xA640, 0xA800), *range(0xFF00, 0xFF40))  # no others have capitals
UPPER = "".join(filter(str.isupper, map(chr, _BLOCKS)))
