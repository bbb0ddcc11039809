"""The questions of lesson 09."""

import re

import pandas as pd

from .. import record
from ..corpus import load_units
from ..rules.evidence import own_words
from .evidence import evidence
from .kinds import ids, number, span, table


def _first_verdicts():
    claims = ["A02-1", "E03-1", "D04-1", "D15-1"]
    return pd.DataFrame({"claim": claims, "verdict": record.ledger().set_index("claim_id")["verdict"][claims].tolist()})


def _of_status(claim, other):
    """Replies to verdicts on a word that settles the question of status: the same, whichever side it leans to."""
    told = {
        "supported": f"some states hold it so. What do those hold that are counted on the other side? And what does your rule make of {other}?",
        "contradicted": f"some states hold the opposite of it. What do the others hold, on the same cards? And what does your rule make of {other}?",
        "partly": "which part of it would both sides sign?",
        "not-settled-then": "was something still to happen, or do states hold opposed positions? Look at who is counted on each card.",
        "cannot-be-checked": "documents are not missing, two of them are on the cards. What do they show together?",
    }
    return {(claim, "verdict", verdict): f"{claim}: {reply}" for verdict, reply in told.items()}


def _said_by_the_court():
    claims = ["A06 international law", "A06 law of Serbia", "C71 no breach", "C72 no precedent", "D16 a country"]
    return pd.DataFrame({"claim": claims, "court": ["no", "left open", "yes", "left open", "left open"]})


def _who_is_behind():
    return pd.DataFrame(
        {
            "card": ["DOC-32", "DOC-36", "DOC-37", "DOC-39"],
            "who": ["neither", "signed it", "signed it", "brokered it"],
            "rests_on": ["the papers", *["what was said"] * 3],
        }
    )


def _c73():
    return load_units().set_index("id").loc["C73", "text"]


_DOCUMENTS = (
    "document record register registry list report treaty agreement resolution charter opinion ruling judgment judgement decision minutes"
    " transcript letter law constitution statistics census archive database dataset data figures conclusions statement declaration website"
    " gazette budget contract protocol memorandum release communique video recording photograph invitation schedule programme program map poll"
    " survey annex accord file dispatch interview journal bulletin results certificate ledger"
    " page paper timetable webpage site sheet notice bill memo study yearbook log announcement footage photo tape index directory calendar agenda plan"
)
_DOCUMENT = re.compile(
    rf"\b(?:{'|'.join(f'{word}s?' for word in _DOCUMENTS.split())}|communiqués?|registries|archives?|press release)\b",
    re.I,
)
_NONE = re.compile(r"\b(?:no|not any|not a|without an?y?|never an?y?|nor|need any|n't any)\s+(?:\w+\s)?$", re.I)
_NEVER = re.compile(
    r"\b(?:never|not|nothing|no \w+)\b[^.!?]{0,30}\bchange my (?:mind|view|opinion)|\bnothing (?:could|can|will|would) (?:ever )?(?:change|convince)",
    re.I,
)


def _no_document(seen):
    """A sentence if the text names no document that could settle the claim, or says that nothing would change its writer's mind."""
    prose = own_words(seen)
    has_a_card = any(mention.cards for mention in seen.mentions)
    if not has_a_card and not any(
        not _NONE.search(prose[max(0, found.start() - 30) : found.start()]) for found in _DOCUMENT.finditer(prose)
    ):
        return "Which document would settle it? Name one that somebody else could open, and who keeps it."
    if _NEVER.search(prose) and not re.search(r"\b(?:if|unless|when|only)\b", prose, re.I):
        return "What in the document would change your mind? If nothing could, the document settles nothing."


QUESTIONS = {
    "altered-quotations": ids(
        "altered_quotations",
        {"A05", "A11", "A12"},
        why="Three quotations, and in each the words between the marks are not those of the agency. Keep this finding. It is correct. What it means is another matter.",
        extra={
            "A01": "A headline is in your set. Is anything in it between marks?",
            "A02": "One has a word between marks, but nobody is quoted by it. What kind of marks are these?",
            "A04": "One opens a quotation that goes on in the next unit. For which of the two does the table have a row?",
            "A06": "One tells of Russia's veto and of a campaign. Who is quoted in it?",
            "A07": "One tells of a population and of a war, and has no quotation marks at all. Whose words are they?",
            "A13": "One reports what Thaci pointed to. Reported is not quoted: are there marks?",
        },
        missing={
            "A05": "One that is missing has the end of a quotation that opens in the unit before.",
            "A11": "One that is missing has two quotations; look at the second.",
            "A12": "One that is missing is a whole unit between marks, but for its last words.",
        },
        hints=[
            "Take the rows of the table that are changed, and look whether the words stand between quotation marks.",
            "A05 closes a quotation that A04 opens.",
        ],
        because="In A05, A11 and A12 the changed words stand between quotation marks; in the other rows A speaks in its own voice.",
        example='{"A02", "A07"}',
    ),
    "words-of-a-alone": ids(
        "a_own",
        {"A06", "A07"},
        why="`illegally` in A06, `settler` and `so-called` in A07: three places that are sure, and five more rows that are probable. For A02 the beginning of the third text was not seen. One may think that it was the same hand; one cannot show it.",
        extra={
            "A01": "What does the second table say of `revealed`, under likely from?",
            "A05": "After one of them two sentences were cut. Is a cut an addition, and is it a judgement?",
            "A11": "What does the second table say of `boundaries` and of `exchanges`, under likely from?",
            "A12": "What does the second table say of the `sure path`, under likely from?",
            "A13": "What does the second table say of `Northern`, under likely from?",
        },
        missing={
            "A06": "One that is missing repeats a judgement of A02, in the writer's own voice.",
            "A07": "One that is missing has two of them in one sentence.",
        },
        may_add={
            "A02": "What was seen of the other two texts has none of the judgements of A02. But the beginning of the Portuguese version, where they would "
            "stand, was not seen: so our reference has A02 as probable, and leaves it out."
        },
        hints=[
            "In the second table look for the rows that are likely from this text, without a probably.",
            "Then keep those in which something is judged.",
        ],
        because="A06 has illegally, and A07 has settler and so-called. Both sentences could be compared with the other two texts, and neither of those has these words.",
        example='{"A05", "A12"}',
    ),
    "first-verdicts": table(
        "first_verdicts",
        _first_verdicts,
        "claim",
        list(record.VERDICTS),
        solved='first_verdicts = pd.DataFrame({"claim": ["A02-1", "E03-1", "D04-1", "D15-1"],\n'
        '    "verdict": ["disputed", "disputed", "partly", "not-settled-then"]})',
        why="So has the ledger. A02 and E03 decide the same question, each its own way, and get the same word. D04 makes one act of two "
        "papers; its word *countries* is a matter for the rule below. D15 is about a day to come: on the day of the text nobody could know. None of these words is on a writer.",
        wrong={
            **_of_status("A02-1", "E03-1"),
            **_of_status("E03-1", "A02-1"),
            (
                "D04-1",
                "verdict",
                "supported",
            ): "D04-1: both men signed. But what did each sign, and what does each say that it is?",
            (
                "D04-1",
                "verdict",
                "contradicted",
            ): "D04-1: you have a reason. But did both men sign something that day? Say what is left of the claim.",
            (
                "D04-1",
                "verdict",
                "not-settled-then",
            ): "D04-1: look at the dates of the cards. Did a reader have to wait for them?",
            (
                "D04-1",
                "verdict",
                "cannot-be-checked",
            ): "D04-1: three cards speak of it. On which of them were the papers themselves read?",
            (
                "D15-1",
                "verdict",
                "supported",
            ): "D15-1: that it was promised is so. Does D say that it was promised, or that it will happen?",
            (
                "D15-1",
                "verdict",
                "contradicted",
            ): "D15-1: in which year was it found that nothing had been done, and when was D written? What came later is not held against a text.",
            (
                "D15-1",
                "verdict",
                "disputed",
            ): "D15-1: do two sides hold opposed views here, or was something still to happen?",
            (
                "D15-1",
                "verdict",
                "cannot-be-checked",
            ): "D15-1: DOC-34 is on a document. For which part of the claim could there be none on that day, and why?",
        },
        may={
            (
                "D04-1",
                "verdict",
                "disputed",
            ): "D04-1: the two men do hold opposed views of it, and you go by them. Or you judged the word *countries*, which falls under the rule below. Ours goes by the papers: something of the claim is in them, and not all.",
            (
                "D15-1",
                "verdict",
                "partly",
            ): "D15-1: the promise is reported rightly, and *will* says more than a promise. Ours asks besides what could be known on that day.",
        },
        hints=[
            "Read the six meanings again. Then ask of each card: who speaks, and when?",
            "A02 and E03 settle the same question in passing. Whatever rule you use for the one, use it for the other.",
            "D15 has the word *will*. Who could know that on 9 September 2020?",
        ],
        because="Status is a matter on which states hold opposed positions, whichever way a text settles it. Each man signed a paper of his own, and the embassy was a matter of days to come.",
    ),
    "as-closely-as-a": number(
        "rows_of_e",
        lambda: round(41 * 16 / 13, 1),
        tolerance=1,
        what="a number",
        why="About 50 rows, in place of 7. What is in the other 43 nobody knows, for nobody looked. Now count as you like: C has the most claims that were contradicted, D has the largest share of them, and with *partly* the largest share "
        "is A's, 7 of its 16 rows. Three ways to count give three worst texts, and none of the claims was drawn by lot. Such counts say where to read. They do not say whom to trust.",
        wrong={
            16: "That is how many rows A has, for 13 units. E has 41 units.",
            7: "That is how many rows E has now. How many does A have for each of its units?",
            5: "You have it the other way round: that would be A, looked at as if it had fewer units. Divide by A's units, and multiply by E's.",
            22: "You began with the rows of E. Begin with those of A: they say how closely it was looked at.",
            504: "12.3 is the number of rows for ten units, and not for one.",
            12.3: "That is the number of rows for ten units. E has 41.",
            1.2: "That is the number of rows for one unit. E has 41.",
            34: "That is how many units E has more than rows. How many rows does A have for each of its units?",
        },
        hints=["How many rows does A have for one unit?", "Divide 16 by 13, and multiply by the units of E."],
        because="A has 16 rows for 13 units, 1.23 for each. 41 units at that rate are 50 rows.",
    ),
    "said-by-the-court": table(
        "by_the_court",
        _said_by_the_court,
        "claim",
        ["yes", "no", "left open"],
        solved='by_the_court = pd.DataFrame({"claim": ["A06 international law", "A06 law of Serbia", "C71 no breach", "C72 no precedent", "D16 a country"],\n'
        '    "court": ["no", "left open", "yes", "left open", "left open"]})',
        why="The Court answered one question, as advice: the declaration broke no rule of international law. So if A's *illegally* means that law, A and the Court stand against each other; if it means the law of Serbia, the Court did not look, and whether that law still held there is itself disputed. "
        "C gives the answer rightly (C71). Of C72 one half is on a card: the Court says that it need not answer whether a people may break away (DOC-13). What that signals is C's own reading; no card has it from the Court, and of some paragraphs we saw only reports (DOC-16). Whether Kosovo is a country it did not say, and it did not say that it is none.",
        wrong={
            (
                "A06 international law",
                "court",
                "yes",
            ): "A06, international law: what did ten of the judges find, by DOC-09?",
            (
                "A06 international law",
                "court",
                "left open",
            ): "A06, international law: this was the question that was put. DOC-09 has the answer.",
            (
                "A06 law of Serbia",
                "court",
                "yes",
            ): "A06, the law of Serbia: that Belgrade holds it so is not the Court's answer. What does DOC-10 say of the law of single states?",
            (
                "A06 law of Serbia",
                "court",
                "no",
            ): "A06, the law of Serbia: DOC-09 is on the law between states. Which card speaks of the law of a single state?",
            ("C71 no breach", "court", "no"): "C71: read DOC-09 again, and then the verb in C71.",
            ("C71 no breach", "court", "left open"): "C71: this was the question that was put. DOC-09 has the answer.",
            (
                "C72 no precedent",
                "court",
                "yes",
            ): "C72: C says so, and so does one of the ministers on DOC-22. Does any card have it from the Court?",
            (
                "C72 no precedent",
                "court",
                "no",
            ): "C72: one of the ministers on DOC-22 fears it. Does any card have it from the Court?",
            ("D16 a country", "court", "yes"): "D16: to break no rule is one thing. What does DOC-15 say of statehood?",
            (
                "D16 a country",
                "court",
                "no",
            ): "D16: to leave a thing undecided is not to deny it. What does DOC-15 say of statehood?",
        },
        hints=[
            "What was the Court asked? It was asked about the declaration, and not about what came of it.",
            "Look on each card for who speaks: the Court, a judge, a minister, or C.",
        ],
        because="The answer is on the declaration and on the law between states. The law of one state, statehood and what follows for others were left aside.",
    ),
    "word-of-the-future": span(
        "word_of_the_future",
        _c73,
        "would",
        why="It is a hint and no proof: `would` fits something that is still to come, and also words that are reported. But it is a reason to look for the date.",
        wrong={
            "conceded": "That is the writer's word, outside the quotation. Look between the marks.",
            "would prevent": "It is in there. Which one of the two words makes it something that is still to come?",
            "prevent": "To prevent looks ahead, but to the precedent. Which word puts the decision itself into the time to come?",
            "serving": "Without the words before it, this has no time. Look at the beginning of the quotation.",
            "Ironically": "That is the writer's comment. Look between the marks.",
        },
        because="`would` can look ahead, to a decision that had not been made. So one looks for the date.",
        hints=[
            "It stands right after the opening mark.",
            "Which small word would you use for something that has not happened yet?",
        ],
    ),
    "who-is-behind": table(
        "behind_the_cards",
        _who_is_behind,
        "card",
        ["signed it", "brokered it", "neither", "the papers", "what was said"],
        solved='behind_the_cards = pd.DataFrame({"card": ["DOC-32", "DOC-36", "DOC-37", "DOC-39"],\n'
        '    "who": ["neither", "signed it", "signed it", "brokered it"],\n'
        '    "rests_on": ["the papers", "what was said", "what was said", "what was said"]})',
        why="Two of the four accounts come from men who signed, and one from the side that brokered it. Each of the three has a reason to make it large or small. That proves nothing against them, but it is why one asks others. One page looked at "
        'photographs of the papers. On these cards *peace* is a word of the side that brokered it. Nobody here has the papers word for word: `show("DOC-38")` says where one could look, and `show("DOC-33")` is another page that saw pictures.',
        wrong={
            ("DOC-32", "who", "signed it"): "DOC-32: the paper is about those who signed. Who is telling of it?",
            (
                "DOC-32",
                "who",
                "brokered it",
            ): "DOC-32: look at the address. Is this a page of the house in which it was signed?",
            ("DOC-32", "rests_on", "what was said"): "DOC-32: from what was it read off?",
            (
                "DOC-36",
                "who",
                "brokered it",
            ): "DOC-36: the card says whose account it is. Did he stand between the two, or was he one of them?",
            (
                "DOC-37",
                "who",
                "brokered it",
            ): "DOC-37: the card says whose account it is. Did he stand between the two, or was he one of them?",
            (
                "DOC-36",
                "rests_on",
                "the papers",
            ): "DOC-36: he had the paper before him. But what does the card give us: the points of it, or his account?",
            (
                "DOC-37",
                "rests_on",
                "the papers",
            ): "DOC-37: he had the paper before him. But what does the card give us: the points of it, or his account?",
            ("DOC-39", "who", "signed it"): "DOC-39: whose adviser is he, and which two men signed?",
            ("DOC-39", "who", "neither"): "DOC-39: whose adviser is he, and in whose house was it signed?",
            (
                "DOC-39",
                "rests_on",
                "the papers",
            ): "DOC-39: look at what the document is. Is it a paper that was signed, or a talk about it?",
        },
        may={
            (
                "DOC-36",
                "who",
                "neither",
            ): "DOC-36: the page is a news site's, which signed nothing, and you go by the page. Ours goes by the man whose account it carries.",
            (
                "DOC-37",
                "who",
                "neither",
            ): "DOC-37: the page is a news site's, which signed nothing, and you go by the page. Ours goes by the man whose account it carries.",
        },
        hints=[
            "Two columns, two questions: whose account is it, and did they look at the papers?",
            "One of the cards speaks of photographs.",
        ],
        because="Vučić and Hoti signed, O'Brien spoke for those who brokered it, and a news site read photographs of the papers.",
    ),
    "what-would-settle": evidence(
        "my_check",
        also=_no_document,
        question="Overturn a row, or defend it. Choose a claim of this lesson and say: what does the text claim, in its own words, with the unit id; what document would settle it; and what in that document would change your mind? Three or four sentences.",
        bears={
            f"{source}{n:02d}"
            for source, last in (("A", 13), ("B", 28), ("C", 90), ("D", 17), ("E", 41))
            for n in range(1, last + 1)
        },
        sources="",
        least_words=40,
        model="C says that “Belgrade has closed only two of 35 required reform chapters” (C24). The Council of the European Union keeps the list of chapters opened and provisionally closed, and it could be "
        "read on that day. If the list of September 2020 had three closed, I would change my mind; if it has two, then the number is right, and whether the date of 2025 is implausible is still an "
        "opinion that no list can settle.",
        rubric="does it name a document that somebody else could open, and who keeps it? Does it say beforehand what would count against it? Does it keep apart what can be looked up and what is a judgement?",
        hints=[
            "Choose a claim with a number, a date or a name in it.",
            "Then ask who would have written it down, and where.",
        ],
        wrong=[
            ('my_check = "C24 is wrong."', "Too short"),
            (
                'my_check = """The text says that only two chapters had been closed, and the Council of the European Union keeps a list of them that anybody can read, so that if there were three in the list of that month I '
                'would change my mind at once."""',
                "Cite the unit",
            ),
            (
                'my_check = """C says that “Belgrade has closed only three of 35 required reform chapters” (C24), and the Council of the European Union keeps a list of them that anybody can read, so that if there were two '
                'in the list of that month I would change my mind."""',
                "The source has",
            ),
            (
                'my_check = """C24 says that only two chapters had been closed, and the Council of the European Union keeps a list of them that anybody can read, so that if there were three in the list of that month I '
                'would change my mind."""',
                "Quote a few exact words",
            ),
        ],
    ),
}
