"""The questions of lesson 08."""

import pandas as pd

from .. import tone
from ..corpus import load_units
from .evidence import evidence
from .kinds import ids, number, table

SIX = ["B12", "C18", "C20", "C34", "D03", "E21"]
SHOWN = [
    "E has the fewest dates in 100 words",
    "E says less about the talks than C",
    "a machine wrote E",
    "a person wrote the made-up page",
    "a text can have many dates and say little",
]
PREDICT = ["A02", "B12", "B14", "C18", "D09", "E35"]


def _signs():
    texts = load_units().set_index("id")["text"]
    signs = ["plus" if tone.sentiment(texts[unit])["compound"] > 0 else "minus" for unit in PREDICT]
    return pd.DataFrame({"id": PREDICT, "sign": signs})


def _pairs_higher():
    units = load_units().set_index("id")
    score = {unit: tone.sentiment(units.loc[unit, "text"])["compound"] for unit in PREDICT}
    return sum(score[loaded] > score[other] for loaded in ("A02", "C18", "D09", "E35") for other in ("B12", "B14"))


def _shown():
    return pd.DataFrame({"sentence": SHOWN, "shown": ["yes", "no", "no", "no", "yes"]})


QUESTIONS = {
    "loaded-units": ids(
        "loaded_units",
        {"C18", "C34", "D03"},
        why="`theatrics` and `happily` mock, `staunchly` and `rejectionism` blame and label, `major` praises. In B12, C20 and E21 one may dislike what is said; no word "
        "of theirs judges beyond what it tells, or settles a disputed question in passing, as our codebook reads them.",
        extra={
            "B12": "A crisis is a bad thing. But is it here a judgement of the writer's, or the name of what happened?",
            "C20": "To be kept out until something is done is hard. But it is what the unit says, and no word takes it for granted in passing. Which word judges beyond that?",
        },
        missing={
            "C18": "In one that is missing, take out one word after the other. Which of them makes somebody look insincere?",
            "C34": "One that is missing has an adverb and a noun that somebody on the other side would not use for himself.",
        },
        wrong={
            frozenset(
                SIX
            ): "In all six there is something to like or to dislike. Put a plain word for each hard one. In which does a judgement go away?"
        },
        may_add={
            "E21": "`Advantages` and `detrimental` do weigh what they name, and a strict reader may count them. Our codebook lets pass what has no plainer "
            "word, and E21 says that the advantages are only possible."
        },
        may_lack={
            "D03": "`Major` can be heard as size, like `important`, which our codebook lets pass as routine. But it rates the news while it tells it, and "
            "praise judges as blame does: so our reference has D03."
        },
        hints=[
            "Take out a word, or put a plain one in its place. Does the judgement go away?",
            "Would somebody on the other side use the word? And remember that praise judges too.",
        ],
        because="C18, C34 and D03 have words that judge while they describe; take them out, and the claims stay; whether they hold is another question.",
        example='{"B12", "C20"}',
    ),
    "guess-the-sign": table(
        "guess",
        _signs,
        key="id",
        values=["plus", "minus"],
        why="If you had them all at the first try, you have understood the program: it adds up words, and knows nothing of Kosovo, Trump or a virus. If not, you have learned what a "
        "number can hide.",
        wrong={
            (
                "A02",
                "sign",
                "minus",
            ): "One may sound hostile to you, by an adverb and a pair of marks. But which of its words are in a general list of good and bad words?",
            (
                "B12",
                "sign",
                "plus",
            ): "One tells of a visit, and no more. But there is a word in it that is bad wherever it stands.",
            (
                "B14",
                "sign",
                "minus",
            ): "One sounds cool to you, as it speaks of space. Look at its names: one of them has a good word in it.",
            ("C18", "sign", "minus"): "One mocks. Does a program that looks up words know that?",
            ("D09", "sign", "plus"): "One is said by somebody who is pleased. Count its sad words all the same.",
            (
                "E35",
                "sign",
                "minus",
            ): "One is broken, and to a list of words that does not matter. Which of its words come again and again?",
        },
        hints=[
            "Forget what the unit means. Which of its words are good or bad in any text?",
            "Open the table below the exercise: it has the words that the program knows.",
        ],
        because="Below zero are B12, for its crisis, and D09, for violent, tragic and failed. In the others the good words outweigh the bad, whatever they mean.",
        solved="""guess = pd.DataFrame([
    ("A02", "plus"), ("B12", "minus"), ("B14", "plus"),
    ("C18", "plus"), ("D09", "minus"), ("E35", "plus")], columns=["id", "sign"])""",
    ),
    "pairs-of-six": number(
        "pairs_higher",
        _pairs_higher,
        why="Five of eight is a share of 0.625. Without D09 it would be five of six, and without E35 three of six. So few units prove nothing, "
        "and the lesson goes on to all 189.",
        wrong={
            3: "So many pairs go the other way. Which of the two has to be higher?",
            4: "There are four loaded units, but the question is about pairs: each of the four meets B12, and each meets B14.",
            6: "In three pairs both scores are above zero. In each of them, which of the two is higher?",
            7: "In more than one pair the loaded unit is lower. D09 is below zero: compare it with each of the two.",
            8: "That is all the pairs there are. In which of them is the loaded unit lower?",
            0.625: "That is the share. How many pairs is it?",
            0.62: "That is a share of all eight pairs, rounded down. How many pairs is it?",
            0.63: "That is a share of all eight pairs, rounded up. How many pairs is it?",
            62.5: "That is the share, in a hundred. How many pairs is it?",
        },
        hints=[
            "Compare the first loaded unit with B12 and then with B14, and write down 0, 1 or 2. Then the next loaded unit.",
            "Below zero, the number that is nearer to zero is the higher one.",
        ],
        because="A02 is higher than B12 alone; C18 and E35 are higher than both; D09 is lower than both.",
        what="the number of pairs",
    ),
    "counted-as-meant": ids(
        "counted_as_meant",
        {"C04", "D09"},
        why="D09 has the right sign, by *tragic* and *failed*. C04 is counted right in *pretends*, and still comes out above zero, since *engage* and *earnest* weigh more. B07 has the right sign "
        "by *War*, which is part of a name. And in C18 *happily* is counted as praise, though it is there to make a politician look insincere. The right word and the right sign are two things.",
        extra={
            "C18": "In one, a word is both counted and loaded. But would the unit be kinder to Vucic without that word, or less kind?",
            "B07": "In one, the program counts a war. Is that the word that judges?",
        },
        missing={
            "C04": "One that is missing has a score above zero. Do not look at the sum: look at each word that is counted.",
            "D09": "In one that is missing, a speaker is quoted. Speakers judge as well as writers do. Which words stand in both of its lists?",
        },
        wrong={
            frozenset(
                {"B07", "D09"}
            ): "These are the units with a score below zero. Which words made the score, and are these the words that judge?",
            frozenset(
                {"C04", "C18"}
            ): "These are the units with a score above zero. The question is not about the sum: is one of the words right?",
            frozenset(
                {"B07", "C04", "C18", "D09"}
            ): "One of the four counts no loaded word at all. Look for words that stand in both lists.",
        },
        hints=[
            "Look in each line for a word that stands both before and after `loaded`.",
            "Then look at its number. Minus should be blame or mockery, and plus should be praise.",
        ],
        because="Words in both lists: `pretends` in C04, `happily` in C18, `tragic` and `failed` in D09. `happily` has a plus, and it mocks.",
        example='{"B07", "C18"}',
    ),
    "tone-or-judgement": evidence(
        "tone_is_not_judgement",
        question="Choose two units from two different sources and show with them that how friendly a unit sounds and what it judges are not the same. Three sentences, with the ids and exact words.",
        bears={
            "A02",
            "A06",
            "A07",
            "B08",
            "B12",
            "B22",
            "C04",
            "C13",
            "C16",
            "C18",
            "C20",
            "C21",
            "C22",
            "C25",
            "C34",
            "C37",
            "C43",
            "C69",
            "C70",
            "D01",
            "D03",
            "D05",
            "D09",
            "D10",
            "D13",
            "E02",
            "E08",
            "E13",
            "E21",
            "E35",
        },
        sources="",
        how_many=2,
        least_words=35,
        model="A06 has friendly words, Russia’s “strong cultural and political ties with Serbia” (A06), and in passing it judges: Kosovo “illegally declared independence” (A06). B12 has a dark word, since the trip "
        "was the first “since the start of the coronavirus crisis” (B12), and yet it judges nobody. So the sound of a sentence neither shows a judgement nor rules it out; one has to read what the word is said of.",
        rubric="does it say which words make the sound, and which make the judgement? Are the two kept apart in both units? Does the last sentence say what these two show, and no more? Would it treat them alike if the sources were exchanged?",
        hints=[
            "Take one unit that sounds friendly and judges, and one that sounds unfriendly and does not.",
            "Two tables of this lesson have the score of a unit and `loaded` side by side. Where do the two part? Take two ids with different letters.",
        ],
        wrong=[
            ('tone_is_not_judgement = "They are not the same."', "Too short"),
            (
                'tone_is_not_judgement = """In A06 everything sounds friendly, since Russia “has strong cultural and political ties with Serbia” (A06), and on the way the declaration is called illegal, '
                'so that the sound of a sentence does not show its judgement."""',
                "needs evidence from two sources",
            ),
            (
                'tone_is_not_judgement = """In A06 everything sounds friendly, since Russia “has strong cultural and friendly ties with Serbia” (A06), and C16 sounds gloomy, since more trade “could '
                'actually make things worse for Kosovo” (C16), and yet nobody is judged there."""',
                "The source has",
            ),
            (
                'tone_is_not_judgement = """In A06 everything sounds friendly, and on the way the declaration is called illegal, while C16 sounds gloomy and judges nobody at all, so that the sound of a '
                'sentence neither shows a judgement nor rules it out for the reader."""',
                "Quote a few exact words",
            ),
        ],
    ),
    "what-density-shows": table(
        "shows",
        _shown,
        key="sentence",
        values=["yes", "no"],
        why="The measure describes a text. It does not see what is said, and it does not see who wrote it. The made-up page has more of everything but names, and a person can write a text with none of it. "
        "To find out who wrote a page, ask where it comes from.",
        wrong={
            (SHOWN[0], "shown", "no"): "Read the block of dates in the figure once more. Which bar is the shortest?",
            (
                SHOWN[4],
                "shown",
                "no",
            ): "Take the made-up page. How many dates does it have, and what do you know after reading it?",
            (
                SHOWN[1],
                "shown",
                "yes",
            ): "C has more that can be counted. Does the measure look at what is said, or at its form? Think of the made-up page.",
            (
                SHOWN[2],
                "shown",
                "yes",
            ): "How many texts by machines did you measure, and how many by persons? Without both, a small number says nothing of the writer.",
            (
                SHOWN[3],
                "shown",
                "yes",
            ): "We said that we made it up. Is there a bar in the figure that shows by what hand or with what help?",
        },
        hints=[
            "What does the measure count? Is it what is said? Is it the writer?",
            "For each sentence, look for the bar or the line on the page that shows it. If there is none, it is not shown.",
        ],
        because="Shown are the count of dates, and that the form can be there with little in it. What a text says, and who wrote it, no bar shows.",
        solved="""shows = pd.DataFrame([
    ("E has the fewest dates in 100 words", "yes"),
    ("E says less about the talks than C", "no"),
    ("a machine wrote E", "no"),
    ("a person wrote the made-up page", "no"),
    ("a text can have many dates and say little", "yes")], columns=["sentence", "shown"])""",
    ),
}
