"""The questions of lesson 10."""

import re

import pandas as pd

from .. import critique
from ..corpus import listing, load_units
from ..rules.citing import find_mentions
from ..rules.evidence import own_words
from .evidence import evidence
from .kinds import ALL, THE_OTHER_WAY_ROUND, function, ids, span, table
from .steps import Stopped


def _d01():
    return load_units().set_index("id").loc["D01", "text"]


def _cited_already(seen):
    """Said to an objection all of whose units stand in the two models: which of them has each, and within what range."""
    places = {}
    for source in "AC":
        for mention in find_mentions(critique.model(source), load_units()):
            within = f", within {mention.words}" if len(mention.ids) > 2 else ""
            for unit in mention.ids:
                places.setdefault(unit, {}).setdefault(source, f"the critique of {source}{within}")
    told = [f"{unit} stands in {' and '.join(places[unit].values())}" for unit in seen.cited[:4]]
    return (
        f"But a unit is asked for that neither of the two critiques cites: {listing(told)}. What you have may stay. Beside it, cite "
        "a unit that is in neither, and say what follows from it. Read the units around those that they cite: `show` has them."
    )


def _of_neither(seen):
    """Said to an objection that names neither critique, or that is to another source."""
    own = own_words(seen)
    named = re.search(r"\b(?:critiques?|critics?|models?)\b|\b[AC](?=[’']s\b|[\s,.;:)])", own)
    if not named or re.search(r"\bobject\w* (?:to|against) (?:the )?(?:\w+ (?:of|on) )?(?:source |text )?[BDE]\b", own):
        return "There are two critiques, one of A and one of C. Which of them do you object to, and what in it?"


# What is said of what `verdicts_in` makes of the first text, if it is not the two words in the order of the list.
OF_VERDICTS = {
    "True": "Give back the words themselves, in a list, and not whether there are any.",
    "2": "That is how many. Give back the words themselves, in a list.",
    "['obviously', 'clearly', 'propaganda']": "That is the whole list. Keep only those that are in the text.",
    "['propaganda', 'obviously']": "These are the two, in the order of the text. Go through `verdicts`, and the order is that of the list.",
    "['obviously']": "One is missing, the one with a capital letter. Make the text small first.",
    "['propaganda']": "One is missing, the one before the full stop. A text cut at its spaces leaves the mark on it: look in the text itself.",
    "[]": 'Both are missing. Is there a name between quotation marks, such as `"word"`? Then these four letters are looked for, and not the words of the list. '
    "Or is a space looked for too? One word stands at the beginning, the other before the full stop, and neither has a space on each side.",
}


def _of_verdicts(result):
    if isinstance(result, Stopped):
        return "Look at what Python says: is `text.lower()` there with its brackets, and `verdicts` as it is?"
    if isinstance(result, (set, frozenset, tuple)):
        return "Give the words back in a list, in the order of `verdicts`, with square brackets around it."
    return OF_VERDICTS.get(repr(result), "Two of the three words stand in the text.")


PARTS = {1: "warrant", 2: "claim", 3: "limit", 4: "evidence", 5: "another reading"}
_OURS = "Our reference has A02, which judges twice over, by an adverb and by a pair of marks, in the first sentence of the text."


QUESTIONS = {
    "name-the-parts": table(
        "parts",
        lambda: pd.DataFrame({"sentence": list(PARTS), "part": list(PARTS.values())}),
        "sentence",
        ["claim", "evidence", "warrant", "another reading", "limit"],
        why="Sentence 1 is the warrant. It leads from the words to the claim, by a rule that one can dispute. Without it the quotations stand alone, and a reader who disagrees has nothing to answer.",
        wrong={
            (4, "part", "claim"): "Could anybody deny sentence 4? Whoever opens D finds both words there.",
            (4, "part", "warrant"): "Sentence 4 says what stands in D. Does it also say what that means?",
            (1, "part", "claim"): "Sentence 1 does not name D. It would hold for any text. What does a claim speak of?",
            (1, "part", "evidence"): "Nothing in sentence 1 can be looked up in D. What would evidence need?",
            (1, "part", "limit"): "A limit says what the evidence cannot show. Does sentence 1 do that?",
            (1, "part", "another reading"): "Would a reader who disagrees say sentence 1? Whom does it help?",
            (
                4,
                "part",
                "another reading",
            ): "Sentence 4 says which words stand where. Does it also say how to read them?",
            (4, "part", "limit"): "Sentence 4 has two ids. Does it say what D cannot show?",
            (2, "part", "warrant"): "Sentence 2 says something of D alone. Would a rule that others can use do that?",
            (2, "part", "evidence"): "Is there an id in sentence 2, or a word of D between marks?",
            (
                2,
                "part",
                "another reading",
            ): "The critic believes sentence 2. Which sentence would somebody else set against it?",
            (2, "part", "limit"): "Sentence 2 says what D does. Does it say what D cannot show?",
            (
                5,
                "part",
                "limit",
            ): "A limit says what the evidence cannot show. Sentence 5 says what a word may mean. Who would say so, the critic or somebody else?",
            (5, "part", "warrant"): "Does sentence 5 lead to what the critic wants to show, or away from it?",
            (5, "part", "claim"): "Does whoever wrote this critique believe sentence 5?",
            (5, "part", "evidence"): "One word of sentence 5 stands in D. What does the rest of it do with that word?",
            (
                3,
                "part",
                "another reading",
            ): "Sentence 3 gives the words of D no other meaning. What does it speak of instead?",
            (3, "part", "claim"): "Sentence 3 can be denied. But does the critic write in order to show this?",
            (3, "part", "warrant"): "Would sentence 3 help anybody to believe the claim?",
            (3, "part", "evidence"): "Nothing in sentence 3 can be looked up in D. What would evidence need?",
        },
        hints=[
            "Begin with what is easiest to see: one sentence has ids.",
            "One sentence speaks of D and could be denied; one would hold for any text; one might be said by a reader who disagrees.",
        ],
        because="Sentence 4 can be looked up, 2 can be denied, 1 leads from the one to the other, 5 is what a reader who disagrees would say, and 3 says where the evidence ends.",
        solved=f'parts = pd.DataFrame({{"sentence": {list(PARTS)}, "part": {list(PARTS.values())}}})'.replace("'", '"'),
    ),
    "word-in-the-source": span(
        "the_source_has",
        _d01,
        "Accord",
        why="D's headline has Accord, and treaty stands nowhere in D. A treaty is ratified and binds states: the critic made the matter bigger than D does.",
        wrong={
            "Treaty": "That is the critique's word, and it stands nowhere in D01. Which word does D01 have in its place?",
            "Peace": "That word is in both. Compare the last words.",
            "Historic": "Historic is in both, and first in both. Which word comes last in D01?",
            "Peace Accord": "The altered word is among these. Copy only that one.",
        },
        because="D01 has Accord, and the critique has Treaty.",
        hints=["Read the quotation and the headline aloud, one after the other.", "Compare the last word."],
    ),
    "where-it-stands": ids(
        "breakthrough_is_in",
        {"D10"},
        why="It stands in D10, and Trump says it. The critique gives it to D03 and to `the author`: a wrong id, and with it a wrong voice.",
        extra={
            "D03": "The unit that the critique names has `a major agreement`. Look for the other noun.",
            **{
                unit: f"{unit} is from the same speech. Look around it for the noun of the quotation."
                for unit in ("D07", "D08", "D09", "D11", "D12")
            },
            **{
                unit: f"{unit} is in D's own words. Who else speaks in D?"
                for unit in ("D01", "D02", "D04", "D14", "D15", "D16", "D17")
            },
            "D05": "A `historic day` is announced in one of yours. The same man goes on: read to the end of what he says, for the noun of the quotation.",
            "D06": "A `historic commitment` is announced in one of yours. The same man goes on: read to the end of what he says, for the noun of the quotation.",
            "D13": "One of yours has the critique's next quotation, on negotiations. Look for this one.",
        },
        wrong={frozenset({"D03"}): "That is what the critique says. Look there: which noun stands after `major`?"},
        hints=["Look for the noun in the units shown above.", "It is in a quotation."],
        because="The words stand in D10.",
        example='{"D01"}',
    ),
    "verdict-words": function(
        "verdicts_in",
        [
            (
                ("Propaganda it is, obviously.", ["obviously", "clearly", "propaganda"]),
                ["obviously", "propaganda"],
                _of_verdicts,
            ),
            (
                ("It reports what two people said.", ["obviously", "clearly"]),
                [],
                "Where there is none, the list is empty.",
            ),
            (("CLEARLY so", ["clearly"]), ["clearly"], "Make the text small, whatever capitals it has."),
        ],
        tells=[
            (
                ("clear", ["clear", "clearly", "lies"]),
                ["clear", "clearly"],
                f"You ask whether the whole text stands in the word. {THE_OTHER_WAY_ROUND}",
            )
        ],
        solved="def verdicts_in(text, verdicts):\n    return [word for word in verdicts if word in text.lower()]",
        why="Looked for with `in` alone, `lies` is found in `relies` too. `critique.review` looks for whole words outside of quotations, and it is still only a list: it does not know what a word means in its sentence.",
        wrong=[
            (
                "def verdicts_in(text, verdicts):\n    return [word for word in verdicts if word in text]",
                "the one with a capital letter",
            ),
            ("def verdicts_in(text, verdicts):\n    return verdicts", "That is the whole list"),
            (
                "def verdicts_in(text, verdicts):\n    return [word for word in verdicts if text.lower() in word]",
                "what you look for stands before `in`",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return len([word for word in verdicts if word in text.lower()])",
                "That is how many",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return [word for word in verdicts if word in text.lower().split()]",
                "leaves the mark on it",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return [word for word in verdicts if f' {word} ' in text.lower()]",
                "neither has a space on each side",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return sorted((word for word in verdicts if word in text.lower()), key=text.lower().find)",
                "in the order of the text",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return [word for word in verdict if word in text.lower()]",
                "Python knows no such name",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return {word for word in verdicts if word in text.lower()}",
                "with square brackets around it",
            ),
            (
                "def verdicts_in(text, verdicts):\n    return any(word in text.lower() for word in verdicts)",
                "not whether there are any",
            ),
        ],
        hints=["Begin with `[word for word in verdicts if ...]`.", "In place of the dots: `word in text.lower()`."],
        because="For each word of the list it asks whether it is in the text made small, and keeps it if so.",
    ),
    "what-was-left-out": ids(
        "left_out",
        {"A02"},
        why="“the illegally declared “independent” Kosovo” stands in the second unit of A. A critic who calls A a friend of Kosovo has to explain these words. To leave them out is not a lie, but it is worse than a wrong id.",
        wrong={
            frozenset(
                {"A02", "A06"}
            ): "Both speak against it, which is good reading. But one id is asked for: which of the two judges twice over?",
            frozenset(
                {"A02", "A07"}
            ): "Both speak against it, which is good reading. But one id is asked for: which of the two would a friend of Kosovo find it hardest to explain away?",
            frozenset(
                {"A06", "A07"}
            ): "Both speak against it, which is good reading. But one id is asked for, and a third unit says it too.",
            frozenset(
                {"A02", "A06", "A07"}
            ): "All three speak against it, and a critique that leaves out three is worse than you were asked to show. Keep the one that says it most plainly.",
            frozenset(
                {"A10"}
            ): "A10 says that Thaci has opponents at home. A friend of Kosovo can say that too. Where does A judge Kosovo in its own voice?",
            frozenset({"A01"}): "The headline calls him Kosovo's leader. Does it judge?",
            frozenset(
                {"A08"}
            ): "A08 says that the talks make little progress. Does that speak against a friend of Kosovo?",
            frozenset({"A09"}): "A09 reports a letter of Trump's. Does A judge Kosovo there?",
            frozenset({"A13"}): "A13 reports what Thaci points to. Where does A judge Kosovo in its own voice?",
            **{
                frozenset({unit}): f"In {unit} it is Thaci who speaks. Where does A judge Kosovo in its own voice?"
                for unit in ("A04", "A05")
            },
            **{
                frozenset(
                    {unit}
                ): f"{unit} is cited by the text itself, for its first sentence. Which unit speaks against that sentence?"
                for unit in ("A03", "A11", "A12")
            },
        },
        may={
            (
                "A06",
            ): "A06 calls the declaration illegal in the writer's own voice, with no speaker beside it, and one may call that the clearest. "
            + _OURS,
            (
                "A07",
            ): "A07 has `settler ancestors` and a `so-called` peacekeeping force, in the writer's own voice: that too speaks against the sentence. "
            + _OURS,
        },
        hints=["Read the first sentence of A's body.", "Look for an adverb, and for marks of distance."],
        because="A02 calls the declaration illegal, and sets independent between scare quotes.",
        example='{"A10"}',
    ),
    "make-an-objection": evidence(
        "my_objection",
        answers=lambda: (critique.model("A"), critique.model("C")),
        question="Object to one of the two. Name a unit that neither of the two cites and that speaks against one of them or changes it, quote it, and say what follows. Two or three sentences.",
        bears=ALL
        - {
            "A02",
            "A03",
            "A04",
            "A05",
            "A06",
            "A07",
            "A11",
            "A12",
            "C03",
            "C13",
            "C25",
            "C34",
            "C35",
            "C37",
            "C70",
            "C71",
            "C72",
            "C73",
            "C74",
            "C75",
            "C76",
            "C77",
            "C90",
        },
        sources="",
        elsewhere=_cited_already,
        also=_of_neither,
        least_words=30,
        model="The model on C says that C settles the question by its words. But C says openly that Kosovo is not recognised by all: “the four EU countries that do not yet recognize Kosovo” (C40). A text that "
        "counts those who say no does not hide that there is a dispute. One word remains: `yet` already knows how the dispute will end.",
        rubric="do you object, or only agree? Is the unit really one that the model leaves out? Does it change the claim, or only add to it? Would the same objection hold against the other model?",
        hints=[
            "Take a unit that neither model cites: read those around the ones that they do cite.",
            "Look for a sentence in which the source does the opposite of what the model says.",
        ],
        wrong=[
            ('my_objection = "The model is unfair."', "Too short"),
            (
                'my_objection = """The model on C says that it settles the question by its words, and yet the same text says openly that some countries do not recognise Kosovo, so that it does not hide the dispute from its readers."""',
                "Cite the unit",
            ),
            (
                'my_objection = """The model on C says that it settles the question by its words, but C says openly that there are “five EU countries that do not yet recognize Kosovo” (C40), so that it does not hide the dispute."""',
                "The source has",
            ),
            (
                'my_objection = """I object to D, since it says only good things of the agreement. In C we read of “the four EU countries that do not yet recognize Kosovo” (C40), and D is silent about all of them, so that a reader learns nothing."""',
                "one of A and one of C",
            ),
            (
                'my_objection = """The model on A leaves out nothing, since it has “President Hashim Thaci” (A03), and that is the only place in which the text speaks for the other side of the dispute, as far as I can see."""',
                "A03 stands in the critique of A",
            ),
        ],
    ),
    "write-a-critique": evidence(
        "my_critique",
        question="Put your text between the marks. `check` looks for three units, exact words and two sources. The next cell tells you more.",
        bears=ALL,
        sources="",
        how_many=2,
        least_units=3,
        least_words=120,
        model="B makes the talks a contest of outside powers, and the two parties become its prize. Its headline has Russia, which “hits back as US takes lead” (B01), and its second sentence three powers “battling for influence” (B02). Serbia and "
        "Kosovo stand after `between`. A reader sees them as a field on which others play, since most verbs of action go to the powers, while the parties accept, pause and agree (B15, B18, B19). C, written later that summer, gives the parties a will: “Serbia "
        "pretends to engage in earnest and Kosovo pretends to have an avenue toward recognition” (C04). Somebody who does not agree can say that B reports a visit of a Russian minister, and that the powers were its news; and that Belgrade “has refused” (B10) and Vucic “insisted” (B16) are verbs of action "
        "too. B has 28 units and nobody from Kosovo speaks in any of them, but one article of one day cannot show how its outlet tells the story on other days.",
        rubric="could somebody deny the claim? Is the reason said aloud? Does any of your words judge in place of a reason? Is the other reading one that its holder would sign? Would you print the same against a text that says what you think?",
        hints=[
            "Begin with one sentence that somebody could deny. Then three places in the text that show it.",
            "Take a second source that does it otherwise, and end with what this cannot show.",
        ],
        wrong=[
            (
                'my_critique = """B makes the talks a contest of outside powers, “battling for influence” (B02)."""',
                "Too short",
            ),
            (
                'my_critique = """'
                + "B makes the talks a contest of outside powers, and the two parties become its prize. Its headline has Russia, which “hits back as US takes lead” (B01), and its second sentence three powers “battling for influence” (B02). A reader "
                "sees Serbia and Kosovo as a field on which others play, since it is the powers that have verbs of action, and the parties accept, pause and agree (B15, B18, B19). Somebody who does not agree can say that B reports a visit of a Russian minister, and "
                "that the powers were its news that day; and that B does report what Belgrade and Pristina agreed to. One article of one day cannot show how its outlet tells the story on all the other days of a year, or what was cut from it before it was "
                'printed."""',
                "needs evidence from two sources",
            ),
        ],
    ),
}
