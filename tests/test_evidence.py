"""The one law of evidence: two hundred texts by people who had seen no engine, and each form of id, quotation and speaker."""

import csv
import html
import random
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from sidebyside import critique, exercises
from sidebyside.corpus import BadInput, load_table, load_units
from sidebyside.exercises import kinds
from sidebyside.rules.evidence import STANDS as STANDING
from sidebyside.rules.evidence import examine

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = exercises.named_questions()
OPEN = [name for name, question in QUESTIONS.items() if "one answer among many" in question.because]
STANDS = (kinds.FOUND, kinds.DEFENSIBLE)
KNOWN = critique.known()


def reply_to(name, answer):
    return exercises.judge(QUESTIONS[exercises.name_of(name) or name], answer)


def typed(code):
    names = {"pd": pd}
    exec(code, names)
    return names[code.partition(" =")[0]]


# -- texts of others -------------------------------------------------------------------------------------------------------

# What is judged otherwise than its author would, and why. Of texts that nobody has looked at yet it may be one in fifteen: 13 of these
# 200 it was, before any of them was read.
MISSED = {
    "n117": "says of a pair that both are of one kind, and not which value it would give, which the exercise asks for"
}


def test_two_hundred_texts_are_judged_as_their_authors_would():
    with open(ROOT / "tests" / "near_misses.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = {}
    for row in rows:
        if row["exercise"] == "critique":
            stands = critique.at_fault(critique.review(row["text"])).empty
        else:
            stands = reply_to(row["exercise"], row["text"]).outcome in STANDS
        if stands != (row["outcome"] in STANDS):
            missed[row["id"]] = row["kind"]
    assert len(rows) == 200 and sorted(missed) == sorted(MISSED), missed


# -- what the lessons print --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPEN)
def test_our_own_text_passes_in_check_and_in_review(name):
    text = typed(QUESTIONS[name].solved)
    assert reply_to(name, text).outcome == kinds.FOUND
    assert critique.at_fault(critique.review(text)).empty


@pytest.mark.parametrize("source", ["A", "C"])
def test_a_model_critique_passes_the_exercise_it_is_for(source):
    assert reply_to("10.7", critique.model(source)).outcome == kinds.FOUND


@pytest.mark.parametrize("name", OPEN)
def test_a_found_text_is_told_what_was_not_judged_and_led_to_another_reader(name):
    text = reply_to(name, typed(QUESTIONS[name].solved)).text
    assert "Not judged" in text and "critique.keep(" in text and "eight questions" in text
    model = typed(QUESTIONS[name].solved)
    assert model[:60] not in text and model[-60:] not in text  # the model is in `solution`


@pytest.mark.parametrize("lesson", sorted(exercises.LESSONS, key=int)[1:])
def test_the_question_is_that_of_the_lesson(lesson):
    [path] = (ROOT / "notebooks").glob(f"{int(lesson):02d}_*.ipynb")
    asked = " ".join(re.sub(r"^> ?", "", cell.source, flags=re.M) for cell in nbformat.read(path, 4).cells)
    for question in exercises.named_questions(lesson).values():
        if "one answer among many" in question.because:
            cells = dict(zip(question.judge.__code__.co_freevars, question.judge.__closure__))
            assert cells["question"].cell_contents in " ".join(asked.split())


# -- what was let pass, and what was refused ------------------------------------------------------------------------------------

BANANA = "Bananas are yellow and grow in warm countries where it rains. People eat them for breakfast, and some with milk and sugar on top. "
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. "
QUOTED = {
    "4.8": "“refused to recognise it” (B10), record.",
    "5.8": "“it will not transform relations between Serbia and Kosovo” (C14). “momentum for future agreements” (D13), and that is that.",
    "what-changed": "“a truly historic day” (D05). “battling for influence over peace negotiations” (B02), and that is that.",
    "8.5": "“happily participates in economic projects” (C18). “since the start of the coronavirus crisis” (B12), and that is that.",
}


@pytest.mark.parametrize("number", QUOTED)
@pytest.mark.parametrize("filling", [BANANA, LOREM])
def test_a_text_that_says_nothing_of_the_sources_is_not_yet(number, filling):
    reply = reply_to(number, filling + QUOTED[number] + (f" {BANANA}{LOREM}" if filling is LOREM else ""))
    assert reply.outcome == kinds.WRONG and "Outside the quotations" in reply.text


def test_the_question_pasted_back_is_not_yet():
    ask = "Compare A and D: whose words does a reader hear, and who is only spoken about? Write two or three sentences, with at least one unit id"
    text = f"{ask} and some exact words from each. “I am convinced” (A12), “This is a truly historic day” (D05)."
    assert "not in the question too" in reply_to("voices-of-a-and-d", text).text
    more = " In A only Thaci is heard, and in D only Trump, and the two who sign there are seen and say nothing at all."
    assert reply_to("voices-of-a-and-d", text + more).outcome == kinds.FOUND


PIECES = [
    ("9.8", "What does the text claim, in its own words, with the unit id? “Trump Admin Negotiates Historic Serbia-Kosovo Peace Accord” (D01). What document would "
     "settle it? A document would settle it. What in that document would change my mind? Something in that document would change my mind."),
    ("10.6", "I object to one of the two. I name a unit that neither of the two cites and that speaks against one of them or changes it. I quote it “Much-needed "
     "economic growth, if it comes” (C05) and I say what follows. What follows is that I object to one of the two."),
    ("11.7", "What the number counts: the number counts what the number counts. A sentence of each source that shows it: “Kosovo leader reveals dialogue” (A01) and "
     "“Russia hits back as US takes lead” (B01). How it could mislead: it could mislead how it could mislead. Number counts sentence source shows mislead."),
    ("5.8", "Same claim, same time, whose voice. C says “it will not transform relations between Serbia and Kosovo” (C14). D says “momentum for future agreements” "
     "(D13). Same claim, same time, whose voice. It is the same claim, the same time, and the same voice. Is that a contradiction?"),
]  # fmt: skip


@pytest.mark.parametrize("number, answer", PIECES)
def test_the_question_pasted_back_in_pieces_is_not_yet(number, answer):
    reply = reply_to(number, answer)
    assert reply.outcome == kinds.WRONG and "not in the question too" in reply.text


PLAIN = [
    ("quarrel-with-codes", "For me it is a prediction: the writer says “would violate” (C53), and nobody has made such a bid yet. A document can tell what was "
     "agreed, but not what a bid to spark unrest would be."),
    ("who-is-checkable", "I think A lets a reader check more. It says “Thaci told the Council on Foreign Relations in Washington” (A05), so I can look for this "
     "speech. E only writes “Observers are keenly watching” (E05), and I do not know who they are."),
]  # fmt: skip


@pytest.mark.parametrize("number, answer", PLAIN)
def test_plain_words_on_the_cited_unit_are_enough(number, answer):
    assert reply_to(number, answer).outcome == kinds.FOUND


LET_PASS = [
    ("voices-of-a-and-d", "In A we hear the words of Vucic, 'I am convinced' (A12), and in D only Trump, \"This is a truly historic day\" (D05), so there is one "
     "voice in each.", "Thaci"),
    ("two-names", "A writes “Serbia’s traditional supporter Russia” (A02) and B “the two former wartime foes” (B04). The first takes for granted that Russia is a "
     "friend, the second that there was a war between two. Readers in Pristina and in Belgrade may object to either of them.", "not of one and the same"),
    ("9.8", "C says that “Belgrade has closed only two of 35 required reform chapters” (C24). No document is needed for that, because everybody knows it and "
     "always did. I would never change my mind about a thing that is as plain as this one is.", "Which document"),
    ("9.8", "C says that “Belgrade has closed only two of 35 required reform chapters” (C24). The Council keeps a list of the chapters in which each of them is "
     "named. But nothing would change my mind about it, since it is plain to me that this is so, and that it was.", "change your mind"),
    ("new-headline", "Russia wins as Serbia and Kosovo sign an economic deal against US and EU", "Against whom"),
    ("new-headline", "Russia wins as Serbia and Kosovo sign an economic deal at White House", "under whose roof"),
    ("new-headline", "Serbia and Kosovo sign economic deal with US and EU", "Where is the rivalry"),
    ("new-headline", "US beats Russia as Kosovo and Serbia sign economic deal with mutual recognition in Washington", "recognised anything"),
    ("new-headline", "US beats EU as Serbia and Kosovo sign deal on recognition and economic ties", "recognised anything"),
    ("new-headline", "Russia, not EU, takes lead as Serbia and Kosovo sign economic deal", "without a no"),
    ("new-headline", "Serbia and Kosovo do not sign economic deal as US takes lead over EU", "without a no"),
    ("11.7", "The table of tone has four boosters for A, such as “once and for all” (A12), and four for B, as one can see in B13. It counts words of a list, "
     "whoever says them, and so it does not tell how the texts speak but how much they quote.", "of the other source too"),
]  # fmt: skip


@pytest.mark.parametrize("number, answer, told", LET_PASS)
def test_what_was_let_pass_is_not_yet(number, answer, told):
    reply = reply_to(number, answer)
    assert reply.outcome == kinds.WRONG and told in reply.text


OF_ONES_OWN = "F09 has “the boat could not sail” (F09) and A02 has “removing a possible obstacle” (A02). " + (
    "Hedges are words of a list, and the number of them misleads a reader who thinks that a text with many must be careful, since peace and tone are more than a list."
)


def test_ids_of_ones_own_are_told_that_the_task_is_on_the_five():
    for name in ("read-a-number", "peace-in-b-and-d", "tone-or-judgement"):
        said = reply_to(name, OF_ONES_OWN).text
        assert said.startswith("These are ids of texts of your own") and "Did you mean" not in said, name


NUMBERS_HOLD = [
    "In the table A has 2 hedges (0.61) and B has five (0.85). The hedge “removing a possible obstacle” (A02) is the writer's; “a potential peace deal” (B25) too. "
    "The texts are short, and the number fools whoever thinks that so few words say something.",
    "I chose verbs that lean. A has 6 and D has 3 of them. “President Hashim Thaci revealed that” (A03) makes a secret of it, but “The two nations have agreed to” (D02) only tells "
    "what was done. The number does not see this difference.",
    "Words at a distance: 2 in A, 0.6 in a hundred, and four in C. A has “so-called peacekeeping force” (A07) and C a “failed so-called deal of the century” (C13). It looks as if A doubted "
    "more, but C is six times as long.",
    "C has twenty-two hedges and E has eleven, which is half. It looks as if C were in more doubt, but C is longer. C says “Any bid to spark unrest” (C53), and E says “amid ongoing "
    "tensions between the two” (E03), and both are careful.",
]


def test_numbers_of_the_table_are_held_against_it():
    outcomes = [reply_to("read-a-number", text).outcome == kinds.FOUND for text in NUMBERS_HOLD]
    assert outcomes == [True, True, True, False]  # the last cites what has no hedge


REFUSED = [
    ("peace-in-b-and-d", "In B peace is a matter of “two former wartime foes” (B04) who are to meet, while in D it is there in the headline, “Peace Accord” (D01), as a thing."),
    ("peace-in-b-and-d", "In B it is “a dialogue to normalise relations” (B09) that goes on for a decade; D has peace in its headline, “Peace Accord” (D01), as a thing."),
    ("voices-of-a-and-d", "Of Serbia A says “which campaigned to keep Kosovo outside the United Nations” (A06), and it is not heard. In D Trump is, “This is a truly historic "
     "day” (D05), and of Kosovo we are told that “Kosovo has not recognized Israel” (D17)."),
    ("voices-of-a-and-d", "Serbia is only spoken about in A, “which campaigned to keep Kosovo outside the United Nations” (A06), and so is Kosovo at the end of D, “Kosovo has "
     "not recognized Israel” (D17)."),
    ("new-headline", "Washington, not Brussels, gets Kosovo and Serbia to agree on normalizing economic ties"),
    ("new-headline", "Serbia and Kosovo agree to normalise trade as US, not the EU, takes lead"),
    ("new-headline", "Serbia and Kosovo sign economic deal in Washington, not in Brussels"),
    ("new-headline", "Washington pushes EU aside as Belgrade and Pristina sign economic agreement"),
    ("new-headline", "US and EU vie for the Balkans: Kosovo and Serbia agree on trade in Washington"),
    ("new-headline", "Moscow hits back as Serbia and Kosovo sign economic commitments in Trump’s office"),
    ("5.8", "C says of the deal that “it will not transform relations between Serbia and Kosovo” (C14). D has Trump, who thanks “both” for it: “Serbia and Kosovo have "
     "each committed to economic normalization. Very expect — very important term” (D06–D07). So the voices differ, and the time too."),
    ("9.8", "C speaks of the “Kumanovo agreement” and says that it “ended NATO’s hostilities with Serbia” (C53). The “Military Technical Agreement” of June 1999 would "
     "settle it, which NATO keeps on its site. If its text had nothing on an end of the bombing, I would change my mind."),
    ("10.6", "The model on C says that C \"settles the question of Kosovo's status in its choice of words\". But C counts those who say no: “the four EU countries that do not "
     "yet recognize Kosovo” (C40). So it does not hide that there is a dispute."),
    ("what-changed", "My headline was “US takes lead as rivals look on: Serbia and Kosovo sign economic papers”. In D the matter is “a truly historic day” (D05), so that the judgement is "
     "praise. In B powers are “battling for influence” (B02), and the problem is who wins."),
    ("two-names", "In B Lavrov says of Serbia “which plays an important and positive role” (B08), and C calls it “its larger neighbor” (C15). The first takes for granted "
     "that the role is a good one, and a reader in Pristina may object to that; the second, that size is what counts beside Kosovo."),
]  # fmt: skip


@pytest.mark.parametrize("number, answer", REFUSED)
def test_what_was_refused_stands(number, answer):
    reply = reply_to(number, answer)
    assert reply.outcome in STANDS, reply


def test_other_units_than_ours_are_defensible_and_never_accused():
    reply = reply_to("voices-of-a-and-d", REFUSED[3][1])
    assert reply.outcome == kinds.DEFENSIBLE and "Our own reading uses other sentences" in reply.lead
    assert not re.search("without bearing|beside the point|wrong", reply.text)


def test_where_our_reading_rests_is_said_of_the_source_that_lacks_it():
    text = (
        "C says that the deal “will not transform relations between Serbia and Kosovo” (C14). In D only Trump hopes for more, “And I think it’s going "
        "to work out very well” (D11). The one is a forecast of the writer, the other a wish of the man who made the deal, so there is no contradiction."
    )
    reply = reply_to("5.8", text)
    assert reply.outcome == kinds.DEFENSIBLE and "Our own reading of D rests on 3 other sentences" in reply.text


MODELS = {unit for source in "AC" for unit in examine(critique.model(source), KNOWN).cited}


def test_an_objection_from_a_unit_that_the_models_cite_is_told_so():
    text = (
        "I object to the critique of A, which says that A settles the status by its words. A12 has “both countries” (A12), without any distance, though it "
        "is Thaci who says it. So A is less consistent than the critique makes it."
    )
    reply = reply_to("10.6", text)
    assert reply.outcome == kinds.WRONG and "A12 stands in the critique of A. What you have may stay." in reply.text
    both = reply_to("10.6", text.replace("(A12)", "(A12, A02, C77)")).text
    assert "A02 stands in the critique of A and the critique of C" in both
    assert "C77 stands in the critique of C, within C70 to C77" in both
    assert not re.search("Our own reading|hold to your answer|Ask of your text", f"{reply.lead} {reply.text}")
    added = text + " C40 is in neither: “the four EU countries that do not yet recognize Kosovo” (C40)."
    assert reply_to("10.6", added).outcome == kinds.FOUND


def test_no_reply_accepts_a_text_and_asks_for_another():
    for name in OPEN:
        for typed_in, words in QUESTIONS[name].defensible:
            reply = reply_to(name, typed(typed_in))
            assert reply.outcome == kinds.DEFENSIBLE and words in reply.text, (name, reply)
            assert not re.search(
                r"\bBut \w.{0,60}(?:asked for|not on the list)|[Cc]hoose (?:a|another) unit", reply.text
            ), name


def test_a_unit_that_the_list_does_not_have_is_not_yet_an_answer():
    [mine] = [text for text, _ in QUESTIONS["quarrel-with-codes"].foreseen if "(B10)" in text]
    reply = reply_to("quarrel-with-codes", typed(mine))
    assert (
        reply.outcome == kinds.WRONG
        and "B10 is not on the list" in reply.text
        and "Choose a unit of the list" in reply.text
    )
    cells = dict(
        zip(QUESTIONS["make-an-objection"].judge.__code__.co_freevars, QUESTIONS["make-an-objection"].judge.__closure__)
    )
    assert set(KNOWN.book.ids) - cells["bears"].cell_contents == MODELS


SMOOTH = (
    "A is a friend of Kosovo. It writes “President Hashim Thaci” (A03), and gives him “I am convinced that this will close once and for all the war "
    "between Kosovo and Serbia” (A12). Whoever lets a man speak at such length shares his view (A11, A12). D, by contrast, has “both countries” (D04), "
    "and so it stands on the side of Serbia. "
)


def test_a_sentence_that_is_pasted_again_fills_no_critique():
    again = "Somebody who does not agree with me would read these words otherwise, and one article cannot show how its site writes on other days. "
    for text in (SMOOTH + again * 12, (SMOOTH + again) * 3):
        reply = reply_to("write-a-critique", text)
        assert reply.outcome == kinds.WRONG and "A sentence comes again and again" in reply.text
    whole = typed(QUESTIONS["write-a-critique"].solved)
    assert reply_to("write-a-critique", f"{whole} {whole}").outcome == kinds.FOUND  # enough is said once


def test_an_objection_to_neither_critique_is_asked_to_which():
    units = " Here we read of “the four EU countries that do not yet recognize Kosovo” (C40), and the reader learns more from that than from all the rest of it."
    for begins in ("I object to D, since it says only good things of the agreement.", "Kosovo is treated too hard."):
        reply = reply_to("make-an-objection", begins + units)
        assert reply.outcome == kinds.WRONG and "one of A and one of C" in reply.text, begins
    for begins in (
        "I object to the critique of C.",
        "To the second model: it is too hard.",
        "C is judged too hard here, I find.",
    ):
        assert reply_to("make-an-objection", begins + units).outcome == kinds.FOUND, begins


def test_a_critique_with_two_units_is_told_that_a_third_is_asked_for():
    text = typed(QUESTIONS["write-a-critique"].solved)
    for unit in ("B10", "B15", "B16", "B18", "B19", "C04"):
        text = text.replace(unit, "B02")
    text = text.replace(
        "“Serbia pretends to engage in earnest and Kosovo pretends to have an avenue toward recognition” (B02)", "C04"
    )
    text = re.sub(r"“has refused” \(B02\)|“insisted” \(B02\)|“hits back as US takes lead” \(B01\)", "so", text)
    reply = reply_to("10.7", text)
    assert (
        reply.outcome == kinds.WRONG
        and "You cite B02 and C04, and evidence from at least 3 units is asked for" in reply.text
    )


def test_one_model_is_never_printed_unasked():
    assert "In one of ours" not in reply_to("new-headline", REFUSED[4][1]).text


# -- ids and quotations, in check and in review alike ----------------------------------------------------------------------------

AROUND = "In A only Thaci is heard{}, and in D only Trump, “This is a truly historic day” (D05), so that there is one voice in each of the two."
HOLDING = [
    ' with "I am convinced" (A12)', " with “I am convinced” (a12)", " with „I am convinced“ [A12]", " with »I am convinced« (A12)", " with ‘I am convinced’ (A12)",
    " with 'I am convinced' (A11, A12)", " with “I am convinced\" (A11–A12)", " with \"I am convinced” (A10 to A12)", " with “I am\nconvinced” (A12)",
    " with “I am Convinced,” (A12)", ": A12 “I am convinced”", " (A12: “I am convinced”)", " with “I asked him very directly: what would Russia's reaction be” (A4)",
    " with “if Kosovo and Serbia came to an agreement? Their response was that it will support it” (A04–A05)",
    " with “I am convinced … a sure path to NATO” (A12)", " with “I am convinced [...] a sure path to NATO” (A12)", " with “I am convinced ... once and for all” (A12)",
    " and is \"the leader of the illegally declared “independent” Kosovo\" (A02)", " and is “the leader of the illegally declared “independent Kosovo” (A02)",
    " and is 'the leader of the illegally declared \"independent\" Kosovo' (A02)", " and is “President Hashim Thaçi” (A03)", " of “a broader peace-agreement” (A11)",
    " for “land exchanges” (A11), and the ‘talks’ are not", " on the “Washington Agreement” of September, with “I am convinced” (A12)",
]  # fmt: skip
FAULTY = [
    (" with “I was convinced” (A12)", "“was” for “am”"),
    (" with “I am quite convinced” (A12)", "“quite” added"),
    (" with “close once for all the war” (A12)", "“and” left out"),
    (" with “I am convinced” (A11)", "In A12, and not in A11"),
    (" with “NATO bombing campaign in 1989-99” (A07)", "“1989” for “1998”"),
    (" with “There will be … boundaries based on ethnic lines” (A11)", "leaves out a word that denies"),
    (" and is “the illegally declared “sovereign” Kosovo” (A02)", "“sovereign” for “independent”"),
    (", and Vucic says “I am convinced” (A12)", "Hashim Thaci who says them"),
    (" with “I am convinced” (A92)", "There is no unit A92"),
    (" with “a sure path to NATO … I am convinced” (A12)", "do not follow each other"),
]


@pytest.mark.parametrize("said", HOLDING)
def test_evidence_that_holds(said):
    text = AROUND.format(said)
    assert critique.at_fault(critique.review(text)).empty, critique.at_fault(critique.review(text)).to_string()
    assert reply_to("voices-of-a-and-d", text if "A" in said or "a1" in said else text + " (A11)").outcome in STANDS


@pytest.mark.parametrize("said, told", FAULTY)
def test_evidence_that_does_not_hold(said, told):
    text = AROUND.format(said) + " A quotes him with “part of a broader peace agreement” (A11)."
    assert told in " ".join(critique.at_fault(critique.review(text))["advice"])
    reply = reply_to("voices-of-a-and-d", text)
    assert reply.outcome == kinds.WRONG and told in reply.text


COMPARED = [  # C21 is quoted and cited before, and C20 is only set beside it
    "Its words “until Serbia lifts” are the same as in C20, and that is a record in all three codings.",
    "It says “until Serbia lifts”, and C20 says nearly the same of the other side.",
    "It says “until Serbia lifts”, while C20 has a condition for the other side.",
    "Like C20, it has “until Serbia lifts”, and this is a rule about what comes first.",
    "Compared with C20 the words “until Serbia lifts” are no more than a rule.",
    "C20 has the same grammar as “until Serbia lifts”, so both should have one code.",
]
NAMED_FOR = [
    "In C20 there is “until Serbia lifts”, and that is a rule about what comes first.",
    "The words “until Serbia lifts” stand in C20, and that is a rule about what comes first.",
    "C20, too, has “until Serbia lifts”, and that is a rule about what comes first.",
    "And C20 says, as everybody can read there, “until Serbia lifts”, so both should have one code.",
    "It has the same form as “until Serbia lifts” (C20), so both should have one code.",
]


@pytest.mark.parametrize("said", COMPARED)
def test_a_unit_named_for_comparison_is_not_given_for_the_quotation(said):
    reply = reply_to("quarrel-with-codes", f"C21 is a cause in the reference, and for me it is a record. {said}")
    assert reply.outcome == kinds.FOUND, reply
    [quotation] = examine(f"C53 is a record for me. {said}", KNOWN).quotations
    assert quotation.finding == "quotation elsewhere" and quotation.fault  # C21 has to be cited somewhere


@pytest.mark.parametrize("said", NAMED_FOR)
def test_a_wrong_unit_named_for_the_quotation_is_refused_though_the_right_one_is_cited(said):
    reply = reply_to("quarrel-with-codes", f"C21 is a cause in the reference, and for me it is a record. {said}")
    assert reply.outcome == kinds.WRONG and "In C21, and not in C20, which you" in reply.text


MARKS = ["“”", '""', "„“", "«»", "»«", "‘’", "''", '“"', '"”', '„"', "””"]
CHANGES = [
    lambda words: words,
    lambda words: words.upper(),
    lambda words: re.sub("[—–-]", " – ", words),
    lambda words: words.replace("’", "'"),
    lambda words: words.replace(" ", "\n", 1),
    lambda words: words.replace(",", "") + ",",
    lambda words: words.replace(" ", "  ") + ".",
]


def stretches(seed):
    """Words that stand in a unit one after the other, ten or fewer of each unit: `(id, words)`. Always the same."""
    chance = random.Random(seed)
    for run in KNOWN.book.runs:
        ends = [*run.begins[1:], len(run.text)]
        for unit, begin, end in zip(run.ids, run.begins, ends):
            spans = [span for span in run.spans if begin <= span[0] < end]
            if len(spans) > 5:
                first = chance.randrange(len(spans) - 4)
                yield (
                    unit,
                    [run.text[slice(*span)] for span in spans[first : first + 10]],
                    run.text[spans[first][0] : spans[min(first + 10, len(spans)) - 1][1]],
                )


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_copied_holds_in_any_marks(seed):
    chance = random.Random(seed)
    for unit, _, words in stretches(seed):
        opens, closes = chance.choice(MARKS)
        text = f"Of Kosovo one reads {opens}{chance.choice(CHANGES)(words)}{closes} ({unit}), and that is all."
        assert [quotation.finding in STANDING for quotation in examine(text, KNOWN).quotations] == [True], text


@pytest.mark.parametrize("seed", range(3))
def test_a_word_altered_added_or_left_out_is_caught_wherever_it_stands(seed):
    chance, others = random.Random(seed), ["elephant", "never", "Belgrade", "1912", "peaceful"]
    for unit, words, _ in stretches(seed):
        place, other = chance.randrange(1, len(words) - 1), chance.choice(others)
        altered = words[:place] + chance.choice([[other], [], [other, words[place]]]) + words[place + 1 :]
        text = f"Of Kosovo one reads “{' '.join(altered)}” ({unit}), and that is all. It has “grasp reality” (C13)."
        assert altered == words or examine(text, KNOWN).quotations[0].fault, text


def test_words_left_out_without_a_mark_are_looked_for_in_the_unit_that_is_given():
    text = "B has powers “battling for peace” (B02), and D a “Historic Serbia-Kosovo Peace Accord” (D01)."
    [advice] = critique.at_fault(critique.review(text))["advice"]
    assert "battling for influence over peace" in advice and "In B02." in advice and "A01" not in advice


def test_words_that_come_near_nothing_are_let_pass_with_a_word_if_another_quotation_holds():
    text = AROUND.format(" with “I am convinced” (A12), though he is no “puppet on strings”")
    reply = reply_to("voices-of-a-and-d", text)
    assert reply.outcome == kinds.FOUND and "Not found in any source: “puppet on strings”" in reply.text
    alone = "In A the leader is a “puppet on strings” (A12), and in D we have “fireworks over the town” (D05), so both of them speak of others."
    assert reply_to("voices-of-a-and-d", alone).outcome == kinds.WRONG


SPEAKERS = [
    ("Vucic says “I am convinced that this will close” (A12).", True),
    ("According to Lavrov, “The EU has sidelined itself” (B20).", True),
    ("Lavrov: “The EU has sidelined itself” (B20).", True),
    ("“The EU has sidelined itself” (B20), says Stoltenberg.", True),
    ("Trump’s “I am convinced” (A12) is too much.", True),
    ("“We will not allow attempts” (B07), Vučić warned.", True),
    ("“There will be no boundaries” (A11) is what Haradinaj insisted on.", True),
    ("It is Hoti who says “This is a truly historic day” (D05).", True),
    ("Lavrov is quoted (B07), and so is Grenell, “I’m confident that NATO allies will stay” (B27).", True),
    ("Borrell insists that it “would prevent the Kosovo crisis” (C73).", True),
    ("Vucic, who is asked about it in Washington, insists that “There will be no boundaries” (A11).", True),
    ("There is Vucic, and then, says the text, “I am convinced” (A12).", False),
    ("Unlike Vucic, who is silent, Thaci says “I am convinced” (A12).", False),
    ("Thaci says “I am convinced that this will close” (A12).", False),
    ("Unlike Vucic, Thaci says “I am convinced” (A12).", False),
    ("Thaci, who met Putin, says “I am convinced” (A12).", False),
    ("Thaci told Putin: “I asked him very directly” (A04).", False),
    ("Haradinaj rejects Thaci’s “broader peace agreement” (A11).", False),
    ("Trump is quoted, and neither Hoti nor Vucic: “This is a truly historic day” (D05).", False),
    ("Lavrov’s visit shows it: “The EU has sidelined itself” (B20).", False),
    ("He says “I am convinced” (A12), as Vucic might.", False),
    ("A lets Thaci say “I am convinced” (A12), while B quotes Lavrov, “We will not allow attempts” (B07).", False),
    ("Vucic is called “autocratic” (C25).", False),
    ("Putin heard “I asked him very directly” (A04).", False),
    ("Haradinaj rejects “part of a broader peace agreement” (A11).", False),
    ("Thaci met Putin and said “I am convinced” (A12).", False),
    ("Thaci and Vucic say “I am convinced” (A12).", False),
    ("If Vucic said “I am convinced” (A12), we would be surprised.", False),
    ("The envoy of Vucic says “I am convinced” (A12).", False),
    ("Vucic would not say “I am convinced” (A12).", False),
    ("“I am convinced” (A12) is not what Vucic says.", False),
    ("“I am convinced” (A12), Thaci told Putin.", False),
    ("“President Aleksandar Vučić of Serbia” (D04) signs, and Trump speaks.", False),
]


@pytest.mark.parametrize("text, accused", SPEAKERS)
def test_a_quotation_is_given_to_the_right_speaker_or_nothing_is_said(text, accused):
    assert ("another speaker" in set(critique.review(text)["finding"])) == accused


# Words of the text itself, put into the mouth of somebody; and what only looks so.
OF_THE_TEXT = [
    ("Hashim Thaci says that Kosovo was “illegally declared” (A02).", True),
    ("Thaci speaks of “settler ancestors” (A07).", True),
    ("Thaci calls Kosovo “the illegally declared “independent” Kosovo” (A02).", True),
    ("“so-called peacekeeping force” (A07), says Thaci.", True),
    ("In Thaci's words, “settler ancestors” (A07).", True),
    ("According to Vucic, C13 has “grasp reality” (C13).", False),
    ("According to Vucic, “Belgrade’s rejectionism” (C34) is to blame.", True),
    ("Trump says “Historic Serbia-Kosovo Peace Accord” (D01).", True),
    ("Lavrov insists that the three are “battling for influence” (B02).", True),
    ("Jeremic is quoted with “bitterly departed former province” (C03).", True),
    ("Jeremic says “bitterly departed former province” (C03).", True),
    ("Thaci claims that the talks “have made little progress” (A08).", True),
    ("Thaci promised that the talks “have made little progress” (A08).", True),
    ("Lavrov is alleging that the three are “battling for influence” (B02).", True),
    ("Lavrov was alleged to be “battling for influence” (B02).", False),
    ("Trump tells us that “the mainly-Muslim country of Kosovo” (D16) has agreed.", False),
    ("Trump said that it was “a bloody conflict” (D02).", False),
    ("Trump: “clearing the way for the first flight” (D14).", False),
    ("Thaci told the Council on “land exchanges” (A11).", False),
    ("Thaci says that Russia “pledged to support reconciliation” (A02).", False),
    ("Putin pledged “to support reconciliation” (A02).", False),
    ("Thaci says that the talks are “stalled talks” (A02).", False),
    ("Lavrov warned that it “would need to give its approval” (B03).", False),
    ("Joseph writes “bitterly departed former province” (C03).", False),
    ("Samso says the powers are “battling for influence” (B02).", False),
    ("While Thaci speaks, A has “so-called peacekeeping force” (A07).", False),
    ("Thaci speaks, but the text says “settler ancestors” (A07).", False),
    ("Thaci says that A writes “settler ancestors” (A07).", False),
    ("Thaci denies that it was “illegally declared” (A02).", False),
    ("Thaci’s “settler ancestors” (A07) are an odd phrase.", False),
    ("Vucic’s “autocratic” rule (C25) is a word of C.", False),
    ("Vucic is called “autocratic” (C25).", False),
    ("Vucic is described as “autocratic” (C25).", False),
    ("Vucic was introduced as “autocratic Vucic” (C25).", False),
    ("A says of Thaci that he leads the “illegally declared” state (A02).", False),
    ("Trump announced the accord that the headline calls “Historic” (D01).", False),
    ("Trump says “historic” (D05), and the headline has “Historic” (D01).", False),
    ("Thaci says nothing of “settler ancestors” (A07).", False),
    ("Thaci does not say “settler ancestors” (A07).", False),
    ("Trump announced “the signing of a major agreement” (D03).", False),
    ("Trump offers “US help to negotiate” (A09).", False),
    ("Haradinaj is against “trading territory with Serbia” (A10).", False),
    ("Vucic and Hoti “signed a commitment” (D04).", False),
    ("Kurti calls for peace “between the two nations” (E03).", False),
    ("The text says that Thaci “broke with Serbia” (A07).", False),
    ("Vucic insisted, and “any decision on Kosovo” (B16) needs Russia.", False),
    ("Peci says that “NATO accession is all that matters now” (C42).", False),
    ("Thaci, of whom A says “illegally declared” (A02), is heard.", False),
    ("Thaci speaks of peace. The text says “settler ancestors” (A07).", False),
    ("Thaci says that he is convinced (A12). “settler ancestors” (A07) is A's.", False),
    ("Jeremic conceded, says C, and “Ironically” (C73) shows it.", False),
    ("Borrell says it as “the EU’s Foreign Minister” (C79).", False),
    ("Trump says “two nations” (D02, D05).", False),
    ("A lets Thaci speak of peace (A12) and calls his state “illegally declared” (A02).", False),
    ("After Thaci says that he is convinced, “a so-called peacekeeping force” (A07) comes as a surprise.", False),
    ("When Thaci speaks, “Kosovo, whose population is mostly Albanian” (A07) follows.", False),
    ("Vucic is quoted: “Vucic said that while he accepted” (B18).", False),
    ("Thaci is heard, “Kosovo said on Tuesday that” (A02).", False),
    ("Thaci says he met Putin “on the sidelines” (A03).", False),
]


def test_a_person_is_not_given_the_words_of_the_text_itself():
    wrong = []
    for text, accused in OF_THE_TEXT:
        rows = critique.review(text)
        told = rows.loc[rows["finding"] == "another speaker", "advice"].str.contains("they are the text's own")
        if list(told) != [True] * accused:
            wrong.append(text)
    assert not wrong


def test_a_critique_with_a_word_of_the_text_in_somebody_s_mouth_is_stopped_there():
    text = critique.model("A").replace("The adverb comes back:", "Thaci says that Kosovo broke away")
    reply = reply_to("write-a-critique", text)
    assert reply.outcome == kinds.WRONG and "nothing there gives them to Hashim Thaci" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "D could have written “the signing of a trade agreement” (see D03), and did not.",
        "My own headline would be “Serbia and Kosovo sign papers”, if one asked me about D01.",
        "I changed “Historic” (D01) to “economic and commercial” in mine.",
        "Nobody in A calls him “president of a state”, not even A03.",
    ],
)
def test_words_of_ones_own_between_marks_are_no_quotations(text):
    assert critique.at_fault(critique.review(text)).empty


# -- words that decide ------------------------------------------------------------------------------------------------------------


def coded(**words):
    table = typed(QUESTIONS["code-the-kind"].solved)
    return table.assign(words=[words.get(unit, own) for unit, own in zip(table["id"], table["words"])])


@pytest.mark.parametrize("words", ["would", "violate", "the 1999"[:3], "Any bid to"])
def test_one_word_does_not_show_what_decided(words):
    assert "at least two" in reply_to("4.3", coded(C53=words)).text


@pytest.mark.parametrize(
    "words",
    [{"C53": "would violate"}, {"C21": "can neither begin"}, {"B13": "now undoubtedly"}, {"C21": "until Serbia"}],
)
def test_the_small_words_of_the_codebook_s_rules_decide_the_kind(words):
    """The hint says to copy the verb, and rule 7 tells the kinds apart by *could*."""
    assert reply_to("4.3", coded(**words)).outcome == kinds.FOUND


def test_they_decide_no_frame():
    table = typed(QUESTIONS["code-the-frame"].solved)
    words = ["has no wish" if unit == "C63" else own for unit, own in zip(table["id"], table["words"])]
    assert "at least two" in reply_to("7.2", table.assign(words=words)).text


def test_a_code_that_is_none_is_named_whole():
    table = typed(QUESTIONS["code-the-kind"].solved)
    told = reply_to("4.3", table.rename(columns={"kind": "words", "words": "kind"})).text
    assert "great power competition is no value" in told


@pytest.mark.parametrize(
    "words", ["would violate Belgrade's commitments", "spark … unrest", "Any bid to spark unrest,"]
)
def test_words_that_decide_are_read_by_the_same_law(words):
    assert reply_to("4.3", coded(C53=words)).outcome == kinds.FOUND


# -- for another reader -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(critique, "critique_folder", lambda: tmp_path / "critiques")
    return tmp_path / "critiques"


def test_a_text_is_kept_with_the_questions_of_the_peer_form_and_answered_there(place, capsys):
    critique.keep("In A only Thaci is heard (A12).", "ana 3 7")
    assert "eight questions" in capsys.readouterr().out
    assert critique.answers("ana 3 7")["answer"].tolist() == [""] * 8
    critique.answer("ana 3 7", 4, "The first: who is\nheard in A10?")
    critique.answer("ana 3 7", "8", "It is short, and “clear”.")
    table = critique.answers("ana 3 7")
    assert table["question"].tolist() == critique.peer_form()["question"].tolist()
    assert table.loc[[3, 7], "answer"].tolist() == ["The first: who is heard in A10?", "It is short, and “clear”."]
    peers = critique.read_peers(place)
    assert peers.values.tolist() == [["ana 3 7", "In A only Thaci is heard (A12).", ""]]  # the answers are no critique


def test_what_a_reader_answered_is_shown_whole(place, capsys):
    critique.keep("In A only Thaci is heard (A12).", "ana")
    assert '`critique.show_answers("ana")`' in capsys.readouterr().out
    said = "E22 speaks against it: " + "there it is Kosovo that has to do something first. " * 4
    critique.answer("ana", 5, said)
    critique.show_answers("ana.txt")
    told = capsys.readouterr().out
    assert said.strip() in told and all(question in told for question in critique.peer_form()["question"])
    critique.show_answers("nobody")
    assert "Nothing is kept under the name nobody" in capsys.readouterr().out


def test_a_second_text_of_a_name_has_answers_of_its_own(place):
    critique.keep("One.", "ana")
    critique.answer("ana", 1, "First.")
    assert critique.keep("Two.", "ana") is None
    assert "Two." in (place / "ana-2.txt").read_text(encoding="utf-8")
    assert set(critique.answers("ana-2")["answer"]) == {""} and critique.answers("ana")["answer"][0] == "First."


@pytest.mark.parametrize(
    "call",
    [
        lambda: critique.keep("", "ana"),
        lambda: critique.keep(..., "ana"),
        lambda: critique.keep("One.", "../ana"),
        lambda: critique.answers("nobody"),
        lambda: critique.answer("nobody", 1, "x"),
    ],
)
def test_what_cannot_be_kept_is_refused(place, call):
    with pytest.raises(BadInput):
        call()


@pytest.mark.parametrize("step, words", [(0, "x"), (9, "x"), (1, ""), (1, 3)])
def test_what_is_no_answer_is_refused(place, step, words):
    critique.keep("One.", "ana")
    with pytest.raises(BadInput):
        critique.answer("ana", step, words)


def test_the_five_are_known_with_their_speakers_when_they_are_given():
    text = "Grenell says “We are now undoubtedly” in B (B13), and nobody else does."
    for units in (None, load_units(), load_units().iloc[:, ::-1]):
        assert "another speaker" in set(critique.review(text, units)["finding"])


# -- documents ---------------------------------------------------------------------------------------------------------------

CARDS = load_table("documents").set_index("id")
PHRASED = CARDS.index[CARDS["phrase"] != ""]


def about_the_court(words, card):
    return (
        f"C says that the Court “ruled” on it (C71). A paper has “{words}” ({card}). If the opinion said that there is a right to leave a "
        "state, in its answer, I would change my mind about C; else “neither international law” (C71) holds."
    )


@pytest.mark.parametrize("card", PHRASED)
def test_a_card_can_be_cited_and_its_few_words_quoted_with_it(card):
    seen = examine(about_the_court(CARDS.loc[card, "phrase"], card), KNOWN)
    assert [found for mention in seen.mentions for found in mention.cards] == [card] and seen.cited == ["C71"]
    assert not any(quotation.fault for quotation in seen.quotations)
    assert reply_to("what-would-settle", about_the_court(CARDS.loc[card, "phrase"], card)).outcome in STANDS


def test_our_words_on_a_card_are_no_quotation_of_anything():
    for card in PHRASED:
        ours = " ".join(CARDS.loc[card, "says"].split()[:9])
        (found,) = [q for q in examine(about_the_court(ours, card), KNOWN).quotations if q.phrase == ours]
        assert found.finding not in (*STANDING, "not from the sources"), card


def test_a_card_that_does_not_exist_is_told_which_there_are():
    reply = reply_to("what-would-settle", about_the_court("a right", "DOC-99"))
    assert reply.outcome == kinds.WRONG and "There is no unit DOC-99" in reply.text and CARDS.index[-1] in reply.text


def test_a_card_names_a_document():
    text = (
        "C says “violated neither international law” (C71), and that has to be seen. {} would settle it: "
        "if it spoke of something else, I would change my mind about C, and if not I would keep it."
    )
    assert "Which document would settle it?" in reply_to("what-would-settle", text.format("Something")).text
    assert reply_to("what-would-settle", text.format("DOC-09")).outcome in STANDS


def test_a_page_ends_with_the_cards_that_its_text_cites(tmp_path):
    critique.export(about_the_court("a right", "DOC-09"), tmp_path / "court.html")
    written = (tmp_path / "court.html").read_text(encoding="utf-8")
    assert "The documents, in the course" in written and html.escape(CARDS.loc["DOC-09", "where"]) in written
    assert "DOC-10" not in written and "In its words: “did not violate international law”." in written


def test_the_page_of_a_model_shows_what_it_says_of_a_document(tmp_path):
    critique.export(critique.model("C"), tmp_path / "c.html")
    written = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "sovereignty and territorial integrity" in written.partition("in the course")[2]
