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
        may={
            "a": "A06 says it in its own voice, and some hold that whatever follows a `which` is said and not assumed. Ours goes by the `not`: "
            "`Serbia did not campaign`, and the declaration is still called illegal."
        },
        wrong={
            "c": "Somebody would have to be named whose opinion it is. Is there anybody?",
            "d": "Is there a word that makes it less sure, such as may or perhaps?",
        },
        hints=[
            "Find the main verbs of A06: who has what, and who campaigned?",
            "Put a `not` there. Is the declaration still called illegal?",
        ],
        because="The word stands in a since-clause and survives the `not`: it is presupposed. (That A06 asserts it can be defended as well: it speaks in its own voice.)",
    ),
    "clashes-of-c-and-d": ids(
        "clashes_of_c_and_d",
        CLASHES,
        why="Four claims. In three of them C denies what D takes for true: that the outcome was historic, that economic cooperation opens the way, that relations were "
        "getting better. In one (P34) it is the other way round. The two were not written on one day: whether these are contradictions is the next question.",
        may_add={
            "P25": "C denies P25, and the headline of D says it (D01). Ours leaves it out because D pulls in two directions: its body has something smaller (D04)."
        },
        may_lack={
            "P26": "For P26 C foretells a poor outcome (C02) before there was any, and D praises what had come (D01). Ours sets them against each other all the same.",
            "P34": "D denies P34 only by implication: jobs now, further agreements later (D13). Ours counts that. (That it is C which affirms here is no reason "
            "to leave it out: a clash goes both ways.)",
        },
        extra={
            "P02": "P02 is a clash of A and C. Did you change both letters?",
            "P15": "P15 stands in the list of A and B. Did you run the cell again, with other letters?",
            "P35": "In P35 D hedges. Is that an affirmation?",
            "P51": "In P51 D takes the claim for granted. Does C deny it, or does another text?",
        },
        missing={
            "P33": "Look for what each of the two expects of jobs and trade: C05, C14 and D13.",
            "P53": "Look for what each of the two says of the time in which it was written: C33, and D02.",
        },
        hints=[
            'In the cell that lists the clashes, put `compare.clashes("C", "D")`.',
            "Copy the id with which each row begins, between quotation marks.",
        ],
        because='`compare.clashes("C", "D")` lists each claim that one of them asserts or presupposes and the other denies. (One can argue about P25, P26 and P34.)',
        known=[f"P{n:02d}" for n in range(1, 60)],
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
            ): "Words are spoken on one day and told of on another. When was the talk of which A05 tells? Show the units before it; then find the month in the two other texts.",
            (
                "A05 and C32",
                "same_time",
                True,
            ): "Did you take the month of the words, or of the text that tells of them? Do it again for all three, and show the units that stand before each.",
            (
                "B06 and C32",
                "same_time",
                False,
            ): "Write down a month for each of the three: A03 has one, B04 has one, and C32 begins with one. Then compare all three.",
            (
                "A05 and B06",
                "same_person",
                True,
            ): "All three are about Russia. But a country is not a person: find a name for each.",
            (
                "A05 and C32",
                "same_person",
                True,
            ): "Whose words does each tell of? In A05 somebody is quoted who tells what others answered him: note both, and compare.",
            (
                "B06 and C32",
                "same_person",
                False,
            ): "Put a name in place of each `he`, `each` and `their`: A03, B05 and the beginning of C32 help. Then compare all the names.",
        },
        hints=[
            "A03 has the month for A, B04 has the day for B: show them. Then find for each a name; B06 says `he`.",
            "Write `True` and `False` with a capital and without quotation marks.",
        ],
        because="A tells of November 2018 and of Thaci's conversation; B06 and C32 both tell of what Lavrov said in June 2020 (C32 of what Vucic said as well).",
        solved="""tests = pd.DataFrame([
    ("A05 and B06", False, False),
    ("A05 and C32", False, False),
    ("B06 and C32", True, True)], columns=["pair", "same_time", "same_person"])""",
    ),
    "what-clashes": choice(
        "what_clashes",
        {"a": "what was said", "b": "for or against", "c": "nothing", "d": "when"},
        "a",
        why="In B Lavrov warns that Russia would need to approve, and puts it as approval by the Security Council (B03, B06); Vucic names Russia (B16). In C `each` of the two named "
        "both Russia and Serbia, and the `need` has become a `would have`. Our matrix has both texts affirming the same claim (P30), and what they tell is not the same. Perhaps both "
        "men said more than either text reports: that takes the record of the day, and no comparison can tell.",
        wrong={
            "b": "Read the five again. Does any of them say that Russia is for a deal, or against?",
            "c": "Look at what has to be asked in each: the Security Council, Russia, or both Russia and Serbia? And who says so?",
            "d": "A day in June and the month of June can both be true: the one is only more exact. What did the two men say, according to B, and according to C?",
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
                        2400.0: "You multiplied twice. First the rate: uses divided by the words elsewhere.",
                        0.02667: "You divided by the words here. The uses are those elsewhere: by which words do they have to be divided?",
                        0.72727: "The uses are those of the others: divide them by the words of the others alone.",
                        0.1: "That is how long this text is beside the others. Now times the uses.",
                        1.0: "Do not round: less than one use can be expected, and that tells something.",
                        0.00001: "You divided twice. The rate is one division; then times the words here.",
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
            ("def expected(uses, words_elsewhere, words_here):\n    return uses * words_here", "You multiplied twice"),
            (
                "def expected(uses, words_elsewhere, words_here):\n    return uses / words_here",
                "You divided by the words here",
            ),
            (
                "def expected(uses, words_elsewhere, words_here):\n    return uses / words_elsewhere / words_here",
                "You divided twice",
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
        {"a": "independence in D", "b": "the EU in D", "c": "the EU in E", "d": "Montenegro in A"},
        "c",
        why="Seven expected, none found, in a text of which we have nearly all, on the very matter that the EU had been busy with. It is still a question and not an "
        "answer: a writer may not have known, or may have thought it known to all.",
        may={
            "b": "Three uses were to be expected, and by chance there would be none about four times in a hundred. Ours leaves it aside, because our copy of D breaks "
            "off: who brings it up has to say so."
        },
        wrong={
            "a": "How many uses were to be expected in so few words? Chance alone would leave them out about every second time.",
            "d": "Look at the timeline. Could A have known of it?",
        },
        hints=[
            "Take away what chance explains, then what the author could not know.",
            "Of the two that are left, one is a silence of a copy.",
        ],
        because="Chance can explain `independence` in D, the calendar explains Montenegro in A, and the EU may stand in the part of D that is missing from our copy.",
    ),
    "who-confirms": choice(
        "who_confirms",
        {"a": "both", "b": "the rewriting", "c": "neither", "d": "the report"},
        "d",
        why="The rewriting has it from the notice, and adds nothing but an echo. The report has its own words outside the quotation, and tells of flakes on the stones and a "
        "finger that came away red. That is a reason to count it as a second witness, and not a proof: its author may have read the notice before she looked.",
        may={
            "c": "Whoever wrote the report may have read the notice first, and names no engineer: one can ask for more before calling it a second witness. But to "
            "quote the same person is no fault, and ours goes by what the report tells in words of its own."
        },
        wrong={
            "a": "Three papers, but how many people found it out? Look at the runs that are left without the quotation.",
            "b": "It has the very words of the notice. Does an echo confirm a voice?",
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
                "Our own reading of D rests on other sentences",
            )
        ],
    ),
}
