"""The questions of lesson 07."""

import re

import pandas as pd

from .. import chance
from ..corpus import kind_of, load_table, load_units
from ..rules.sentences import folded
from .evidence import codes, evidence
from .kinds import Question, almost, found, ids, not_yet, number, table

FIVE = ["C42", "C58", "C63", "C66", "E03"]
FRAMES = ["economy", "law", "security", "rivalry", "achievement", "identity", "process", "none"]

MY_FRAMES = """my_frames = pd.DataFrame([
    ("C42", "law", "NATO accession is all that matters"),
    ("C58", "identity", "Kosovo Serbs and promote their return"),
    ("C63", "identity", "ethnic Hungarians"),
    ("C66", "security", "strategic interest"),
    ("E03", "security", "ongoing tensions")], columns=["id", "frame", "words"])"""


def _rivalry_ahead():
    coded = load_table("coding/reference")
    in_b = coded[(coded["id"].str[0] == "B") & (coded["frame"] != "none")]
    rounds = chance.drawn_again(in_b["frame"])
    return int(((rounds == "rivalry").sum(axis=1) > (rounds == "process").sum(axis=1)).sum())


# Who is in a headline, and what can be done in one. Both parties have to sign something economic, and powers have to be at odds.
_US = r"\b(?:(?-i:US|U\.S\.?|USA)|washington|trump|white house|americans?|america|united states)\b"
_OTHER = r"\b(?:(?-i:EU|E\.U\.)|brussels|european union|europe|europeans|russians?|russia|moscow|kremlin|lavrov)\b"
_POWER = rf"(?:{_US}|{_OTHER})"
_NOT_THE_OTHER = rf"(?<=\w),? not (?:in )?(?:the )?{_OTHER},?"  # Washington, not Brussels: that denies no signing
_KOSOVO = r"\bkosov|\bpri[sš]tin|\bprishtin|\bhoti\b"
_SERBIA = r"\bserbia|\bserbs?\b|\bbelgrade|\bvu[cč]i[cć]\b"
_SIGN = r"\bsign|\bagree|\bcommit|\bdeals?\b|\bpapers?\b|\bpledge|\baccord|\bpacts?\b|\bink(?:s|ed)?\b"
_ECONOMY = r"\becon|\btrade\b|\bbusiness|\bcommerc"
_CONTEST = (
    r"\bleads?\b|\btak(?:e|es|ing) the lead|\bwins?\b|\bwon\b|\brival|\brac(?:e|es|ing)\b|\bcontest|\bcompet|\bbattl|\bbeat|\bahead\b|\bsideline"
    r"|\bedg(?:e|es|ing)\b|\bupstag|\bovertak|\bovershadow|\bout(?:do|smart|play|ran|run|shin|flank|man|pac|bid)|\bgain|\bgrab|\bseiz|\bbypass|\binfluence\b"
    r"|\bsnub|\bshut|\bleav(?:e|es|ing)\b|\bwithout\b|\bscores?\b|\bsteals?\b|\bloses?\b|\blost\b|\bmuscle|\borbit\b|\bturf\b|\bblocks?\b|\bblow to\b"
    r"|\bhits? back\b|\bcorner|\bcontend|\bvie|\btussle|\bstruggl|\bclash|\bjostl|\bspar\b|\bduel|\btug|\bpowers\b"
    rf"|{_NOT_THE_OTHER}"
    r"|\b(?:push|shov|elbow|edg|brush|forc|squeez|tak|cast|leav)\w*\b(?:\W+\w+){0,3}?\W+(?:aside|out|off|over|behind|back)\b"
)
_TOGETHER = set("and with in of at the as join joins help helps back backs thank thanks support supports welcome welcomes praise praises for or by"
                " host hosts meet meets greet greets assist assists".split())  # fmt: skip
NEEDED = [
    (_KOSOVO, "Kosovo (or Pristina) is missing: half of those who signed."),
    (_SERBIA, "Serbia (or Belgrade) is missing: half of those who signed."),
    (_SIGN, "I find no word for signing or agreeing. What did the two do?"),
    (_ECONOMY, "I find no word for what they agreed on: D02 and D04 have one."),
]
# What the units shown deny, or do not have: (pattern, reply).
UNWANTED = [
    (
        r"\bnot\b|\bno\b|\bnever\b|n['’]t\b|\brefus|\breject|\bfail",
        "In D02 to D04 the two did sign. Write it without a no, so that a reader cannot mistake it.",
    ),
    (r"\bpeace", "Peace is D's word, and D02 to D04 do not say that it was signed. What was?"),
    (r"\bhistoric|\bbreakthrough|\bmajor\b|\blandmark", "You have kept a word of praise. Whose frame is that?"),
    (
        r"\brecogni[sz]\w*\W+(?:kosovo|serbia|each other|one another)|\bmutual(?:ly)? recogni|\b(?:and|on|of|with) recogni|\bindependen",
        "That either of the two recognised anything is in none of the units shown.",
    ),
    (
        rf"{_POWER} (?:(?!as\b|after|while|when|and\b|kosovo|serbia|belgrade|pri[sš]tina|prishtina)\w+ )?(?:signs?|signed|agrees?|agreed)\b",
        "Only Serbia and Kosovo signed. The powers may look on.",
    ),
    (
        rf"(?:{_SIGN})[^,;:]{{0,40}}\bagainst\b",
        "Against whom did the two sign? D02 to D04 have nobody: what they signed is between the two.",
    ),
    (
        rf"{_OTHER}(?:\W+(?!(?:as|after|while|when|and)\b)\w+){{0,1}}?\W+(?:wins?|won|beats?|triumphs?|tak\w+ (?:the )?lead|leads?|brokers?|seals?|hosts?|scores?|gains?)\b"
        rf"|(?:russia|eu|moscow|brussels)\W(?:brokered|led|backed)|(?:{_SIGN})[^,;:]{{0,40}}\bin (?:moscow|brussels)\b",
        "Look at D03 and B01: under whose roof was it signed, and which power takes the lead there?",
    ),
    (
        r"\b(?:serbia|kosovo|belgrade|pri[sš]tina|prishtina)(?: \w+)? (?:wins?|won|beats?|loses?|lost|gains?|scores?|hits? back|takes? (?:the )?lead|leads?)\b",
        "Here it is one of the two that wins or loses. In B01 and B02, who contends, and over whom?",
    ),
    (
        r"\bputin|\bchina|\bchinese|\bturkey|\bnato\b",
        "A power or a man in it stands in none of the units shown. Which powers do B01 and B02 name?",
    ),
    (
        r"\bprovince|\bstate of\b|\bstates? (?:of|sign)|\bcountry|\bcountries|\bnations?\b|\billegal|\blegal|\baggress|\boccup|\bbreakaway|\bseparatis"
        r"|\b(?:serbia|belgrade|kosovo|pri[sš]tina|prishtina) keeps?\b",
        "A word in it says what Kosovo or Serbia is, or whose fault something is. B01 and B02 have only the two names.",
    ),
    (
        r"\bforc\w+ (?:\w+ )?(?:serbia|kosovo|belgrade|pri[sš]tina|prishtina)\b",
        "In D02 to D04 nobody is made to sign. What do B01 and B02 have the powers do to each other?",
    ),
    (r"\bwar\b|\battack", "Nobody went to war at the signing. A rivalry in a headline needs a verb, not an army."),
]
NO_POWER = "I find no power in it that could compete. Who brought the two to the table?"
NO_CONTEST = "Where is the rivalry? I find no powers at odds. Look at the verbs in B01 and B02: somebody hits back, takes a lead, battles."


def _at_odds(text):
    """Whether powers are at odds in a headline: by a word of contest, or because one of them does something to another."""
    if re.search(_CONTEST, text, re.I):
        return True
    powers = list(re.finditer(_POWER, text, re.I))
    for one, other in zip(powers, powers[1:]):
        between = set(re.findall(r"\w+", text[one.end() : other.start()].lower()))
        if (
            between
            and not between & _TOGETHER
            and len(between) <= 4
            and not re.search("[,;:]", text[one.end() : other.start()])
        ):
            return True
    return False


def _judge_headline(given):
    if not isinstance(given, str):
        return almost(f"Give the headline itself, between quotation marks; this is {kind_of(given)}.")
    text = " ".join(given.split())
    count = len(re.findall(r"[\w’'-]+", text))
    if re.search(r"[“”\"«»]", text):
        return not_yet("Take the quotation marks out of it: a headline of this exercise speaks in its own voice.")
    original = load_units().set_index("id")["text"]
    if any(folded(text) == folded(original[unit]) for unit in ("A01", "B01", "D01", "E01")):
        return not_yet("That is a headline of the collection, word for word. Make one of your own.")
    if not 6 <= count <= 16:
        return not_yet(f"It has {count} word{'' if count == 1 else 's'}. Use 6 to 16.")
    told = re.sub(rf"({_US}){_NOT_THE_OTHER}", r"\1", text, flags=re.I)
    for pattern, reply in UNWANTED:
        if re.search(pattern, told, re.I):
            return not_yet(reply)
    for pattern, reply in NEEDED:
        if not re.search(pattern, text, re.I):
            return not_yet(reply)
    if not _at_odds(text):
        return not_yet(NO_CONTEST)
    if not re.search(_POWER, text, re.I):
        return not_yet(NO_POWER)
    return found(
        "It keeps what has to be kept.",
        "Both parties sign something economic, powers are at odds, and nothing was found that the units deny. Not judged: whether all of it "
        "is true, and fair, and how it reads. Go through it once more with D02 to D04 and B01 and B02, and give it to somebody who has not seen "
        "D01: what do they think has happened? One headline of ours is in `solution`.",
    )


MODEL = "US takes lead as powers battle for influence: Serbia and Kosovo sign economic commitments"


QUESTIONS = {
    "argued-remedies": ids(
        "argued_remedies",
        {"C11", "C60", "C86"},
        why="Nobody stands between the writer and these three sentences, and each says what good it would do: norms made stronger, a conflict resolved, the "
        "case of Kosovo kept apart. A reader can attack such a reason. A12 and B06 leave their remedies to Thaci and Lavrov. "
        "All three are C's, which argues for recognition; none of the five argues Belgrade's case in its own voice like this. In lesson 11 you can choose a text that does.",
        extra={
            "A12": "A12 gives a reason, and a strong one. Look at the quotation marks: whose?",
            "C61": "C61 says how things stand. Does it say what anybody should do about it?",
            "B06": "Who says that it *must* be so? Read the first three words of B06.",
        },
        missing={"C86": "A sentence that begins with *In sum* usually ends an argument. Whose is it here?"},
        may_add={
            "E34": "E34 says in nobody's name that there is an urgent need, and “necessitating” (E34) is a reason of a kind. Ours leaves it out, since it only says that the appeal shows "
            "the need, and not what good would come of it."
        },
        may_lack={
            "C11": "C11 says what a dialogue would bring, and not that there should be one. Ours takes *would strengthen* for praise of a plan, and so for an argument.",
            "C60": "C60 says what could happen *if* four countries did something, and not that they should. Ours takes it for an argument, since it promises a result.",
        },
        hints=[
            "For each unit ask first: whose remedy is it? Look for quotation marks, and for verbs of saying.",
            "Of those that are left ask: does the sentence say what good would come of it?",
        ],
        because="A12 and B06 report what Thaci and Lavrov want, and C61 says how things stand. E34 is E's own: whether it argues, or only announces, can be disputed. C11, C60 and C86 are "
        "C's own, each with a result to look forward to.",
    ),
    "code-the-frame": codes(
        "my_frames",
        "frame",
        FIVE,
        FRAMES,
        solved=MY_FRAMES,
        all_one="Is a market the same matter to a reader as an army or a people? Look at C58 beside C66.",
        no_claim="{unit} makes a claim of some matter: none is for headings and fragments.",
        because="This is how the reference has them, with words that can be given for it. In C42 its neighbour C41 decides, which speaks of recognition; alone, `security` is as good. In C58 "
        "and C63 a people is named; but the rule is about secession, and C58 is about standing and return, which are rights: `law` is as good there. On none of the five do the two passes and the reference all agree.",
        hints=(
            "Ask what a reader should see here: rules, armies, peoples, powers, trade?",
            "Try the two rules above: one is on NATO, one on secession.",
        ),
        wrong=(
            (MY_FRAMES.replace('"C42", "law"', '"C42", "legal"'), "In C42, legal is no value of the codebook"),
            (MY_FRAMES.replace('"E03", "security"', '"E03", "none"'), "E03 makes a claim"),
            (
                MY_FRAMES.replace("ethnic Hungarians", "ethnic minorities"),
                "In C63, the words `ethnic minorities` do not stand in the unit",
            ),
            (MY_FRAMES.replace('"ongoing tensions"', '"?"'), "In E03, copy the words that decided you"),
            (MY_FRAMES.replace('"C66"', '"C67"'), "should name each of C42"),
            (MY_FRAMES.replace('"identity"', '"law"').replace('"security"', '"law"'), "All five are law to you"),
            ('my_frames = "law"', "Give the whole table"),
        ),
    ),
    "rivalry-ahead": number(
        "rivalry_ahead",
        _rivalry_ahead,
        what="a whole number of rounds",
        why="A little more than half; in most of the other rounds `process` has more. So do not write that B has *more* rivalry than process: other units, chosen by chance, would turn it round. "
        "Do not write that the two are *equal* either: that has not been shown. Write that both frames are strong in B, and that it stays open which is stronger.",
        wrong={
            567: "That is D's number. Has every one of the three words in the first line been changed?",
            370: "These are the rounds in which `process` has more. You are asked the other way round.",
            630: "These are the rounds with at least as many. In some of them the two have the same number: look at the sign `>`.",
            92: "In so many rounds the two have the same number. You are asked for those with more `rivalry`.",
            537: "That is near, but the unit without a frame was in the bag too. Draw from `frames_of`.",
            10: "That is how many units have the frame. In how many rounds are there more of them than of the other?",
            1000: "That is how many rounds there are. In some of them `process` has more, or as many.",
            0.538: "As a part of 1 it is right. Give the number of rounds, as the cell prints it.",
            53.8: "In per cent it is right. Give the number of rounds, as the cell prints it.",
        },
        hints=[
            "The cell that begins with `text, one, other` does the work. Change three words in its first line.",
            'Its first line becomes `text, one, other = "B", "rivalry", "process"`. Run it, and copy what it prints.',
        ],
        because="Of the 1,000 rounds that is the number in which `rivalry` has more units than `process`; in 370 `process` has more, and in the rest they are equal.",
    ),
    "who-speaks-of-russia": table(
        "most",
        lambda: pd.DataFrame(
            {"name": ["Moscow", "Russia*", "all three"], "uses": ["C", "C", "C"], "per_1000": ["C", "A", "A"]}
        ),
        key="name",
        values=["A", "B", "C"],
        why="For its length A speaks of Russia most: 21 times in 1,000 words, C 11 and B 10. (In A that is seven uses, and its news is a talk with Putin.) C has most uses of everything, since it is by far the longest. What is C's own is the city for the "
        "country. So the key word found a habit of naming, as in lesson 06, and not a subject. Whether nine uses in two thousand words are an obsession, no table says.",
        wrong={
            ("Moscow", "uses", "A"): "Look for *Moscow* in the row of A.",
            ("Moscow", "uses", "B"): "B has *Moscow* once. Has another more?",
            ("Moscow", "per_1000", "A"): "How many times does A say *Moscow*? Divide that by any number of words.",
            (
                "Moscow",
                "per_1000",
                "B",
            ): "B is shorter, but it has the word once: `1000 * 1 / 585`. Is that more than 9 in 1,996?",
            ("Russia*", "uses", "A"): "This column counts uses, whatever the length. Compare the three numbers.",
            (
                "Russia*",
                "uses",
                "B",
            ): "Read down the column *Russia* of the table above. Is the number of B the highest?",
            ("Russia*", "per_1000", "C"): "The longest has most uses. Divide each number by the words of its own text.",
            (
                "Russia*",
                "per_1000",
                "B",
            ): "Two texts have the same number of uses. In which of them are these uses among fewer words?",
            ("all three", "uses", "A"): "Add up the three names in each row. Here length does not count.",
            ("all three", "uses", "B"): "In B the three make six. Add them up for the two others as well.",
            (
                "all three",
                "per_1000",
                "C",
            ): "Add up the names, then divide by the words of that text. Do it for the two others as well.",
            (
                "all three",
                "per_1000",
                "B",
            ): "Add up the names, then divide by the words of that text: `1000 * 6 / 585` for B. And the two others?",
        },
        hints=[
            "For *uses* compare the numbers in one column. For *per_1000* divide each by the words of its text, and multiply by 1000.",
            "All three names: A has 5 and 2 in 327 words, B 1 and 5 in 585, C 9 and 10 and 3 in 1,996.",
        ],
        solved="""most = pd.DataFrame([
    ("Moscow", "C", "C"),
    ("Russia*", "C", "A"),
    ("all three", "C", "A")], columns=["name", "uses", "per_1000"])""",
        because="Per 1,000 words, *Moscow* is 0 in A, 1.7 in B and 4.5 in C; *Russia* and its like 15.3, 8.5 and 5.0; all three names 21.4, 10.3 and 11.0.",
    ),
    "new-headline": Question(
        "Put your headline where the dots are, in 6 to 16 words.",
        _judge_headline,
        lambda: f'headline = """{MODEL}"""',
        "It takes its verbs from B01 and B02, has both parties and what they signed, and says nothing of peace or history. That powers battle is B's view of June; D knows "
        "of one power only. So the frame has brought in something that the event alone does not show.",
        (
            "Begin with a power and a verb of contest, as B01 does.",
            "Then who signed, and on what. D04 has `a commitment to normalize economic relations`.",
        ),
        lambda: (
            ('headline = "Trump wins"', "It has 2 words"),
            ('headline = "Trump beats EU as Serbia and Kosovo sign historic economic deal"', "a word of praise"),
            ('headline = "Trump beats EU with Serbia and Kosovo peace deal"', "Peace is D's word"),
            (
                'headline = "Serbia and Kosovo sign commitments on economic relations in Washington"',
                "Where is the rivalry",
            ),
            (
                'headline = "US takes lead from EU as Belgrade signs economic commitments"',
                "Kosovo (or Pristina) is missing",
            ),
            (
                'headline = "US takes lead from EU as Pristina signs economic commitments"',
                "Serbia (or Belgrade) is missing",
            ),
            ('headline = "US takes lead from EU in talks of Serbia and Kosovo"', "no word for signing"),
            ('headline = "US takes lead from EU as Serbia and Kosovo sign papers"', "no word for what they agreed on"),
            (
                'headline = "Battle for influence goes on as Serbia and Kosovo sign economic papers"',
                "I find no power in it",
            ),
            (
                'headline = "US wins as Serbia recognises Kosovo and signs an economic deal"',
                "in none of the units shown",
            ),
            ('headline = "US takes lead as Serbia and Kosovo refuse to sign economic deal"', "without a no"),
            (
                'headline = "Kosovo wins as Serbia signs economic deal in Washington"',
                "one of the two that wins or loses",
            ),
            (
                'headline = "Trump beats Putin as Serbia and Kosovo sign economic deal"',
                "A power or a man in it stands in none",
            ),
            ('headline = "Russia hits back as US takes lead in Kosovo-Serbia peace talks"', "word for word"),
            ('headline = "US takes “lead” as Serbia and Kosovo sign economic papers"', "quotation marks out"),
            ("headline = 7", "Give the headline itself"),
        ),
    ),
    "what-changed": evidence(
        "what_changed",
        question="What did you have to change? In three or four sentences: which of Entman's four jobs changed? Which words do this job in D, and which in B? Cite a unit of each, with some exact words, at least two from each.",
        bears={"B01", "B02", "B03", "B11", "B13", "B20", "B21", "D01", "D02", "D03", "D04", "D05", "D06", "D09", "D10"},
        sources="BD",
        least_words=40,
        model="The facts stayed and the problem changed. In D the matter is a feat, a “Historic Serbia-Kosovo Peace Accord” (D01), so that the judgement is praise and the problem "
        "lies behind us. B has the powers “battling for influence over peace negotiations” (B02); there a signature is a point for one side, and nobody is praised. I had "
        "to bring in other powers, of which D does not speak, since a contest needs a second player.",
        rubric="does it name one of the four jobs, and not just a tone? Does it show words for it in both texts? Does it say what had to be added or left out, and not only what was renamed?",
        hints=[
            "Which of the four changed most: problem, cause, judgement or remedy?",
            "Copy the words that do it in D01 and those in B01 or B02.",
        ],
        wrong=[
            ('what_changed = "The tone changed."', "Too short"),
            (
                'what_changed = """The problem changed, since in D the matter is a feat, a “Historic Serbia-Kosovo Peace Accord” (D01), and in the other text there are powers which '
                'compete with each other, so that a signature becomes a point for one side and a loss for another side."""',
                "No unit of source B",
            ),
            (
                'what_changed = """In D the matter is a feat, a “Historic Serbia-Kosovo Peace Accord” (D01). B has the powers “fighting for influence over peace negotiations” (B02). So '
                'the judgement changed from praise to none, and the problem from a conflict to a contest between powers."""',
                "The source has",
            ),
            (
                'what_changed = """In D01 the matter is a feat and the judgement is praise, and in B02 it is a contest of powers in which nobody is praised, so that the problem changed and '
                'the judgement changed, and I had to bring in the European Union."""',
                "Quote a few exact words",
            ),
        ],
        may=[
            (
                'what_changed = """In D the matter is a feat, a “Historic Serbia-Kosovo Peace Accord” (D01). In B it is said that “Kosovo declared independence in 2008” (B10), which is '
                'a fact of another kind, so that the judgement changed and the problem changed with it too."""',
                "Our own reading of B rests on",
            )
        ],
    ),
}
