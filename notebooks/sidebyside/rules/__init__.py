"""What is found in any text by rule. No module here reads a table of the collection: what a rule needs is passed in."""

DAYS_AND_MONTHS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September"
    " October November December".split()
)
