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
            189: "That is all units together, of the five sources. Here it is those of one source.",
            5: "There are five sources, and the question is about the units of one of them. Find the smallest number in the "
            "column called units.",
            90: "That is the longest source, C. Which is the shortest?",
            17: "That is source D. Have you compared it with each of the other four?",
        },
        hints=["Read down the column of the table of sizes.", "Compare sources A and D."],
        because="The table of sizes has one row for each source. The smallest number in it stands beside A.",
    ),
    "who-is-unnamed": ids(
        "unnamed",
        {"A01", "C01", "E01"},
        why="A leader, leaders, a Prime Minister: each word means somebody in power, and no name stands beside it. In E the name never "
        "comes, in the whole text. Here it is only a headline, and a headline is short. Still, ask each time who is a person on the "
        "page and who is an office.",
        extra={
            "B01": "Look at who acts in each of your units: does its name stand for a person, or is it a name from a map?",
            "D01": "The name of a person can be part of another name, such as that of an administration. And whom does the question ask "
            "about?",
        },
        missing={"E01": "One office is still missing. Who asks for something, and what is his or her name?"},
        wrong={
            (): "There are some. Look for a word that means somebody in power, such as leader, with no name beside it.",
            (
                "C01",
                "E01",
            ): "A word that you counted stands in another unit too. There a name comes after it: is it the name of the same person?",
            (
                "A01",
                "E01",
            ): "A word that you counted stands in another unit too, in the plural. Does a name stand beside it there?",
        },
        may={
            (
                "E01",
            ): "Strictly, *leader* is no office, as *minister* is one: it may be used of anybody who leads. If so, it is none in A01 and none "
            "in C01. We count both, since each stands for a person in power whose name is missing."
        },
        hints=[
            "Go through the five units and ask of each: which words mean persons?",
            "Then cross out the persons who are named, and the names from a map.",
            "Three units are left.",
        ],
        because="A01 has a leader, C01 has leaders and E01 has a Prime Minister, none of them named. B01 has only names from a map, "
        "which stand for governments, and the one name of a person in D01 is part of the name of an administration.",
    ),
}
