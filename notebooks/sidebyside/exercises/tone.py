"""The questions of lesson 08."""

import pandas as pd

from .. import tone
from ..corpus import load_units
from .evidence import evidence
from .kinds import by_number, choice, function, ids, table

SIX = ["B12", "C18", "C20", "C34", "D03", "E21"]
PREDICT = ["A02", "B12", "B14", "C18", "D09", "E35"]


def _signs():
    texts = load_units().set_index("id")["text"]
    signs = ["plus" if tone.sentiment(texts[unit])["compound"] > 0 else "minus" for unit in PREDICT]
    return pd.DataFrame({"id": PREDICT, "sign": signs})


QUESTIONS = {
    "loaded-units": ids(
        "loaded_units",
        {"C18", "C34", "D03"},
        why="`theatrics` and `happily` mock, `staunchly` and `rejectionism` blame and label, `major` praises. In B12, C20 and E21 one may dislike what is said; no word "
        "of theirs judges beyond what it tells, or settles a disputed question in passing, as our codebook reads them.",
        extra={
            "B12": "A crisis is a bad thing. But is it here a judgement of the writer's, or the name of what happened?",
            "C20": "To be kept out until something is done is hard, and it is said in plain words. Which of them judges?",
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
        because="C18, C34 and D03 have words that judge while they describe; take them out, and the facts stay.",
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
            "Run the cell below the exercise: it prints the words that the program knows.",
        ],
        because="Below zero are B12, for its crisis, and D09, for violent, tragic and failed. In the others the good words outweigh the bad, whatever they mean.",
        solved="""guess = pd.DataFrame([
    ("A02", "plus"), ("B12", "minus"), ("B14", "plus"),
    ("C18", "plus"), ("D09", "minus"), ("E35", "plus")], columns=["id", "sign"])""",
    ),
    "what-auc-shows": choice(
        "auc_shows",
        {"a": "useless", "b": "which, not whether", "c": "whether", "d": "number of words"},
        "b",
        why="Whether a unit judges it tells no better than a coin: the first two numbers lie within what chance may do. The plain number of words, in the third line, lies outside: longer units are more often loaded. But praise and blame VADER keeps apart, "
        "which is what it was made for. Ask of a measure what it claims to measure, and set beside it one that is plainly stupid.",
        wrong={
            "a": "Look at the last line too. Is that number a coin's?",
            "c": "Which units are in the last line, all that are loaded or some of them? For all of them, look at the first.",
        },
        may={
            "d": "So the first three lines say: the third number lies outside what chance may do, and the first two within it. Ours takes in the last line too, "
            "which shows what VADER can do: tell praise from blame."
        },
        hints=[
            "How far is each number from 0.5, and is it beyond what chance may do?",
            "The first three lines ask one question, and the last another.",
        ],
        because="Loaded or not: near one half. Praise or blame: far from it.",
    ),
    "word-to-understand": choice(
        "word_to_understand",
        {"a": "economic", "b": "not", "c": "theatrics", "d": "happily"},
        "d",
        why="The whole score comes from `happily`, and it is there to make a politician look insincere. To know that, one has to know what he is said to do: prolong the talks.",
        wrong={
            "a": "It has no score at all. Print the words of C18 that the program knows.",
            "b": "There is nothing to be turned round by a not. Which word gave the unit its plus?",
            "c": "That word mocks, and the program passes it over: it is not in its list. Which one does it count, and count wrongly?",
        },
        hints=[
            "The cell above prints which words of C18 have a score.",
            "Would the unit be friendlier without that word, or less friendly?",
        ],
        because="`happily` is the only word of C18 with a score, and it is irony.",
    ),
    "tone-or-judgement": evidence(
        "tone_is_not_judgement",
        question="Choose two units from two different sources and show with them that a friendly or an unfriendly sound and a judgement are not the same. Three sentences, with the ids and exact words.",
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
        model="C18 has a cheerful word, Vucic “happily participates in economic projects” (C18), and it mocks him. B12 has a dark one, since the trip was the first “since the start of the coronavirus "
        "crisis” (B12), and yet it judges nobody. So the sound of a sentence neither shows a judgement nor rules it out; one has to read what the word is said of.",
        rubric="does it say which words make the sound, and which make the judgement? Are the two kept apart in both units? Would it treat them alike if the sources were exchanged?",
        hints=[
            "Take one unit that sounds friendly and judges, and one that sounds unfriendly and does not.",
            "B12 and C16 do not judge; A06 and C18 do.",
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
    "per-hundred": function(
        "in_100",
        [
            (
                (38, 728),
                38 / 7.28,
                by_number(
                    "38 names in 728 words: a little more than 5 in a hundred.",
                    {
                        0.052198: "That is how many there are for one word. Now for a hundred.",
                        52.197802: "That is for a thousand words. Here it is for a hundred.",
                        5.2: "The right idea. But do not round inside the function: others may want more decimals.",
                        5.22: "The right idea. But do not round inside the function: others may want more decimals.",
                        5: "The right idea. But what stands behind the point is cut off: divide with one `/`, and do not round.",
                        0: "If you divide with `//`, what stands behind the point is cut off before you multiply: use one `/`.",
                        0.000522: "The 100 is on the wrong side: multiply by it, do not divide.",
                        0.052: "Do not round inside the function; and this is for one word. How many are there in a hundred?",
                        0.05: "Do not round inside the function; and this is for one word. How many are there in a hundred?",
                        276.64: "You multiplied the count by the words. It should be divided by them.",
                        1915.789474: "You divided the words by the count. It should be the other way round.",
                    },
                    6,
                ),
            ),
            ((0, 346), 0.0, "No names are none in a hundred words too."),
            ((50, 100), 50.0, "Fifty in a hundred words are fifty."),
        ],
        solved="def in_100(count, words):\n    return 100 * count / words",
        why="It lets a long text stand beside a short one. It does not make the short one any longer: one date more, and A with its 327 words has 0.3 more in a hundred.",
        wrong=[
            ("def in_100(count, words):\n    return count / words", "for one word"),
            ("def in_100(count, words):\n    return 1000 * count / words", "for a thousand words"),
            ("def in_100(count, words):\n    return 100 * words / count", "the other way round"),
            ("def in_100(count, words):\n    return 100 * count // words", "cut off: divide with one `/`"),
            ("def in_100(count, words):\n    return count / (100 * words)", "on the wrong side"),
            ("def in_100(count, words):\n    return count * words / 100", "divided by them"),
            ("def in_100(count, words):\n    return count", "a little more than 5"),
        ],
        hints=["First how many for one word: the count divided by the words.", "Then times 100."],
        because="The count divided by the words, times 100.",
    ),
    "who-wrote-it": choice(
        "written_by",
        {"a": "few", "b": "machine", "c": "not a machine", "d": "probably a machine"},
        "a",
        why="The page of nothing has more of everything but names, and a text by a person can have none of it. The measure describes a text. Who wrote it has to be found out in another way, by asking where the "
        "page comes from.",
        wrong={
            "b": "Do all persons give names and dates? Think of a letter, or of a speech.",
            "c": "That machines can does not show that this one did not. Is there anything in the numbers that tells?",
            "d": "How many texts of machines did you measure, and how many of persons? Without both, `more often` is a guess.",
        },
        hints=[
            "What does the measure count? Is it the writer?",
            "Two kinds of writers can leave out a name. Which of your numbers tells them apart?",
        ],
        because="The numbers describe the text and not its writer.",
    ),
}
