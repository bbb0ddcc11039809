"""The questions of lesson 02."""

import re
from functools import cache

from .. import chance, strips, words
from ..corpus import kind_of, load_units, shortened
from .evidence import evidence
from .kinds import Question, almost, ids, not_yet, number, right, span

CUT_SHORT = (
    "You have great power competition and you have some kind of competition obviously among allies, between the EU and the "
    "current U.S."
)
LAST_SENTENCE = 'And I hope that NATO will resolve the issue, peacefully this time," said Milić.'


@cache
def _words_of(source):
    units = load_units()
    text = "\n".join(units.loc[units["source"] == source, "text"])
    return [token.lower() for token in words.tokens(text) if words.is_word(token)]


def _rate(word, source):
    return 1000 * _words_of(source).count(word) / len(_words_of(source))


@cache
def _paragraph():
    units = load_units()
    paragraph = " ".join(units.loc[(units["source"] == "B") & (units["line"] == 42), "text"])
    return "\n".join(re.split(r"(?<=[.!?]) +", paragraph))


LIMIT = 50  # of 1,000 shuffles: what chance does less often than this asks for an explanation


def _try_word(given):
    """What is said to a word whose silence somewhere is to be hard to explain by chance."""
    if not isinstance(given, str):
        return almost(
            f"Give one word between quotation marks, such as the one that you typed; this is {kind_of(given)}."
        )
    if len(given) > 40 or not re.fullmatch(r"[\w\s'’.*-]*\w[\w\s'’.*-]*", given):
        return almost(
            "Give one word, or two or three that stand together; a star stands for any ending. No other marks are read here."
        )
    found = strips.find(given, load_units())
    word = shortened(found.word)
    if all(found.uses.values()):
        return not_yet(f"Each of the five says `{word}`. Look for a word that at least one of them does without.")
    if not found.silent:
        return not_yet(
            f"None of the five says `{word}`: then there is nothing to shuffle. At least one text has to say it."
        )
    text, times = min(found.silent.items(), key=lambda item: item[1])
    if times >= LIMIT:
        return not_yet(
            f"Chance alone could do this: {text} never says `{word}`, and {times} of {chance.ROUNDS:,} shuffles left {text} without it, too. "
            f"Look for fewer than {LIMIT}. Would a word help that the other texts use more often?"
        )
    if {hit for uses in found.uses.values() for hit in uses} <= _uses_of_peace():
        return not_yet("That is *peace* again. Find another word.")
    return right(
        f"{text} never says `{word}`, and {times} of {chance.ROUNDS:,} shuffles left {text} without it. Two questions before you make something "
        "of it. How many words did you try? Of twenty that are missing by chance alone, about one looks like this. And does the text "
        "say the same thing in other words, or in another spelling?"
    )


@cache
def _uses_of_peace():
    return {hit for uses in strips.find("peace*", load_units()).uses.values() for hit in uses}


QUESTIONS = {
    "not-a-sentence": span(
        "not_a_sentence",
        _paragraph,
        CUT_SHORT,
        why="It reads like a whole sentence, so that nobody who sees it alone will miss a word. The splitter took the stop of an abbreviation "
        "for the end of a sentence. A mistake of this kind makes two wrong pieces out of one right one.",
        wrong={
            "administration.": "That is the end that was lost. Which piece lost it?",
            f"{CUT_SHORT} administration.": "You have put together what the splitter cut apart, and that is how it should be. Asked is the piece "
            "without its end, as the splitter left it.",
            '"The EU has sidelined itself.': "What the speaker says here is whole. Only a quotation mark is open, and it is closed further down. "
            "Go on to the next.",
            "The EU has sidelined itself.": "This one is whole: somebody says something about something. Go on to the next.",
            LAST_SENTENCE: "This is the last piece, and it ends where the paragraph ends. Which one goes on in the piece after it?",
            "U.S.": "The piece has more words, in front.",
        },
        hints=[
            "Read the pieces aloud. One of them begins with a small letter: to which does it belong?",
            "The lost end is one word long.",
        ],
        because="The next piece, `administration.`, begins with a small letter: it is the end of this one. The cut came at the stop of an abbreviation.",
    ),
    "times-as-often": number(
        "times_as_often",
        lambda: round(_rate("serbia", "A") / _rate("serbia", "C"), 1),
        what="a number with one decimal",
        tolerance=0.06,
        why="About twice as often, though C has three times as many uses. Notice what this rests on: eight uses. With one fewer it "
        "would be nearer 1.8. And one of the eight is the dateline “PRISTINA, Serbia” (A02), while C often says Belgrade instead.",
        wrong={
            0.33: "You divided the counts, 8 by 24. But C is a much longer text: take the rates.",
            0.3: "That is 8 divided by 24, rounded. These are counts, and C had far more words for its own. Is there a table that allows for this?",
            3: "You divided the counts, 24 by 8, and so made C the one that uses it more often. Take the rates, and put A first.",
            0.5: "The other way round: how many times as often does A use it, compared with C?",
            12.45: "That is the difference of the two rates. How many times as often is a division.",
            24.5: "That is the rate in A alone. How many times does the rate in C go into it?",
            1: "That would mean: equally often. Are the two rates the same?",
        },
        may={
            1.8: "You may leave out the dateline “PRISTINA, Serbia” (A02): it says where a report was sent from, and is no sentence of its "
            "author's. Then seven uses are left. We count every word of a unit, the dateline too."
        },
        hints=[
            "Take the two numbers in the column of the word from the table of rates.",
            "Divide the rate in A by the rate in C.",
        ],
        because="The rate in A divided by the rate in C.",
    ),
    "dialogue-of-two": ids(
        "dialogue_of_the_two",
        {"B09", "B28"},
        why="Six uses in three sources, and two of them mean these talks. In A it is a conversation with a third party, and in C a "
        "forum of the allies. By count C leads, with three; by rate B does. Neither number knows that only B's two are meant.",
        extra={
            "E04": "Only A, B and C are asked for: in E it is often unclear who is to talk to whom.",
            "A01": "Between whom is each dialogue? For one of yours, read three words further.",
            "C11": "The partners of a dialogue can stand in front of the word. Who are they in each of yours?",
            "C68": "A capital can make a name of the word. Who are the partners in it? They stand in front, joined by hyphens.",
            "C81": "A dialogue can have a long name, and somebody to chair it. Are Belgrade and Pristina to sit in that one?",
        },
        missing={
            "B09": "One of them has been led by the European Union for almost ten years.",
            "B28": "In one of them, the two cities stand directly in front of the word.",
        },
        hints=[
            "Read what stands directly in front of the word, and directly after it.",
            "Only one of the three sources has such units.",
        ],
        because="B09 has a dialogue between Serbia and Kosovo, and B28 one between Pristina and Belgrade. A01 has one with Putin; C11, C68 "
        "and C81 one of the US, EU and NATO.",
    ),
    "expected-in-a": number(
        "expected_in_a",
        lambda: round(_rate("recognition", "C") * len(_words_of("A")) / 1000, 1),
        what="a number with one decimal",
        tolerance=0.06,
        why="One use, more or less. With one expected, none at all happens more than one time in three. So the missing word in A is not "
        "a finding, and the missing peace in C is worth explaining. Both are zeros.",
        wrong={
            3: "That is the rate for 1,000 words. A has about a third of that.",
            6: "That is what C has. A is much shorter: how many words does it have?",
            0: "None is what there is. How many would you expect at the rate of C?",
            0.33: "That is the length of A, in thousands of words: 0.327. Multiply it by the rate of the word.",
            0.3: "That is the length of A in thousands, rounded: A has 327 words. Where does the rate come in? Keep all three digits.",
            0.9: "You rounded the length of A to 0.3 thousand words. It has 327: keep all three digits until the end.",
            2: "That is the number for `recogni*`, with all its endings. Take the rate of *recognition* alone.",
            981: "The rate is for 1,000 words. So divide by 1,000 before you multiply by the words of A.",
            109: "You divided by the rate. A higher rate must give more uses, not fewer.",
        },
        hints=[
            "Take the rate of the word in C, and divide by 1,000: the uses for each word.",
            "Multiply by the number of words in A.",
        ],
        because="The rate in C for one word, times the number of words in A.",
    ),
    "silent-word": Question(
        expects="Put one word where the dots are, between quotation marks. A star stands for any ending.",
        judge=_try_word,
        solution=lambda: 'silent_word = "EU"',
        because="E never says `EU`; A, B and C say it 31 times. (D never says it either, but D is shorter.) Nor does E name the European "
        "Union in full: `Europe*` finds only “European security interests” (E12).",
        hints=(
            "A rare word can be missing by chance from any text. Try words that some of the five use again and again.",
            "Try names of alliances, verbs of every day, or a star, which adds up all endings. Cities are in all five, or come too seldom.",
        ),
        mistakes=lambda: (
            ('silent_word = "Belgrade"', "Each of the five says `Belgrade`"),
            ('silent_word = "refugee*"', "None of the five says `refugee*`"),
            ('silent_word = "recogni*"', "A never says `recogni*`, and"),
            ('silent_word = "war"', "Chance alone could do this: C never says `war`"),
            ('silent_word = "peace"', "That is *peace* again"),
            ('silent_word = "peace*"', "Each of the five says"),
            ('silent_word = "peace ("', "No other marks are read here"),
            ("silent_word = 7", "Give one word between quotation marks"),
        ),
    ),
    "peace-in-b-and-d": evidence(
        "peace_in_b_and_d",
        question="What is *peace* in B, and what is it in D? Use the concordance below. Write two or three sentences, with a unit id from each of the two, and at least two words together, copied from that unit.",
        bears={
            "B01",
            "B02",
            "B03",
            "B04",
            "B06",
            "B08",
            "B09",
            "B10",
            "B22",
            "B24",
            "B25",
            "D01",
            "D02",
            "D03",
            "D04",
            "D06",
            "D13",
            "D15",
        },
        sources="BD",
        least_words=25,
        model="In B peace is still being negotiated: the narrator has “peace talks” (B03) and “a potential peace deal” (B25), and "
        "Lavrov speaks of “ensuring peace and stability” (B08). In D it is there already, but only in the headline, “Historic Serbia-Kosovo Peace Accord” (D01). What is signed "
        "in the text is “a commitment to normalize economic relations” (D04). One may also object to B: by its own account the "
        "conflict ended in 1999 (B24). So the peace still to be made must be something else, perhaps an answer to the independence that "
        "Belgrade “has refused to recognise” (B10).",
        rubric="does it say who uses the word, the narrator or somebody quoted? Does it keep a promise apart from a thing that exists? "
        "Does it hold the same yardstick to both sources?",
        hints=[
            "In B, look at what stands after the word. In D, look at where on the page it stands.",
            "One sentence for each, and one that compares.",
        ],
        wrong=[
            ('peace_in_b_and_d = "Talks in B, an accord in D."', "Too short"),
            (
                'peace_in_b_and_d = """In B peace is something that is still being talked about, as one can see from the words “peace talks” '
                '(B03), and nobody has signed anything at all."""',
                "No unit of source D is cited",
            ),
            (
                'peace_in_b_and_d = """In B peace is only talked about, “a possible peace deal” (B25), while in D it is signed and sealed '
                'already, at least in the headline, “Peace Accord” (D01)."""',
                "The source has",
            ),
            (
                'peace_in_b_and_d = """In B peace is only talked about, “a potential peace deal” (B02), while in D it is signed and sealed '
                'already, at least in the headline, “Peace Accord” (D01)."""',
                "In B25, and not in B02, which you give for it",
            ),
            (
                'peace_in_b_and_d = """In B peace is only talked about (B25), while in D it is signed and sealed already, at least in the '
                'headline (D01), as far as a reader can tell from it."""',
                "Quote a few exact words",
            ),
            (
                'peace_in_b_and_d = """In B peace is only talked about, “a potential peace deal” (B25), while in D it is signed and sealed '
                'already, at least in the headline, “Peace Accord” (D19)."""',
                "the units of source D run from D01 to D17",
            ),
        ],
        may=[
            (
                'peace_in_b_and_d = """In B there was a “first foreign trip” (B12), and in D there is to be a “first flight” (D14), and both of '
                'these show that the two sources mean peace when they write of travel."""',
                "other sentences: which would you set beside yours?",
            )
        ],
    ),
}
