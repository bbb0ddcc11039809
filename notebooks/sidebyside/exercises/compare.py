"""The questions of lesson 05."""

import pandas as pd

from .evidence import evidence
from .kinds import by_number, choice, function, ids, table


def _tests():
    return pd.DataFrame(
        [("A05 and B06", False, False), ("A05 and C32", False, False), ("B06 and C32", True, True)],
        columns=["pair", "same_time", "same_person"],
    )


CLASHES = {"P26", "P33", "P34", "P53"}  # a test holds this to the table

QUESTIONS = {
    "stance-of-a06": choice(
        "stance_of_a06",
        {"a": "asserts", "b": "presupposes", "c": "attributes", "d": "hedges"},
        "b",
        why="Serbia may have campaigned or not: A06 calls the declaration illegal either way. The word sits in a clause that tells since when. Whoever "
        "objects to it has to stop the sentence and say so, and few readers do.",
        wrong={
            "a": "What does A06 tell of Serbia? Put the `not` into that, and see what becomes of `illegally`.",
            "c": "Somebody would have to be named whose opinion it is. Is there anybody?",
            "d": "Is there a word that makes it less sure, such as may or perhaps?",
        },
        hints=[
            "Find the main verbs of A06: who has what, and who campaigned?",
            "Put a `not` there. Is the declaration still called illegal?",
        ],
        because="The word stands in a since-clause and survives the not: it is presupposed.",
    ),
    "clashes-of-c-and-d": ids(
        "clashes_of_c_and_d",
        CLASHES,
        why="Four claims. In three of them C denies what D takes for true: that the outcome was historic, that economic cooperation opens the way, that relations were "
        "getting better. In one (P34) it is the other way round. The two were not written on one day: whether these are contradictions is the next question.",
        extra={
            "P25": "P25 is not in the list. C denies it, but what does D do? A text that pulls in two directions does not simply affirm.",
            "P02": "P02 is a clash of A and C. Did you change both letters?",
            "P35": "In P35 D hedges. Is that an affirmation?",
        },
        missing={
            "P34": "In one of the missing ones it is C that affirms and D that denies. A clash goes both ways.",
            "P53": "One that is missing is about how the relations were at the time.",
        },
        hints=[
            'In the cell that lists the clashes, put `compare.clashes("C", "D")`.',
            "Copy the ids with which the four rows begin, each between quotation marks.",
        ],
        because='`compare.clashes("C", "D")` lists each claim that one of them asserts or presupposes and the other denies.',
        known=[f"P{n:02d}" for n in range(1, 57)],
        example='{"P02", "P04"}',
        what="the ids of propositions",
    ),
    "time-and-person": table(
        "tests",
        _tests,
        key="pair",
        values=[True, False],
        why="Only the third pair is about the words of one person in one month. In A05 it is Thaci who tells, in 2019, what he was told in November 2018. "
        "In B06 Lavrov speaks in June 2020, and C32 looks back on that June and names Lavrov and Vucic. Two people can contradict each other, too. But a promise "
        "of 2018 and a condition of 2020 can both be true; a power can even make both on one day.",
        wrong={
            (
                "A05 and B06",
                "same_time",
                True,
            ): "When did the conversation in A take place? A03 has the month. And what month is it in B?",
            ("A05 and C32", "same_time", True): "C32 has a month in its first two words. A03 has one for A05.",
            (
                "B06 and C32",
                "same_time",
                False,
            ): "Of which month does C32 tell? And on which visit does Lavrov speak in B: is it not June there?",
            (
                "A05 and B06",
                "same_person",
                True,
            ): "Both are about Russia. But a country is not a person: who says it in A05, and who in B06?",
            ("A05 and C32", "same_person", True): "Who is quoted in A05? Is that one of the two men whom C32 names?",
            (
                "B06 and C32",
                "same_person",
                False,
            ): "B06 says `he`. Go up one unit to see who that is, and look for him in C32.",
        },
        hints=[
            "A03 has the month for A, B04 has the day for B: show them. Then find for each a name; B06 says `he`.",
            "Write `True` and `False` with a capital and without quotation marks.",
        ],
        because="A tells of November 2018 and of Thaci's conversation; B06 and C32 both tell of what Lavrov said in June 2020.",
        solved="""tests = pd.DataFrame([
    ("A05 and B06", False, False),
    ("A05 and C32", False, False),
    ("B06 and C32", True, True)], columns=["pair", "same_time", "same_person"])""",
    ),
    "what-clashes": choice(
        "what_clashes",
        {"a": "for or against", "b": "what was said", "c": "nothing"},
        "b",
        why="In B Lavrov warns that Russia would need to approve, and puts it as approval by the Security Council (B03, B06); Vucic names Russia (B16). In C `each` of the two named "
        "both Russia and Serbia, and the `need` has become a `would have`. Our matrix has both texts affirming the same claim (P30), and what they tell is not the same. Perhaps both "
        "men said more than either text reports: that takes the record of the day, and no comparison can tell.",
        wrong={
            "a": "Read the five again. Does any of them say that Russia is for a deal, or against?",
            "c": "Look at what has to be asked in each: the Security Council, Russia, or both Russia and Serbia? And who says so?",
        },
        hints=[
            "In B there are two men and two statements. Find both.",
            "In C32 look at `each`, and at `both`. Is that what B tells of Lavrov?",
        ],
        because="Both report what Lavrov and Vucic said in June 2020, and they report it differently: Russia, by way of the Security Council, in one, Russia and Serbia in the other.",
    ),
    "expected-uses": function(
        "expected",
        [
            (
                (8, 3000, 300),
                0.8,
                by_number(
                    "Eight uses in 3,000 words, in a tenth of that length.",
                    {
                        8.0: "That is how often the others have it. How often should a text of only 300 words?",
                        80.0: "More uses in a text that is ten times shorter? You divided where you should multiply.",
                        0.00267: "That is the rate for one word. Now for as many words as there are here.",
                        2.66667: "That is the rate in 1,000 words. Now for as many words as there are here.",
                    },
                    5,
                ),
            ),
            ((12, 1000, 1000), 12.0, "In a text as long as the others together, as many uses as they have."),
            ((0, 2500, 400), 0.0, "What the others never have is not expected here either."),
        ],
        solved="def expected(uses, words_elsewhere, words_here):\n    return uses / words_elsewhere * words_here",
        why="Uses divided by words is the rate; times the length of this text, it is what you would expect. A silence is worth a question only where this number "
        "is well above zero.",
        wrong=[
            ("def expected(uses, words_elsewhere, words_here):\n    return uses", "how often the others have it"),
            (
                "def expected(uses, words_elsewhere, words_here):\n    return uses / words_elsewhere",
                "the rate for one word",
            ),
            (
                "def expected(uses, words_elsewhere, words_here):\n    return 1000 * uses / words_elsewhere",
                "the rate in 1,000 words",
            ),
            (
                "def expected(uses, words_elsewhere, words_here):\n    return uses * words_elsewhere / words_here",
                "divided where you should multiply",
            ),
        ],
        hints=[
            "First the rate: uses divided by words elsewhere.",
            "Then times the words here. Write it after `return`.",
        ],
        because="The rate elsewhere, times the length of the text.",
    ),
    "telling-silence": choice(
        "telling_silence",
        {"a": "independence in D", "b": "the EU in E", "c": "the EU in D", "d": "Montenegro in A"},
        "b",
        why="Seven expected, none found, in a text of which we have nearly all, on the very matter that the EU had been busy with. It is still a question and not an "
        "answer: a writer may not have known, or may have thought it known to all.",
        wrong={
            "a": "How many uses were to be expected in so few words? Chance alone would leave them out about every second time.",
            "c": "Three were expected, and that is something. But do we have the whole of D?",
            "d": "Look at the timeline. Could A have known of it?",
        },
        hints=[
            "Take away what chance explains, then what the author could not know.",
            "Of the two that are left, one is a silence of a copy.",
        ],
        because="Chance explains a, the calendar explains d, and c may stand in the part of D that is missing from our copy.",
    ),
    "who-confirms": choice(
        "who_confirms",
        {"a": "both", "b": "the rewriting", "c": "the report", "d": "neither"},
        "c",
        why="The rewriting has it from the notice, and adds nothing but an echo. The report has its own words outside the quotation, and tells of flakes on the stones and a "
        "finger that came away red. That is a reason to count it as a second witness, and not a proof: its author may have read the notice before she looked.",
        wrong={
            "a": "Three papers, but how many people found it out? Look at the runs that are left without the quotation.",
            "b": "It has the very words of the notice. Does an echo confirm a voice?",
            "d": "To quote the same person is no fault. Look at what each says in words of its own.",
        },
        hints=[
            "Which pair still shares runs when the quotation is set aside?",
            "A witness counts only if he or she did not hear it from the person who is to be confirmed.",
        ],
        because="Outside the quotation only notice and rewriting share runs of words, so the rewriting is no second witness. The report may be one.",
    ),
    "do-they-contradict": evidence(
        "do_they_contradict",
        question="Will economic cooperation open the way to a political settlement? C and D do not say the same. Is that a contradiction? Write three or four sentences: what each of the two says, with a unit id and some exact words from each, and then: is it the same claim, the same time, and whose voice is it?",
        bears={"C05", "C13", "C14", "C16", "C22", "D09", "D10", "D13"},
        sources="CD",
        least_words=40,
        model="C says of the deal that “it will not transform relations between Serbia and Kosovo” (C14). D says that the negotiations will see the two “creating "
        "momentum for future agreements” (D13). The claim is nearly the same, whether trade leads on to politics. The time is not quite: C is at the latest of the day of the signing, D of "
        "five days after it. Both speak in their own voice here, and both look ahead, so on the day neither could be shown wrong. (D10 looks back, and is Trump's.) I "
        "would call it a clash of forecasts, which only what came later could settle.",
        rubric="does it say of each text whose voice it is? Does it look at when each was written? Does it keep apart a forecast that "
        "differs and a fact that is denied?",
        hints=[
            "Choose one unit of C and one of D from the five shown, and copy a few words of each.",
            "Then ask the three questions in turn: claim, time, voice.",
        ],
        wrong=[
            ('do_they_contradict = "Yes, they contradict each other."', "Too short"),
            (
                'do_they_contradict = """D says that the negotiations will be “creating momentum for future agreements” (D13), and that is the voice of the writer, who thinks that '
                'jobs come first and that everything else will follow from them, which is what the American president had said before."""',
                "No unit of source C",
            ),
            (
                'do_they_contradict = """C says that “it cannot transform relations between Serbia and Kosovo” (C14). D says that there will be “momentum for future agreements” (D13). The '
                'claim is nearly the same, if not the day, but both of them are forecasts and nobody could know then."""',
                "The source has",
            ),
            (
                'do_they_contradict = """C says that the deal will not change anything between the two (C14), and D says that it will create momentum for further agreements (D13). The '
                'claim is nearly the same, if not the day, but both are forecasts and nobody could know then."""',
                "Quote a few exact words",
            ),
        ],
        may=[
            (
                'do_they_contradict = """C says that “it will not transform relations between Serbia and Kosovo” (C14). D says that the signing took place “at the White House” (D03). The '
                'one is a forecast and the other is a report, so they cannot contradict each other at all, whatever the week."""',
                "Our own reading rests on other sentences",
            )
        ],
    ),
}
