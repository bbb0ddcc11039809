"""The questions of lesson 05."""

import pandas as pd

from .. import chance, words
from ..corpus import load_units
from ..rules.sentences import count_words
from ..stances import IN_A_WORD, matrix
from .evidence import evidence
from .kinds import choice, ids, number, table


def _row():
    cells = matrix().loc["P04"]
    units = ["A02", "B19 B23", "C90", "D16", "E03"]
    return pd.DataFrame({"units": units, "does": [IN_A_WORD[cells[ids[0]]] for ids in units]})


def _in_column(column, replies):
    """Replies to what stands in one column of a table, each by its row and by what stands there."""
    return {(row, column, value): reply for row, own in replies.items() for value, reply in own.items()}


def _without(source, pattern):
    """In how many rounds of chance a source has no use of a word."""
    units = load_units()
    of_each_word = units["source"].repeat(units["text"].map(count_words))
    rounds = chance.drawn_again(of_each_word, size=len(words.concordance(units, pattern)))
    return int((rounds != source).all(axis=1).sum())


def _tests():
    return pd.DataFrame(
        [("A05 and B06", False, False), ("A05 and C32", False, False), ("B06 and C32", True, True)],
        columns=["pair", "same_time", "same_person"],
    )


CLASHES = {"P26", "P33", "P34", "P53"}  # a test holds this to the table

QUESTIONS = {
    "what-survives": ids(
        "what_survives",
        {"A06", "C71", "D02"},
        why="In A06 the word sits in a clause that tells since when; in C71 and D02 the claim is packed into a noun. Nobody argues for it there: whoever objects has to "
        "stop the sentence and say so, and few readers do. See B10 beside C71: one text tells a claim as its news, and the other needs it only in order to tell something else.",
        may_add={
            "B10": "B10 has two pieces of news. Put the `not` into the second (`Belgrade has not refused`), and the declaration is still there. Ours goes by the first: "
            "`Kosovo did not declare independence`, and the claim is gone."
        },
        extra={"A08": "In A08 the claim is the news itself. What is left of it after your `not`?"},
        missing={
            "A06": "Say of A06 that Serbia did `not` campaign. What does the sentence still call the declaration?",
            "C71": "Say of C71 that the Court did `not` rule so. What was it that the Court had before it?",
            "D02": "Say of D02 that the two have `not` agreed. What does the end of the sentence still tell?",
        },
        hints=[
            "Find the main verb of each unit, and put the `not` there: who did not do what?",
            "Then read the claim once more. Does your sentence with the `not` still tell it?",
        ],
        because="The news of A06 is a campaign, of C71 a ruling, of D02 an agreement: deny these, and the claim is still there. In A08 and B10 the claim is the news. (B10 can be argued about: it tells two things.)",
    ),
    "fill-the-row": table(
        "row",
        _row,
        key="units",
        values=list(IN_A_WORD.values()),
        why="This is the row in our table. Three texts take for granted what A denies, and no sentence of the six argues the point. B avoids it: `former` and `until` say "
        "what Kosovo no longer is, and nothing says what it is. A row like this is made word by word, and you can object to each.",
        wrong=_in_column(
            "does",
            {
                "A02": {
                    "reports": "What Thaci said comes after `said`. Who is it that writes the place at the beginning, and the marks around one word?",
                    "silent": "Read the very first words of A02, and look for quotation marks. Do they say nothing of what Pristina and Kosovo are?",
                    "says": "Does A02 speak of a country of its own? Look at the place at the beginning, and at what the marks do to the word inside them.",
                    "assumes": "A02 takes something for granted. Is it P04, or the opposite? Look at the place at the beginning, and at the marks.",
                    "says both": "Which word of A02 says yes to P04? If you find none, only one of the two is left.",
                    "half-says": "Which word of A02 speaks for P04, even weakly? Look again at the place at the beginning, and at the marks.",
                },
                "B19 B23": {
                    "denies": "Look at `former` and `until`. Does B say that Kosovo is Serbia's today?",
                    "silent": "Look for a small word in `its former province`, and in `was a region within Serbia until`. What do they tell of today?",
                    "says": "By which word does B call Kosovo a country, or a state? If you find none, how much of P04 is left?",
                    "reports": "Does either sentence name somebody whose view it is?",
                },
                "C90": {
                    "denies": "Which word of C90 stands for Kosovo? Does it fit P04, or the opposite?",
                    "silent": "Kosovo is in C90, under another word. Which one?",
                    "reports": "Does C90 name anybody whose view it is?",
                },
                "D16": {
                    "denies": "Which noun does D16 give to Kosovo?",
                    "silent": "Which noun does D16 give to Kosovo? Put a `not` into the sentence: is the noun still there?",
                    "reports": "Nobody is quoted in D16. Who chose the noun, then?",
                },
                "E03": {
                    "denies": "How many nations does E03 count, and which?",
                    "silent": "Is Kosovo one of something in E03? Look for a number.",
                    "reports": "E03 speaks of an appeal. Is the number of nations part of what was asked for?",
                },
            },
        ),
        may=_in_column(
            "does",
            {
                "B19 B23": {
                    "assumes": "`Former` and `until` do take for granted that Kosovo is no longer Serbia's. Ours says half: B never says that it is a country of its own."
                },
                "C90": {
                    "says": "C argues at length that the independence was lawful (C69 to C77). Ours goes by C90, where the country is already there.",
                    "half-says": "One can ask whether a country that is yet to be liberated is one of its own. Ours takes the word `country` as settling it.",
                },
                "D16": {
                    "says": "It is in D's own voice, and nothing makes it weaker. Ours goes by the `not`: put it into the sentence, and the country is still a country.",
                    "half-says": "`Country` can also mean a land and no more. Ours reads it beside `both countries` (D04, D14).",
                },
                "E03": {
                    "says": "It is in E's own voice. Ours goes by the `not`: deny the tensions, and there are still two nations.",
                    "half-says": "A `quest for recognition` does say that something is missing. Ours goes by `the two nations`, of which Kosovo is one.",
                },
            },
        ),
        hints=[
            "Look in each for the words that stand for Kosovo, or for its place: a city, a noun, a pair of quotation marks.",
            "Then ask: does it tell this as its news, take it for granted, say it only in part, or say the opposite?",
        ],
        because="A02 has Pristina in Serbia, and marks around `independent`. B says only what Kosovo was. `A country` (C90), `country of Kosovo` (D16) and `the two nations` (E03) take P04 for granted.",
        solved="""row = pd.DataFrame([
    ("A02", "denies"),
    ("B19 B23", "half-says"),
    ("C90", "assumes"),
    ("D16", "assumes"),
    ("E03", "assumes")], columns=["units", "does"])""",
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
            "P02": "Who says yes to P02, and who says no? Is D one of the two?",
            "P04": "In P04 one text denies. Is it C or D?",
            "P15": "What does D do with P15? Read its row again.",
            "P21": "In P21 D reports, and C takes the claim for granted. Which text denies it?",
            "P35": "In P35 D hedges. Is that an affirmation?",
            "P51": "In P51 D takes the claim for granted. Does C deny it, or does another text?",
            "P60": "In P60 one text affirms. Is it C or D?",
        },
        missing={
            "P33": "Look for what each of the two expects of jobs and trade: C05, C14 and D13.",
            "P53": "Look for what each of the two says of the time in which it was written: C33, and D02.",
        },
        hints=[
            "Go through the rows of clashes with a finger on C and on D: where is there a yes (`says`, `assumes`) in one and `denies` in the other?",
            "Copy the id with which such a row begins, between quotation marks.",
        ],
        because='In these rows one of C and D says or assumes what the other denies. `compare.clashes("C", "D")` lists them. (One can argue about P25, P26 and P34.)',
        known=lambda: matrix().index,
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
    "none-by-chance": number(
        "without",
        lambda: _without("D", "independence"),
        why="About every second time. So much silence a text of that length allows, and the silence needs no reason: our own note goes too far.",
        wrong={
            1: "That is the EU in E. Change the word, and the text.",
            45: "That is the EU in D. Did you change the word as well?",
            661: "That is E. Did you change the letter as well?",
            505: "That is for all words that begin with `independen`: *independent* (A02) is one of them. The note speaks of one word.",
            7: "That is how many uses there are in the five texts. In how many rounds did D get none of them?",
            0.525: "As a part of 1 it is right. Give the number of rounds.",
            52.5: "In per cent it is right. Give the number of rounds.",
            475: "Those are the rounds in which D got some. How many are left of 1,000?",
            1000: "That is how many rounds there were. In how many of them did D get nothing?",
        },
        because="The uses of `independence` fell on words of D in about half of the rounds. In the others D got none.",
        hints=[
            "The cell with the picture begins with `word, text =`. What stands after it, before and after the comma? Change both, run the cell, and read the sentence below the picture.",
            'Put `word, text = "independence", "D"`. None is what was seen in D: so the rounds that came as far are the rounds with none.',
        ],
        what="a whole number of rounds",
    ),
    "telling-silence": choice(
        "telling_silence",
        {"a": "independence in D", "b": "the EU in E", "c": "the EU in D", "d": "Montenegro in A"},
        "b",
        why="Seven expected, none found, in a text of which we have nearly all, on the very matter that the EU had been busy with. It is still a question and not an "
        "answer: a writer may not have known, or may have thought it known to all.",
        may={
            "c": "Three uses were to be expected, and by chance there would be none about four times in a hundred. Ours leaves it aside, because our copy of D breaks "
            "off: who brings it up has to say so."
        },
        wrong={
            "a": "How many uses were to be expected in so few words? Chance alone would leave them out about every second time.",
            "d": "When was that election, and when was A written (lesson 01)? Could A have known of it?",
        },
        hints=[
            "Take away what chance explains, then what the author could not know.",
            "Of the two that are left, one is a silence of a copy.",
        ],
        because="Chance can explain `independence` in D, the date explains Montenegro in A, and the EU may stand in the part of D that is missing from our copy.",
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
                "Our own reading of D rests on",
            )
        ],
    ),
}
