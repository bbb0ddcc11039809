"""The questions of lesson 04."""

from .. import claims
from ..corpus import listing, load_table
from .evidence import codes, evidence
from .kinds import by_number, function, ids, number

HARD = ["B13", "C10", "C21", "C53", "D10", "E07"]
# Small words by which the codebook's rules tell the kinds apart: they foretell, demand, deny, set a condition, or say since when.
DECIDING = "will would shall should can could cannot may might must not no never neither nor until unless if because now already".split()
KINDS = ["record", "cause", "prediction", "value", "prescription", "none"]

MY_CODES = """my_codes = pd.DataFrame([
    ("B13", "value", "great power competition"),
    ("C10", "prescription", "the urgency of finally breaking"),
    ("C21", "cause", "until Serbia lifts"),
    ("C53", "record", "would violate Belgrade’s commitments"),
    ("D10", "cause", "By focusing on job creation"),
    ("E07", "record", "has fervently advocated")], columns=["id", "kind", "words"])"""


def _passes_in_e():
    first, second = (load_table(f"coding/{name}").set_index("id")["loaded"] for name in ("first_pass", "second_pass"))
    in_e = first.index.str.startswith("E")
    return claims.agreement_table(first[in_e], second[in_e])


def _agree_percent():
    table = _passes_in_e()
    return round(100 * sum(table.loc[code, code] for code in table.index) / table.to_numpy().sum())


def _chance_percent():
    table = _passes_in_e()
    rows, columns = table.sum(axis="columns"), table.sum()
    return round(100 * sum(rows[code] * columns[code] for code in table.index) / table.to_numpy().sum() ** 2)


def _not_on_the_list(seen):
    """Said to a text on units on which the three codings agree, where one was asked for on which they differ."""
    kinds, units = load_table("coding/reference").set_index("id")["kind"], seen.cited[:4]
    told = kinds[units[0]] if len(units) == 1 else listing([f"{unit} {kinds[unit]}" for unit in units])
    return (
        f"But {listing(units)} {'is' if len(units) == 1 else 'are'} not on the list: all three codings call "
        f"{'it ' if len(units) == 1 else ''}{told}. Choose a unit of the list, in which they differ. What you have may stay beside it."
    )


QUESTIONS = {
    "find-predictions": ids(
        "predictions",
        {"A12", "C47", "E21"},
        why="One is a conviction, one foretells somebody's fury, and one is dressed as a list of advantages. None of them could be checked on the "
        "day. In E21 there is not even a verb in the future: `potential` does the work.",
        extra={
            "B16": "B16 looks ahead, but read the rules: what is a condition that somebody sets?",
            "C35": "C35 says what somebody must do. Is that foretelling, or demanding?",
            "D14": "D14 tells of things to come, but its main clause is about what has been agreed. Is an agreement in the future?",
            "C33": "C33 has the word because in other clothes: for only one reason. Which drawer is that?",
            "B10": "B10 tells of 2008 and of a refusal. Could a document have settled that on the day?",
            "A08": "A08 looks back on what there has been. Two people who agree on every meeting could still dispute it: which drawer is that?",
        },
        missing={
            "A12": "A report is coded by what it says. Of what is the speaker in A12 convinced, and has it happened yet?",
            "C47": "In C47 look at the verb. Has it happened?",
        },
        may_lack={
            "E21": "The verb of E21, `include`, is in the present, and one can read the sentence as a list of effects, a `cause`. Ours goes by "
            "`potential`: the advantages are still to come."
        },
        hints=[
            "Ask of each: does its truth depend on something that had not happened yet?",
            "Then take away those that demand something, or set a condition.",
        ],
        because="A12, C47 and E21 say what will, would or may happen. B16 sets a condition and C35 makes a demand; D14 records an agreement. "
        "(E21 can be read as a `cause` as well: its verb is in the present.)",
    ),
    "find-hedges": ids(
        "hedged",
        {"C49", "D11", "E26"},
        why="`likely`, `I think`, `would likely`. Each leaves a door open through which the writer or the speaker can leave. That is honest "
        "where things are uncertain, and convenient where they are not; the word alone does not tell you which.",
        extra={
            "C47": "C47 has `would` and nothing else. What does the rule above say about it?",
            "A12": "A12 has `convinced` and `once and for all`. Is the speaker less sure, or more?",
            "C33": "C33 has `In fact` and `only one reason`. In which direction do they push?",
        },
        missing={
            "C49": "Take a word out of C49 and see whether the claim becomes surer.",
            "E26": "E26 foretells what investors do. Is there a word that leaves it open whether they will?",
        },
        may_lack={
            "D11": "`I think` can mark doubt, and it can also give weight to one's own view, as it may in D11 before `very well`. Ours goes by the test: "
            "without the two words the claim would be surer."
        },
        hints=["Look for words such as may, likely, I think.", "Test each: without it, would the claim be surer?"],
        because="C49 and E26 have `likely`, and D11 has `I think` (which some hear as weight, and not as doubt). A12 and C33 are boosted, and `would` alone is plain.",
    ),
    "code-the-kind": codes(
        "my_codes",
        "kind",
        HARD,
        KINDS,
        deciding=DECIDING,
        solved=MY_CODES,
        all_one="Whatever the codebook means, these six do not all do the same thing: read C53 beside E07, and ask of each what a reader "
        "would have to do to check it.",
        no_claim="{unit} makes a claim: none is for headings and for fragments that cannot be read.",
        because="This is how the reference has them, with words that can be given for it. Other codes can be argued for: in C53, who says "
        "that a document would settle what a `bid to spark unrest` is?",
        hints=(
            "For each unit ask the question of the codebook: could a document settle it? Is the point a because? Is it yet to come?",
            "Copy the verb, or the word that made you choose.",
        ),
        wrong=(
            (MY_CODES.replace('"value"', '"opinion"'), "In B13, opinion is no value of the codebook"),
            (MY_CODES.replace('"C53", "record"', '"C53", "none"'), "C53 makes a claim"),
            (
                MY_CODES.replace("would violate", "violates"),
                "In C53, the words `violates Belgrade’s commitments` do not stand in the unit",
            ),
            (MY_CODES.replace('"By focusing on job creation"', '"."'), "In D10, copy the words that decided you"),
            (MY_CODES.replace('"C21"', '"C22"'), "should name each of B13"),
            (
                MY_CODES.replace(
                    '"has fervently advocated"',
                    '"The Prime Minister has fervently advocated for increased American involvement"',
                ),
                "you copied 10 words",
            ),
            (
                MY_CODES.replace('"value"', '"record"')
                .replace('"prescription"', '"record"')
                .replace('"cause"', '"record"'),
                "All six are record to you",
            ),
            ('my_codes = "record"', "Give the whole table"),
        ),
    ),
    "agreement-in-percent": number(
        "agree_percent",
        _agree_percent,
        what="a whole number of per cent",
        tolerance=0.6,
        why="The cells on the line from top left to bottom right are those where both say the same. Keep the number in mind for two minutes.",
        wrong={
            87: "87.8 is rounded up.",
            80: "That is the share of units that both call not loaded. They also agree where both say yes.",
            40.3: "Python divides before it adds. Put brackets around the sum.",
            36: "That is the number of units. In per cent of 41 it is more.",
            33: "That is the number of units that both call not loaded. Add those that both call loaded, and make it a share of the 41.",
            7: "That is the share of units that both call loaded. They agree on others, too.",
            7.3: "That is the share on which both say yes. Add those on which both say no.",
            12: "They differ on that share of the units.",
            12.2: "That is the share on which they differ. On which share do they agree?",
            3600: "Divide by the number of units as well.",
            5: "That is the number of units on which they differ. On how many do they agree?",
            0.88: "That is the share as a part of 1. In per cent it is a hundred times as much.",
        },
        hints=["In which two of the four cells do both say the same?", "Add them, divide by 41, and multiply by 100."],
        because="The two cells in which both say the same, added, divided by all units, times 100.",
    ),
    "agreement-by-chance": number(
        "chance_percent",
        _chance_percent,
        what="a whole number of per cent",
        tolerance=0.6,
        why="About 31 units of 41, as in the picture. Three quarters of the time, the two agree without reading a word.",
        wrong={
            24: "That is what is left to be agreed on above chance. How often would they agree by chance?",
            75: "That is the chance that both say no. Add the chance that both say yes.",
            50: "It would be half if each said yes as often as no. Here both say no much more often.",
            1: "That is the chance that both say yes, rounded. Add the chance that both say no.",
            1.43: "That is the chance that both say yes, in per cent. Add the chance that both say no.",
            2.17: "Python multiplies before it adds. Put brackets around the sum of the two, and multiply that by 100.",
            88: "That is how often they do agree. How often would they, if neither of them read?",
            31: "That is the number of units that you saw. In per cent of 41 it is more.",
            30: "That is the highest bar of the picture, in units. What is asked for is the average of all rounds, in per cent.",
            73.2: "That is the highest bar of the picture. What is asked for is the average of all rounds: add the two shares of the formula.",
            0.76: "That is right as a part of 1. In per cent it is a hundred times as much.",
            0.746: "That is the chance that both say no, as a part of 1. Add the chance that both say yes, and multiply by 100.",
            0.0143: "That is the chance that both say yes, as a part of 1. Add the chance that both say no, and multiply by 100.",
            0.24: "That is what is left above chance, as a part of 1. How often would they agree by chance?",
        },
        hints=[
            "Work out 38/41 × 33/41, and 3/41 × 8/41. Python can do it: `38/41 * 33/41`.",
            "Add the two, and multiply by 100.",
        ],
        because="Both no: 38/41 times 33/41. Both yes: 3/41 times 8/41. The sum, times 100.",
    ),
    "write-kappa": function(
        "kappa",
        [
            (
                (0.88, 0.76),
                0.5,
                by_number(
                    "Of 0.24 that could be left above chance, 0.12 is there: a half.",
                    {
                        0.12: "That is what is left above chance. Now as a part of what could be left: all that is not chance.",
                        0.1579: "You divided by what is expected by chance. Divide by the most that could be left above chance. How much is that, if full agreement is 1?",
                        1.1579: "Take away what is expected by chance; do not divide by it.",
                        -0.64: "Python divides first, and subtracts afterwards. Put brackets around each of the two differences.",
                        -2.2867: "The first difference needs brackets too: without them Python divides before it subtracts.",
                        -0.5: "The size is right, and the sign is not: in one of the two differences the numbers stand the wrong way round.",
                        50.0: "That is a half, in per cent. Leave it as a part of 1.",
                        0.0012: "Both numbers are parts of 1, and so is full agreement. How much is it then?",
                        1.0: "You divided by what they differ on. Divide by the most that could be left above chance.",
                        0.24: "That is the most that could be left above chance. Which part of it is there?",
                    },
                    4,
                ),
            ),
            (
                (0.5, 0.5),
                0.0,
                by_number(
                    "Who agrees as often as chance has a kappa of 0.",
                    {
                        0.5: "It gives the same whatever it is given. Write the names `observed` and `by_chance` in place of numbers."
                    },
                    4,
                ),
            ),
            ((1.0, 0.3), 1.0, "Who always agrees has a kappa of 1."),
            ((0.4, 0.5), -0.2, "Who agrees less often than chance has a kappa below 0. Do not cut it off."),
        ],
        solved="def kappa(observed, by_chance):\n    return (observed - by_chance) / (1 - by_chance)",
        why="With these rounded numbers, half of what could be left above chance is there. The next cell takes the table itself, without rounding, and "
        "gets a little less. Kappa can also be below 0: then two coders agree less often than chance would.",
        wrong=[
            ("def kappa(observed, by_chance):\n    return observed - by_chance", "That is what is left above chance"),
            (
                "def kappa(observed, by_chance):\n    return (observed - by_chance) / by_chance",
                "You divided by what is expected by chance",
            ),
            ("def kappa(observed, by_chance):\n    return observed / by_chance", "do not divide by it"),
            (
                "def kappa(observed, by_chance):\n    return max(0, (observed - by_chance) / (1 - by_chance))",
                "Do not cut it off",
            ),
            (
                "def kappa(observed, by_chance):\n    return observed - by_chance / 1 - by_chance",
                "Put brackets around each of the two differences",
            ),
            (
                "def kappa(observed, by_chance):\n    return observed - by_chance / (1 - by_chance)",
                "The first difference needs brackets too",
            ),
            (
                "def kappa(observed, by_chance):\n    return (observed - by_chance) / (1 - observed)",
                "You divided by what they differ on",
            ),
            ("def kappa(observed, by_chance):\n    return 1 - by_chance", "the most that could be left"),
            (
                "def kappa(observed, by_chance):\n    return (by_chance - observed) / (1 - by_chance)",
                "the wrong way round",
            ),
            (
                "def kappa(observed, by_chance):\n    return (observed - by_chance) / (1 - by_chance) * 100",
                "in per cent",
            ),
            ("def kappa(observed, by_chance):\n    return (observed - by_chance) / (100 - by_chance)", "parts of 1"),
            ("def kappa(observed, by_chance):\n    return (0.88 - 0.76) / (1 - 0.76)", "Write the names"),
        ],
        hints=[
            "What is left above chance is `observed` minus `by_chance`.",
            "The most that could be left is `1 - by_chance`. Put each difference in brackets.",
        ],
        because="What is left above chance, divided by what could be left above it.",
    ),
    "agreed-and-overruled": ids(
        "overruled",
        {"B13", "B21", "C10", "C32", "C53", "E07"},
        why="Six units of twelve. The passes agree on 183 of all 189 units, and on seven of these the reference says something else: "
        "the six that you gave, and B02. So kappa does not say that codes are right: it compares two coders with each other, and neither with the text. These two were one "
        "model with one set of rules. It is steady, which is worth knowing. Of other readers, 0.96 says nothing. (And the reference need not be right either.)",
        extra={
            "D06": "What do the three columns say of D06?",
            "C21": "Did the passes agree on C21? Compare the first two columns.",
            "D10": "Did the passes agree on D10? Compare the first two columns.",
            "C56": "Did the passes agree on C56? Compare the first two columns.",
            "C73": "Did the passes agree on C73? Compare the first two columns.",
            "E20": "Did the passes agree on E20? Compare the first two columns.",
            "B02": "It is so with B02, too, but the question is about the twelve units of the table.",
        },
        missing={
            "B21": "Read the table to its last row: half of the twelve units are not of your six.",
            "C32": "Read the lower half of the table once more, row by row.",
            "E07": "Read the rows of your own six once more.",
        },
        wrong={
            frozenset(
                HARD
            ): "Those are the six that you coded. On some of them the passes differ, and the table has six more rows.",
            frozenset(
                {"C21", "D10", "C56", "C73", "E20"}
            ): "On these the passes differ. Look for rows in which the first two columns are the same, and the third is not.",
            frozenset(): "Not all codes on which the passes agree were kept. Look for rows in which the first two columns are the same.",
        },
        hints=[
            "In which rows are the first two columns the same?",
            "Of these rows, take those in which the third column has another word.",
        ],
        because="In these six rows the first two columns are the same, and the third is not. In C21, D10, C56, C73 and E20 the passes differ; on D06 all three agree.",
    ),
    "quarrel-with-codes": evidence(
        "my_quarrel",
        question="Quarrel. Choose one unit of this list, in which the codings of the kind differ, or the pair C20 and C21. Say how you would code it, and why. Two or three sentences, with its id and the words that decide you.",
        bears={"B02", "B13", "B21", "C10", "C20", "C21", "C32", "C40", "C53", "C56", "C73", "D10", "E07", "E20"},
        sources="",
        names=KINDS,
        least_words=25,
        model="The reference calls C53 a record, since a document could settle what the agreement forbids. I would call it a prediction: the "
        "main clause says that “Any bid to spark unrest” (C53) would violate commitments, and no such bid had been made. The reference "
        "can answer that “would violate” states a rule and foretells nothing. Then it is a rule about a thing that the writer has put "
        "there to be feared.",
        rubric="does it name the rule of the codebook that it uses, or the one that it breaks? Does it say what the other side could "
        "answer? Would it code the same grammar alike if the names were exchanged?",
        hints=[
            "Choose a unit of the list under the question and look at it with `show`.",
            "Say which of the six values you would give, and copy the words that decide you.",
        ],
        wrong=[
            ('my_quarrel = "C53 is a prediction."', "Too short"),
            (
                'my_quarrel = """I would call it a prediction and not a record, because nothing of the kind had happened when the text was '
                'written, and nobody could have looked it up on that day."""',
                "Cite the unit",
            ),
            (
                'my_quarrel = """I disagree with the reference on “Any bid to spark unrest” (C53), because nothing of the kind had happened when '
                'the text was written, and so nobody could have looked it up."""',
                "Say which value",
            ),
            (
                'my_quarrel = """I would call it a prediction and not a record, because “any attempt to spark unrest” (C53) had not happened when '
                'the text was written, and nobody could have looked it up."""',
                "The source has",
            ),
            (
                'my_quarrel = """I would call it a prediction and not a record, because nothing of the kind had happened when C53 was written, '
                'and so nobody could have looked it up on that day."""',
                "Quote a few exact words",
            ),
            (
                'my_quarrel = """I would call B10 a value and not a record, because “refused to recognise it” (B10) makes it sound as if '
                'somebody was being stubborn, which is a judgement by the writer."""',
                "B10 is not on the list: all three codings call it record. Choose a unit of the list",
            ),
            (
                'my_quarrel = """I would call A08 a record and not a value: “have made little progress” (A08) can be looked up in the minutes, as '
                'in B10, where a document settles it."""',
                "A08 and B10 are not on the list",
            ),
        ],
        elsewhere=_not_on_the_list,
    ),
}
