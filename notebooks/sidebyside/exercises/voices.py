"""The questions of lesson 03."""

import pandas as pd

from .evidence import evidence
from .kinds import choice, ids, table


def _levels():
    levels = {"A10": "named", "C72": "named", "C84": "none", "E05": "anonymous", "E12": "office"}
    return pd.DataFrame(levels.items(), columns=["id", "level"])


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
            "Ours: the sentence goes on as if they were true, so they are borrowed and not doubted. Our own table counts them as a "
            "partial quotation of nobody who is named."
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
    "reveals-or-says": choice(
        "reveals_or_says",
        {"a": "says so", "b": "nothing", "c": "false", "d": "doubt"},
        "a",
        why="To reveal is to show what was hidden. To concede is to admit what one would rather not. With either verb the writer answers for "
        "what is said: A for the words of Thaci, C for those of Jeremic. Whether they are true is a question for the record.",
        wrong={
            "b": "What was said is the same. But is it the same for a reader to be told that somebody says a thing, and to be told that it is so?",
            "c": "With the other verb each sentence would claim less. How can a sentence become false by claiming less?",
            "d": "Some verbs do that: *claims*, *alleges*. Does *says* keep such a distance, or does it leave open whether a thing is so?",
        },
        hints=[
            "Put other verbs in: claims, admits, says, reveals. With which could the sentence go on: but that is not true?"
        ],
        because="A person can say or claim what is not so. What is revealed or conceded is taken to be so.",
    ),
    "named-or-not": table(
        "my_levels",
        _levels,
        "id",
        ["named", "office", "anonymous", "none"],
        why="Haradinaj and the Court can be found and asked, and so could the Premier, if E had a date. Observers cannot, nor can whoever "
        "stands behind *reportedly*. Take such a report for what it is: the writer answers for it alone.",
        wrong={
            ("A10", "level", "anonymous"): "In A10, who turns the idea down? Read the words around *Prime Minister*.",
            ("A10", "level", "office"): "A10 gives an office. Which words stand after it?",
            ("A10", "level", "none"): "Nobody is quoted in A10. But who is said to be against the idea?",
            (
                "C72",
                "level",
                "anonymous",
            ): "A source need not be a person. Which court has C just spoken of, in C71? Could you write to it?",
            ("C72", "level", "office"): "Does C72 speak of somebody in a post at the Court, or of the Court itself?",
            ("C72", "level", "none"): "Read the first three words of C72. Who is said to have said it?",
            (
                "C84",
                "level",
                "named",
            ): "Moscow and Budapest are named in C84, for what they are said to do. Who says that they do it?",
            ("C84", "level", "office"): "Which office is said in C84 to have reported it?",
            ("C84", "level", "anonymous"): "Which words of C84 describe those who report it? Try to point to them.",
            ("E05", "level", "named"): "Whom would you write to, to ask about E05?",
            ("E05", "level", "office"): "Which office do the people in E05 hold?",
            ("E05", "level", "none"): "Some people are mentioned in E05, if only by what they do. By which word?",
            ("E12", "level", "named"): "Which word in E12 is anybody's name?",
            ("E12", "level", "none"): "Somebody stressed it, in an address. What does E12 call him?",
        },
        may={
            (
                "E12",
                "level",
                "anonymous",
            ): "Several have held this office, and E gives no date, so the description fits several: that is your reason. "
            "Ours: at any one time it fits one person, and *observers* never does."
        },
        hints=[
            "Ask of each: who is said to have said, thought or watched this? Put your finger on the words.",
            "Then: are these words a name, an office or only a description? If there are no such words, it is none.",
        ],
        because="Haradinaj has a name, and the Court is a body that C71 names in full. *The Premier* is an office, and *observers* "
        "fits anybody. In C84 *reportedly* tells only that somebody reported it.",
        solved='my_levels = pd.DataFrame([\n    ("A10", "named"), ("C72", "named"), ("C84", "none"),\n'
        '    ("E05", "anonymous"), ("E12", "office")], columns=["id", "level"])',
    ),
    "turns-d-round": ids(
        "reverse_d",
        {"D04", "D14"},
        why="One unit is enough. Is to sign a way of saying something (D04)? Is to agree (D14)? If both are, D has fewer words between marks "
        "than in reports. If one of them is not, it has more. So of D we claim neither. B comes as close once *invited* and *agreed* are left out, "
        "and of B we claim nothing either.",
        extra={
            "D02": "Take the words of each of yours from 159. Is the rest always below 128?",
            "D03": "That somebody announced something is surely a report. But here only the sum counts: is the rest below 128 without each of yours?",
            "D15": "Whether the program found a unit does not matter here. Take each of yours from 159, alone: is the rest below 128?",
            "D16": "Write the sum down for each of yours: 159 less its words. Is one of the results 128 or more?",
        },
        missing={
            "D04": "Try each of the six units alone, and not only those that the program found.",
            "D14": "Try each of the six units alone. It does not matter whether the program found it too.",
        },
        wrong={
            (): "Begin with the longest: 159 less its words. Is that still 128 or more?",
            (
                "D04",
                "D15",
            ): "These are the two that the program does not have. Here each unit is taken out alone, whoever found it.",
            (
                "D02",
                "D03",
                "D14",
                "D16",
            ): "These are the four that the program found too. Take one out alone, and see what is left of 159.",
            (
                "D02",
                "D03",
                "D04",
                "D14",
                "D15",
                "D16",
            ): "Without all six nothing is left. Take one out, and put it back before the next.",
        },
        hints=[
            "Take the words of one unit from 159, and compare with 128.",
            "159 less 128 is 31: which units have more words than that?",
        ],
        because="Without D04, 118 words are left, and without D14, 122. Each of the other four leaves 135 or more.",
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
            ): "In B, Vucic is reported, without marks. Milić is quoted: B14 calls her director of a centre. Is anybody quoted who holds an office in Belgrade?",
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
            (
                "C",
                "pristina",
                "yes",
            ): "In C, Peci is reported, without marks: C42 calls him an expert and ambassador, and not whose. Is anybody quoted who holds an office in Pristina?",
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
                "other sentences: which would you set beside yours?",
            )
        ],
    ),
}
