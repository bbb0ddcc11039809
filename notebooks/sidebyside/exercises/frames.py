"""The questions of lesson 07."""

import re

from .. import words
from ..corpus import kind_of, load_units
from ..rules.sentences import folded
from .evidence import codes, evidence
from .kinds import Question, almost, choice, found, not_yet, number

FIVE = ["C42", "C58", "C63", "C66", "E03"]
FRAMES = ["economy", "law", "security", "rivalry", "achievement", "identity", "process", "none"]

MY_FRAMES = """my_frames = pd.DataFrame([
    ("C42", "law", "NATO accession is all that matters"),
    ("C58", "identity", "Kosovo Serbs and promote their return"),
    ("C63", "identity", "ethnic Hungarians"),
    ("C66", "security", "strategic interest"),
    ("E03", "security", "ongoing tensions")], columns=["id", "frame", "words"])"""


def _expected_historic():
    uses = {source: 0 for source in "ABCDE"}
    sizes = dict(uses)
    units = load_units()
    for source, text in zip(units["source"], units["text"]):
        tokens = [token.lower() for token in words.tokens(text) if words.is_word(token)]
        uses[source] += tokens.count("historic")
        sizes[source] += len(tokens)
    return round(sum(uses.values()) * sizes["D"] / sum(sizes.values()), 2)


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
    (r"\bputin", "Putin stands in none of the units shown. Which powers do B01 and B02 name?"),
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
    "argues-for-remedy": choice(
        "argues_for_a_remedy",
        {"a": "A", "b": "E", "c": "D", "d": "C"},
        "d",
        why="C says what should be done, by whom and why, in its own voice, and gives reasons that a reader can attack. "
        "The others have remedies too, and leave them to others, or tell them as done.",
        wrong={
            "a": "Land exchanges and membership stand in A. Whose remedies are they: show A11 and A12?",
            "b": "E has a long list of what might be done. Does it give a reason for one thing rather than another, and say who proposes it?",
            "c": "D tells of what was found and agreed. Does it argue that it should be done, or report that it was?",
        },
        hints=["For each answer ask: whose remedy is it?", "Then: is there a reason given, in the writer's voice?"],
        because="In A and B the remedies are those of people who are quoted or reported, D tells what was agreed, and E lists proposals that nobody is said to make. "
        "C argues for one.",
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
    "low-alpha": choice(
        "low_alpha",
        {"a": "leave out", "b": "look", "c": "report anyway", "d": "code again"},
        "b",
        why="A low alpha is a finding. Where two frames are in one unit, the codebook asks for what cannot be given; where its words are vague, it can be mended; and where readers "
        "differ because they see different things, that is what you wanted to know.",
        wrong={
            "a": "Then everybody agrees, because those who did not have been sent away. And is the reference right?",
            "c": "Two coefficients of two questions have no average that means anything. How far does the class agree on the frame?",
            "d": "Who codes with the answer beside the page agrees with the answer. What would such a number say about the codebook, or about the units?",
        },
        hints=[
            "What makes two careful people code one unit differently? There are at least two reasons.",
            "Neither of the two reasons is a bad student.",
        ],
        because="Look at the units first. Leaving out people raises the number and explains nothing.",
    ),
    "ten-against-nine": choice(
        "supported_by_b",
        {"a": "rivalry more", "b": "none", "c": "both strong", "d": "equal"},
        "c",
        why="Ten and nine of 27: the intervals lie nearly on top of each other, and one unit coded otherwise would turn the order round. Say what the numbers bear, that "
        "there are two strong frames, and stop.",
        wrong={
            "a": "Ten units are more than nine, by this coding. But look at the two bars of B in the figure: how far does one of them reach into the other?",
            "b": "Two frames with a third of the units each are not none. What do the numbers not tell?",
            "d": "That no difference is shown does not show that there is none. How long are the two bars: how far apart could the two frames be?",
        },
        hints=[
            "Find B in the two blocks of the figure, and compare the bars.",
            "What would happen if one unit of the ten were coded as process?",
        ],
        because="The intervals of 10 and of 9 in 27 overlap almost wholly.",
    ),
    "expected-historic": number(
        "expected_historic",
        _expected_historic,
        tolerance=0.006,
        why="A quarter of one use was to be expected, and there are three. With so few uses the difference is large, and less sure than it looks: all three come from one event, and two "
        "of them from one man's mouth.",
        wrong={
            3: "That is how many there are. How many should there be, if D did not differ?",
            0.087: "That is the share of D in all words. Now of the three uses.",
            0.09: "That is the share of D in all words, rounded. Now of the three uses, and round at the end.",
            0.095: "You divided the words of D by the words elsewhere. Divide by all words; and it is three uses.",
            0.25: "A quarter is near. Two decimals are asked for.",
            0.29: "You divided by the words elsewhere. Divide by all words, those of D among them.",
            1.5: "That would be so if D were half of all words. It is less than a tenth.",
        },
        hints=[
            "All uses are 3 + 0. The words of D are the left column added up, all words are the whole table.",
            "Python can do it: `3 * words_of_d / all_words`, with numbers in place of the names.",
        ],
        because="Three uses, times the words of D, divided by the words of all five.",
    ),
    "reply-on-moscow": choice(
        "reply_on_moscow",
        {"a": "the name", "b": "right", "c": "nothing", "d": "nine times"},
        "a",
        why="For its length A speaks of Russia more often than C does, and B about as often as C; they call it something else. So the key word found a habit of naming, from lesson 06, and not a subject. And whether "
        "nine uses in two thousand words are an obsession, no table says.",
        wrong={
            "b": "Six of seven, yes. But look at the table below the ranks: how often does A speak of Russia, for its length? And by what name?",
            "c": "They say something: where C differs from what it is compared with. In what does it differ from A here, in the subject or in the name?",
            "d": "Nine against one, of this word. But C is also by far the longest, and a country has more than one name: read the columns per 1,000 words.",
        },
        hints=[
            "In the last table, compare the three columns per 1,000 words in A, B and C.",
            "Add up the names. Who speaks of Russia most, for its length?",
        ],
        because="Per 1,000 words A has Russia and Putin more often than C has all three names together. What is C's own is the city for the country.",
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
            ('headline = "Trump beats Putin as Serbia and Kosovo sign economic deal"', "Putin stands in none"),
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
                "Our own reading of B rests on other sentences",
            )
        ],
    ),
}
