"""The questions of lesson 03."""

import pandas as pd

from .. import voices
from ..corpus import load_units
from .evidence import evidence
from .kinds import choice, function, ids, number, table


def _percent_reported_in_e():
    words = voices.words_by_voice(load_units())
    own = words[words["source"] == "E"]
    return round(100 * own.loc[own["kind"] == "reporting", "words"].sum() / own["words"].sum())


def _heard():
    yes_no = {"A": "yes no no", "B": "no no yes", "C": "no yes yes", "D": "no no yes", "E": "no no no"}
    rows = [[source, *cells.split()] for source, cells in yes_no.items()]
    return pd.DataFrame(rows, columns=["source", "pristina", "belgrade", "others"])


QUESTIONS = {
    "scare-quotes": ids(
        "scare_quotes",
        {"A02", "C06", "C13"},
        why="The same device in two texts that agree on little: A uses it against Kosovo's independence, C against the thought that Belgrade is owed "
        "something, and against a term of the White House. Nobody signs for scare quotes, and so nobody can be asked what they mean.",
        extra={
            "A11": "Does somebody *say* the words between the marks? Look for a verb of saying in each of your units, and for who says it."
        },
        missing={
            "A02": "Of each unit that you left out, ask: does the writer believe the word between the marks?",
            "C06": "Of each unit that you left out, ask: who thinks so, the writer, or somebody whom the writer does not name?",
        },
        may_add={
            "C29": "Nobody is named who says “strategic anchor” (C29), so the marks keep the words away from the writer. That is your reason. "
            "Ours: the sentence goes on as if they were true, so they are borrowed and not doubted. Our own table calls them neither "
            "irony nor attribution."
        },
        may_lack={
            "C13": "The words in C13 have an owner: the sentence says whose belief they are, and the administration did use them (D06). So they "
            "can be read as a partial quotation. We hear “religious belief” (C13), and take the marks for distance."
        },
        wrong={
            (): "There are some. In which of the units does the writer keep away from a word by putting it between marks?",
            (
                "A02",
                "C06",
                "C29",
            ): "One of yours has no owner and no mockery, and one that you left out has some mockery. By which test do you "
            "choose? Use the same one for all five.",
        },
        hints=[
            "Ask of each: does somebody say these words? And: does the writer mean them?",
            "Where nobody says them and the writer does not mean them, they are scare quotes.",
        ],
        because="In A11 Thaci speaks. In C29 a label is borrowed, and nobody says from whom, but it is not mocked. In the other three the "
        "writer keeps away from the word. About C13 and C29 one may differ.",
    ),
    "is-it-short": function(
        "is_short",
        [
            (("independent",), True, "One word is at most three words; `len(...)` around the pieces counts them."),
            (("part of a broader peace agreement",), False, "Six words are more than three."),
            (("a sure path",), True, "Three words are still at most three. `<=` means at most."),
            (("recognition internationally",), True, "Count the words, and not the letters."),
            (("one two three four",), False, "Four words are more than three."),
        ],
        solved="def is_short(words):\n    return len(words.split()) <= 3",
        why="So much for writing it. The next cell shows what it is worth.",
        wrong=[
            ("def is_short(words):\n    return len(words) <= 11", "Count the words, and not the letters"),
            ("def is_short(words):\n    return len(words.split()) < 3", "Three words are still at most three"),
            ("def is_short(words):\n    return len(words.split()) > 3", "One word is at most three words"),
            ("def is_short(words):\n    return words.split() <= 3", "stopped with TypeError"),
            ("def is_short(words):\n    return True", "Six words are more than three"),
            ("def is_short(words):\n    return len(words.split()) <= 4", "Four words are more than three"),
            (
                "def is_short(words):\n    return len(words.split())",
                "gives a whole number, and should give True or False",
            ),
        ],
        hints=["`len(words.split())` is the number of words.", "Compare it with 3: `<=` means at most."],
        because="The text is cut at its spaces, the pieces are counted, and the count is compared with 3.",
    ),
    "reveals-or-says": choice(
        "reveals_or_says",
        {"a": "says so", "b": "nothing", "c": "false", "d": "doubt"},
        "a",
        why="To reveal is to bring to light what was there. With this verb the writer answers for the speaker, in a headline, before the "
        "reader has heard a word of his. Whether it was hidden at all is a question for the record.",
        wrong={
            "b": "The fact is the same. But is it the same for a reader to be told that somebody says a thing, and to be told that it is so?",
            "c": "With the other verb the headline would claim less. How can a headline become false by claiming less?",
            "d": "Some verbs do that: *claims*, *alleges*. Does *says* keep such a distance, or does it leave open whether a thing is so?",
        },
        hints=[
            "Put other verbs in: claims, admits, says, reveals. With which could the sentence go on: but that is not true?"
        ],
        because="A person can say or claim what is not so. What is revealed is taken to be so, and to have been hidden.",
    ),
    "reports-in-c": ids(
        "c_reports",
        {"C31", "C32", "C72"},
        why="A rumour, two officials together, and a court. Each is given in the writer's words, so that a reader cannot know which words "
        "were theirs. C31 has no verb of saying at all, so that our program passes it by.",
        extra={
            "C33": "A strong claim can sound like somebody speaking. Ask of each of yours: who says so, if not the writer?"
        },
        may_add={
            "C75": "To offer is to say something, and our own table counts an offer in A09, and even what “nobody thought” in D10. So a report of an "
            "offer that was never made can be counted too. We leave C75 out, since nobody is told to have said or supposed anything."
        },
        missing={
            "C31": "A noun can report as well as a verb. Is anybody said to suppose something, by a noun?",
            "C32": "Two persons can be reported at once, and without marks. Look for a verb of saying.",
            "C72": "Not only persons speak. Which institution does?",
        },
        hints=[
            "Ask of each: is anybody, a person, a group or an institution, said to have said or supposed something?",
            "Three of the five have one, and one of these has no verb of saying.",
        ],
        because="In C31 there is speculation in Belgrade; Vucic and Lavrov each stated, in C32; the Court said, in C72. C33 and C75 are the "
        "writer's own claims.",
    ),
    "reported-in-e": number(
        "percent_reported_in_e",
        _percent_reported_in_e,
        what="a whole number of per cent",
        tolerance=0.6,
        why="By the program's count, nearly a third of E is told as what somebody said, wished or stressed, and not one word of it is given as theirs. "
        "But the program misses reports. The next cell has the same count by readers.",
        wrong={
            212: "That is the number of words, and not the part of the whole. Divide it by all words of E, and multiply by 100.",
            0.3: "That is the part as a fraction. In per cent it is a hundred times as much.",
            48: "That is the part that readers found, in the next table. Here the count of the program is asked for.",
            42: "You divided by the words of the narrator alone. Divide by all words of E.",
            70: "That is the part of the narrator alone. The other part is asked for.",
            0.42: "That is a part of 1, and of the narrator's words alone. Divide by all words of E, and multiply by 100.",
            21200: "Python divides before it adds: the sum of the three numbers goes into brackets.",
        },
        hints=[
            "In the row of E, divide the words under reporting by the sum of the three numbers.",
            "Multiply by 100.",
        ],
        because="The words of E in units that report, divided by all its words, times 100.",
    ),
    "who-is-quoted": table(
        "heard",
        _heard,
        "source",
        ["yes", "no"],
        why="None of the five lets a reader hear both parties. A has a voice from Pristina and C one from Belgrade; in each, the one who is "
        "quoted is not the one whose case the text makes. B, D and E quote neither.",
        wrong={
            (
                "B",
                "belgrade",
                "yes",
            ): "In B, Vucic is reported twice, without marks. And Milić is the director of a centre: she holds no office.",
            (
                "B",
                "pristina",
                "yes",
            ): "Look at the speakers of B once more. Does anybody among them hold an office in Pristina?",
            ("C", "belgrade", "no"): "Look at C73. Which office does the speaker hold?",
            ("C", "others", "no"): "Look at C79. Who speaks there, and for whom?",
            ("D", "pristina", "yes"): "In D, Hoti signs. Does he say anything?",
            ("D", "belgrade", "yes"): "In D, Vučić signs. Does he say anything?",
            ("A", "pristina", "no"): "Whose words are in A04 and A05?",
            ("C", "pristina", "yes"): "Peci is reported, in C42, without marks. Is anybody from Pristina quoted?",
            (
                "A",
                "belgrade",
                "yes",
            ): "All quotations in A that are anybody's are one man's. Which office does he hold?",
            (
                "A",
                "others",
                "yes",
            ): "In A05 Russia's answer stands between marks. But in whose words: Russia's, or Thaci's?",
            ("E", "others", "yes"): "E has observers and a president. Does E have quotation marks anywhere?",
            ("E", "pristina", "yes"): "E tells what the Prime Minister said. Are there any words of his between marks?",
            ("B", "others", "no"): "Who is quoted in B07, B14 and B28?",
            ("D", "others", "no"): "Whose words are in D05 to D12?",
        },
        hints=["Go down the table of quotations: each speaker once.", "Use `show` for C73 and C79."],
        because="Thaci in A; Lavrov, Milić and Stoltenberg in B; Jeremic and Borrell in C; Trump in D; nobody in E.",
        solved='heard = pd.DataFrame({\n    "source":   ["A", "B", "C", "D", "E"],\n    "pristina": ["yes", "no", "no", "no", "no"],\n'
        '    "belgrade": ["no", "no", "yes", "no", "no"],\n    "others":   ["no", "yes", "yes", "yes", "no"]})',
    ),
    "voices-of-a-and-d": evidence(
        "heard_in_a_and_d",
        question="Compare A and D: whose words does a reader hear, and who is only spoken about? Write two or three sentences, with at least one unit id and some exact words from each.",
        bears={f"A{n:02d}" for n in (1, 2, 3, 4, 5, 9, 10, 11, 12, 13)}
        | {f"D{n:02d}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16)},
        sources="AD",
        least_words=25,
        model="In A one person is heard, Thaci: “what would Russia’s reaction be” (A04). Haradinaj, who disagrees with him, is only "
        "spoken about: “rejecting the president’s idea” (A10), and Putin comes at second hand (A05). In D one person is heard as well, "
        "“This is a truly historic day” (D05), and it is neither of the two who “signed a commitment” (D04). Both texts thus have one "
        "voice; in A it is that of a party to the talks, and in D that of the host.",
        rubric="does it keep apart who is quoted, who is reported and who is only named? Does it say of both texts what it says of one? "
        "Does it leave open why a voice is missing?",
        hints=[
            "In A look at A04, A10 and A12; in D at D04 and D05.",
            "One sentence for each text, and one that compares.",
        ],
        wrong=[
            ('heard_in_a_and_d = "Thaci in A and Trump in D."', "Too short"),
            (
                'heard_in_a_and_d = """In A a reader hears Thaci in his own words, as in “I asked him very directly” (A04), and nobody else, '
                'although several other persons are named there."""',
                "No unit of source D is cited",
            ),
            (
                'heard_in_a_and_d = """In A a reader hears Thaci in his own words, “I asked him quite directly” (A04), and in D only Trump, '
                '“This is a truly historic day” (D05), while two others sign."""',
                "The source has",
            ),
            (
                'heard_in_a_and_d = """In A a reader hears Thaci in his own words, “I asked him very directly” (A05), and in D only Trump, '
                '“This is a truly historic day” (D05), with A04 before it."""',
                "In A04, and not in A05",
            ),
            (
                'heard_in_a_and_d = """In A a reader hears Thaci in his own words (A04), and in D only Trump (D05), while the two who sign the '
                'papers are there to be seen and not to be heard."""',
                "Quote a few exact words",
            ),
            (
                'heard_in_a_and_d = """In A a reader hears Thaci in his own words, “I asked him very directly” (A04), and in D only Trump, '
                'while the two who sign the papers (D04) are not heard."""',
                "Quote some words from source D too",
            ),
        ],
        may=[
            (
                'heard_in_a_and_d = """In A there is a “bloody war” (A07) and in D Kosovo “has not recognized Israel” (D17), and that is what a reader of the '
                'two texts hears first of all and remembers longest."""',
                "Our own reading rests on other sentences",
            )
        ],
    ),
}
