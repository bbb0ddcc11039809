"""The questions of lesson 09."""

import re

from ..corpus import load_units
from ..rules.evidence import own_words
from .evidence import evidence
from .kinds import choice, ids, span


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
    "league-table": choice(
        "league_table",
        {"a": "right", "b": "D", "c": "no league table", "d": "A"},
        "c",
        why="Nobody drew these claims by lot. Somebody chose what to look up, looked at A most closely and at E least, and some texts claim hardly anything that one could look up. Such counts say where to "
        "read. They do not say whom to trust.",
        wrong={
            "a": "Two of how many? And how were the claims chosen?",
            "b": "That divides by rows, and so it is better than counting. But who chose the rows, and what of a text that claims nothing that can be checked?",
            "d": "In `partly` some of the claim is borne out. And how closely was A looked at, beside the others?",
        },
        hints=[
            "Look at the column `rows per 10 units`.",
            "What would a text have to do in order never to be contradicted?",
        ],
        because="The looking is uneven, the claims were chosen, and they are of different weight: no ranking follows.",
    ),
    "what-court-decided": choice(
        "court_decided",
        {"a": "state", "b": "broke no rule", "c": "precedent", "d": "right to separate"},
        "b",
        why="That, and no more: it was asked about the declaration, and it answered about the declaration, as advice. A says `illegally`, names no law, and does not mention the opinion, which found no breach of international law. C gives that answer (C71), "
        "and then reads a clear signal into what was left open (C72). On Serbia's constitution, on which Belgrade also relies, the Court was not asked.",
        wrong={
            "a": "Look for the word `state` in the record. What does it say about it?",
            "c": "C72 says so. What does the record say on that?",
            "d": "It said that this question need not be answered. Look into the record of C72-1.",
        },
        hints=["Read the column record, and not the column claim.", "What was the Court asked about?"],
        because="The opinion, which is advice, says that the declaration violated no international law; it did not look into domestic law, and leaves statehood, secession and precedent open.",
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
