"""The questions of lesson 11."""

import re
from functools import cache

from .. import own_sources, tone
from ..corpus import load_units
from ..rules.evidence import STANDS, own_words
from ..rules.matching import words_of
from ..rules.quantities import find_quantities
from .evidence import evidence
from .kinds import ALL, choice, function, ids, number


@cache
def _unseen():
    return own_sources.score_names(*own_sources.unseen_names()).set_index("source").loc["all"]


def _percent(right, of):
    return round(100 * _unseen()[right] / _unseen()[of])


_KINDS = {"hedge": r"\bhedg", "booster": r"\bboost", "distance": r"\bdistan", "leaning verb": r"\bverbs?\b|\blean"}
_NAMES = {"hedge": "hedges", "booster": "boosters", "distance": "words at a distance", "leaning verb": "leaning verbs"}
_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()
_MISLEADS = re.compile(
    r"mislead|misled|wrong|fool|\b(?:but|though|although|however|yet|only|not|if|because|whose|who|depends?|chance)\b|n[’']t\b"
    r"|seem|look|think|believ|quot|list|compar|\b(?:one|a) (?:word|sentence) (?:more|less|fewer)", re.I
)  # fmt: skip


def _no_number_of_the_table(seen):
    """A sentence if the text has no kind of word of the table, other numbers than its rows, no quotation with such a word, or nothing on how a number misleads."""
    prose, quoted = own_words(seen), {}
    for quotation in seen.quotations:
        for unit in quotation.ids if quotation.finding in STANDS else ():
            quoted.setdefault(unit[0], []).append((unit, quotation.phrase))
    wrong = [_unlike_the_table(kind, prose, quoted) for kind, word in _KINDS.items() if re.search(word, prose, re.I)]
    if not wrong:
        return "Which kind of word did you choose: hedge, booster, distance or leaning verb?"
    if all(wrong):
        return wrong[0]
    if not _MISLEADS.search(prose):
        return "How could the number mislead somebody who has not read the sentences? I find no word on that."


@cache
def _uses(kind):
    """Where the words of a kind stand in the five: `(unit, word)`, one for each that is counted."""
    units = load_units()
    if kind == "distance":
        return [(unit, row.word) for row in own_sources.distances(units).itertuples() for unit in row.units.split()]
    if kind == "leaning verb":
        return own_sources.leaning_verbs(units)[["id", "verb"]].values.tolist()
    return tone.hedges(units).query("kind == @kind")[["id", "word"]].values.tolist()


def _holds_one(kind, unit, phrase):
    """Whether words that are quoted from a unit hold one that is counted there."""
    said = f" {' '.join(words_of(phrase))} "
    return any(unit == at and f" {' '.join(words_of(word))} " in said for at, word in _uses(kind))


def _unlike_the_table(kind, prose, quoted):
    """What of a text is not in the rows of this kind, for all but two of the sources quoted, as a sentence, or nothing."""
    table = own_sources.tone_words(load_units()).query("what == @kind").set_index("source")
    given, problems = _numbers_of(prose), []
    for source, shown in sorted(quoted.items()):
        row = table.loc[source]
        rates = (round(row["per_100"], places) for places in (1, 2))
        if not row["count"]:
            problems.append(
                f"{source} has no row for {_NAMES[kind]}, so that no sentence shows one. Choose a source that has."
            )
        elif given.isdisjoint({float(row["count"]), *rates}):
            problems.append(
                f"Your text has another number of {_NAMES[kind]} for {source} than the table, or none. Look at its row once more."
            )
        elif not any(_holds_one(kind, *quotation) for quotation in shown):
            problems.append(
                f"What you quote from {source} has none of its {_NAMES[kind]} in it. Open the row, and quote a counted word with those beside it."
            )
    return problems[0] if len(quoted) - len(problems) < 2 else ""


def _numbers_of(prose):
    """The numbers that stand in a text, in figures or in words."""
    figures = {
        float(number.replace(",", ".")) for number in re.findall(r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,4})?(?!\w)", prose)
    }
    words = {float(_SMALL.index(word)) for word in re.findall(r"\w+", prose.lower()) if word in _SMALL}
    return figures | words | {found.low for found in find_quantities(prose)}


QUESTIONS = {
    "best-three": choice(
        "best_three",
        {"a": "three newsrooms, one evening", "b": "three kinds", "c": "one agency", "d": "three days"},
        "a",
        why="One event, one evening, one kind of text, three newsrooms. What differs now can be theirs. Whether they really stand on their own feet, a later cell asks.",
        wrong={
            "b": "An opinion is meant to judge, and an announcement to announce. If they differ, is it the newspaper or the kind of text?",
            "d": "A month later more is known. If they differ, is it the newspaper or the calendar?",
        },
        may={
            "c": "What each paper changed is then its own, as with A and its agency in lesson 09. But who was asked, and what was seen, comes from one "
            "newsroom: you compare how they edit. With the first three you also compare how they report."
        },
        hints=["Go through the four questions above, one by one.", "What should be the only thing that differs?"],
        because="Event, days and kind are the same, and each newsroom did its own work, so that a difference can be the newsroom's.",
    ),
    "same-looks": choice(
        "what_to_write",
        {"a": "three times as many", "b": "one row in two", "c": "neither is better", "d": "nothing yet"},
        "d",
        why="With nine looks at one and two at the other, the class has measured where it looked. As many rows of each, chosen by the same rule, and then the counts can be set beside each other.",
        wrong={
            "a": "Three and one are counts. How many rows of each were opened to find them?",
            "b": "A share is better than a count. But the half is half of how many rows, and what would one row more do to it?",
            "c": "That both have some was seen. How much of the *Herald* was looked at before it was called no better?",
        },
        hints=[
            "How many rows of each did the class open?",
            "What would it find if it opened seven more rows of the *Herald*?",
        ],
        because="Nine rows of one text were opened and two of the other: what was found follows the looking, and not only the texts.",
    ),
    "looks-like-a-name": function(
        "looks_like_a_name",
        [
            (
                ("Kosovo", 3),
                True,
                "It begins with a capital, and only its first letter has to be one: `word[0]`. It is the fourth word.",
            ),
            (("peace", 3), False, "A small letter is no sign of a name."),
            (("The", 0), False, "The first word of a sentence, at place 0, has a capital whatever it is."),
            (("Kosovo", 0), False, "It is a name, and the rule cannot know it: at place 0 it has to say no."),
            (("“", 2), False, "A mark has no capital. `word[0].isupper()` says so."),
            (("iPhone", 4), False, "The word begins with a small letter. Look at `word[0]` alone."),
            (
                ("KFOR", 1),
                True,
                "It begins with a capital, whatever its other letters are; and at place 1 it is the second word, not the first.",
            ),
            (
                ("Belgrade", 2),
                True,
                "It begins with a capital, and stands at place 2. Join the two conditions with `and`.",
            ),
        ],
        solved="def looks_like_a_name(word, place):\n    return word[0].isupper() and place > 0",
        why="Two conditions, and both are needed. It is the simplest rule there is. Now see what it is worth.",
        wrong=[
            ("def looks_like_a_name(word, place):\n    return word[0].isupper()", "has a capital whatever it is"),
            ("def looks_like_a_name(word, place):\n    return place > 0", "A small letter"),
            (
                "def looks_like_a_name(word, place):\n    return word[0].isupper() and place > 1",
                "it is the second word",
            ),
            (
                "def looks_like_a_name(word, place):\n    return word.lower() != word and place > 0",
                "begins with a small letter",
            ),
            ("def looks_like_a_name(word, place):\n    return word.isupper() and place > 0", "only its first letter"),
            ("def looks_like_a_name(word, place):\n    return word[0].isupper() & place > 0", "with `and`"),
            (
                "def looks_like_a_name(word, place):\n    return word[0] == word[0].upper() and place > 0",
                "A mark has no capital",
            ),
        ],
        because="`word[0]` is the first letter and `isupper()` asks whether it is a capital; places are counted from 0.",
        hints=[
            "Begin with the word alone: `word[0].isupper()`. Which words get a `True` by this that should not?",
            "Then the place. The first word has place 0; the others have more than 0. Both conditions have to hold.",
        ],
    ),
    "capitals-everywhere": ids(
        "capitals_everywhere",
        {"D01", "E01"},
        why="In both of them nearly every word has a capital, so that it says nothing. A01 and B01 are written as sentences are. Of A01's words after the first, only names have one.",
        wrong={
            frozenset({"A01", "B01"}): "Look at `reveals` and `takes`: have they a capital?",
            frozenset(
                {"A01", "B01", "D01", "E01"}
            ): "All four have capitals somewhere. In which two has nearly every word one?",
        },
        extra={
            "A01": "In one of yours look at `reveals`, `dialogue` and `support`: have they a capital?",
            "B01": "In one of yours look at `hits`, `takes` and `talks`: have they a capital?",
        },
        missing={
            "D01": "In one that is missing look at `Negotiates`: is it a name?",
            "E01": "In one that is missing look at `Improved`: is it a name?",
        },
        because="D01 and E01 are set with capitals throughout, as headlines in American papers often are.",
        hints=[
            "Read each headline and ask of each word with a capital: is this a name?",
            "Verbs are never names. Which headlines have verbs with capitals?",
        ],
        example='{"A02", "B02"}',
    ),
    "names-found": number(
        "found_in_percent",
        lambda: _percent("right", "wanted"),
        why="Recall, on sentences that the rule was not first made with. It finds fewer of their names than of the five's, and that is the more honest number. In longer texts it may be higher.",
        wrong={
            88: "That is how many it got right. How many per cent is it of those that there are?",
            92: "That is precision: of what it found, how much was right. The question is how many of the names it found.",
            96: "That is how many it found in all, and also its recall on the five, with which it was made. Take from `unseen` those that are right.",
            91: "You took `found`. Some of those are only a piece of a name, or none. Which of the three numbers is without them?",
            84: "Nearly. How is a number with less than a half behind the point rounded?",
            17: "That is what the rule missed. The question is what it found.",
            18: "That is how many names it missed. The question is how many per cent it found.",
            120: "That is more than all there are: the division is upside down.",
            0.83: "That is the share. In per cent it is a hundred times as much.",
            0.92: "That is a share, and of what was found, not of the names that there are.",
        },
        what="a whole number",
        tolerance=0.49,
        because="Those that are right, divided by those that were wanted, times 100: this is recall.",
        hints=[
            "Recall: of what was wanted, how much was found and right?",
            '`unseen["right"]` is one of the two numbers that you need. Which is the other?',
        ],
    ),
    "good-proposition": choice(
        "proposition",
        {"a": "the gazette is unfair", "b": "what will become", "c": "the town knew", "d": "unsafe and nobody asked"},
        "c",
        why="The town knew, the town did not know: each can be written, and a text can also leave it to somebody else to say, or be silent.",
        wrong={
            "a": "That is a judgement about one of the texts. Could the gazette itself assert it?",
            "b": "A question cannot be denied. Which sentence would be its answer?",
            "d": "There are two claims in it. What would you write for a text that asserts the one and denies the other?",
        },
        hints=[
            "Put a `not` into each. Is it still one sentence that a newspaper could write?",
            "A proposition is about the matter, and has one claim in it.",
        ],
        because="It is about the matter and not about a text, it is a statement, and it makes one claim.",
    ),
    "read-a-number": evidence(
        "my_number",
        also=_no_number_of_the_table,
        question="Choose one kind of word in this table, and its numbers for two of the five sources. Say in 40 words or more what the numbers count and how they could mislead. Show it by a sentence of each source: give its id, and two words or more of it between double marks, with a counted word among them. (On your own texts, `critique.show_review(text, units)` looks at what you write.)",
        bears=ALL,
        sources="",
        least_words=40,
        how_many=2,
        quoted=2,
        model="The table of tone has four boosters for A and four for B, 1.2 and 0.7 in 100 words. It counts words of a list, whoever says them. All of A's are Thaci's: “I am convinced that this will close "
        "once and for all the war” (A12). Three of B's are quoted too, such as “We are now undoubtedly in a great power competition” (B13); one, “make it clear” (B11), is B's own. So who compares the two numbers "
        "compares how much the texts quote, and not how they speak. And in A, which has 327 words, one word less would make 0.9 of 1.2.",
        rubric="does it say what is counted, in a way that one could count again? Do the two sentences carry the number? Does it say how the number could mislead somebody who has not read the sentences?",
        hints=[
            "Take a number that surprised you, open its row, and read the sentences.",
            "Ask whose words they are, and how much the number would change by one sentence.",
        ],
        wrong=[
            ('my_number = "A has four boosters."', "Too short"),
            (
                'my_number = """The table of tone has four boosters for source A, which is more for each hundred words than the other texts have, and when one reads the sentences in which they stand one sees that most of them are quoted from somebody else."""',
                "Cite the unit",
            ),
            (
                'my_number = """The table of tone has four boosters for source A, which is more for each hundred words than the other texts have, and it says there that “I am quite convinced of it” (A12), so that most of them are quoted from somebody else and not its own (B13)."""',
                "The source has",
            ),
            (
                'my_number = """The table of tone has four boosters for source A, which is more for each hundred words than the other texts have, and all of them are somebody else\'s, such as in “I am convinced that this will close once and for all the war” (A12), so that it does not boost."""',
                "from two sources",
            ),
            (
                'my_number = """A is a Serbian text, and they are always like this in Belgrade: one sees it where the writer says “has strong cultural and political ties” (A06). '
                'B is a European text and it is much more careful, as one sees in “I\'m confident that NATO allies” (B27), so that everybody can trust it."""',
                "Which kind of word",
            ),
            (
                'my_number = """Of boosters A has nine, 7.22 in 100 words, as in “I am convinced that this will close” (A12). D has one, 0.1 in 100 words, as in “a very, very important day” (D05). '
                'So A is the louder of the two, but it could mislead, since these are words of Thaci."""',
                "Your text has another number of boosters for A",
            ),
            (
                'my_number = """Of boosters A has four, 1.22 in 100 words, as in “has strong cultural and political ties” (A06). D has eight, 2.31 in 100 words, as in “Serbia will move its embassy” (D15). '
                'So D is the louder of the two, but it could mislead, since a list counts them, whoever speaks."""',
                "What you quote from A",
            ),
            (  # declared is no counted verb there, though A02 is in the row
                'my_number = """Of leaning verbs A has six, 1.83 in 100 words, as in “illegally declared” (A02). C has five, 0.25 in 100 words, as in “Vucic has declared” (C27). '
                'So A has more of them, but it could mislead, since a list counts them, whoever speaks."""',
                "What you quote from A",
            ),
            (
                'my_number = """Of boosters A has four, 1.22 in 100 words, as in “I am convinced that this will close” (A12). D has eight, 2.31 in 100 words, as in “a very exciting” (D07). '
                'So D is the louder of the two, but it could mislead, since a list counts them, whoever speaks."""',
                "“a very exciting”: In no unit",
            ),
            (
                'my_number = """Of boosters A has four, 1.22 in 100 words, as in “I am convinced that this will close” (A12). E has none, 0 in 100 words, as in “the two nations” (E03), '
                'so that it could mislead whoever has not read the sentences in which these words of a list stand."""',
                "E has no row",
            ),
            (
                'my_number = """Of boosters A has four, 1.22 in 100 words, as in “I am convinced that this will close” (A12). D has eight, 2.31 in 100 words, as in “a very, very important day” (D05). '
                'So D is much the louder of the two texts, and its writer is full of great joy about the accord and the president."""',
                "How could the number mislead",
            ),
        ],
    ),
}
