"""The questions of lesson 00."""

from ..corpus import load_units
from .kinds import ids, number


def _sizes():
    return load_units().groupby("source").size()


QUESTIONS = {
    "fewest-units": number(
        "fewest",
        lambda: _sizes().min(),
        what="a whole number",
        why="Source A has the fewest units. Keep it in mind: one sentence more or less changes a share in A far more "
        "than in C.",
        wrong={
            5: "There are five sources, and the question is about the units of one of them. Find the smallest number in the "
            "column called units.",
            90: "That is the longest source, C. Which is the shortest?",
            17: "That is source D, the second shortest. One is shorter still.",
        },
        hints=["Read down the column of the table of sizes.", "Compare sources A and D."],
        because="The table of sizes has one row for each source. The smallest number in it stands beside A.",
    ),
    "who-is-unnamed": ids(
        "unnamed",
        {"A01", "C01", "E01"},
        why="A leader, leaders, a Prime Minister: an office without a name. In E the name never comes, in the whole text. Here "
        "it is only a headline, and a headline is short. Still, ask each time who is a person on the page and who is an office.",
        extra={
            "B01": "Look at who acts in B01: do its names stand for persons, or are they names from a map?",
            "D01": "D01 has nobody from Kosovo or Serbia. The one name of a person in it is part of the name of an administration.",
        },
        missing={
            "A01": "In A01 one person is named and another is not. Read its first two words.",
            "C01": "In C01 somebody is invited. Who, and by what word?",
            "E01": "In E01 somebody asks for help. Is there a name?",
        },
        wrong={(): "There are some. Look for a word that means an office, such as leader, with no name beside it."},
        hints=[
            "Go through the five units and ask of each: which words mean persons?",
            "Then cross out the persons who are named, and the names from a map.",
            "Three units are left.",
        ],
        because="A01 has a leader, C01 has leaders and E01 has a Prime Minister, none of them named. B01 has only names from a map, "
        "which stand for governments, and the one name of a person in D01 is part of the name of an administration.",
    ),
}
