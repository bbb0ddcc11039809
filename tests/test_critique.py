"""Lesson 10's module: near-misses in citations and quotations, the dossier against its tables, the page, the texts of others."""

import os
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sidebyside import critique
from sidebyside.corpus import BadInput, load_table, load_units
from sidebyside.critique import HOLDS, dossier, export, flawed, model, read_peers, review

UNITS = load_units()
OWN = pd.DataFrame(
    {
        "id": ["mine-001", "mine-002", "mine-012"],
        "source": ["mine"] * 3,
        "text": ["The bridge was closed.", "“Nobody asked us,” she said.", "It opens in May."],
    }
)


def found(text, units=None):
    """The findings of a review as pairs, without what closes each review."""
    table = review(text, units)
    return [(row.finding, row.what) for row in table.itertuples() if row.where != "the whole"]


def quotation(text, units=None):
    """The one row on a quotation: its finding and its advice."""
    table = review(text, units)
    rows = table[table["finding"].str.contains("quotation|altered") & (table["what"] != "")]
    assert len(rows) == 1, table
    return rows["finding"].iloc[0], rows["advice"].iloc[0]


# -- ids ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written, ids",
    [
        ("C13", "C13"),
        ("[C13]", "C13"),
        ("(c13)", "C13"),
        ("(C13, C14)", "C13 C14"),
        ("C13 and C14", "C13 C14"),
        ("C13;C15", "C13 C15"),
        ("C13–C16", "C13 C14 C15 C16"),
        ("C13-C16", "C13 C14 C15 C16"),
        ("C13 — C15", "C13 C14 C15"),
        ("C13–16", "C13 C14 C15 C16"),
        ("C13 to C15", "C13 C14 C15"),
        ("C16–C13", "C13 C16"),
        ("A02-1", "A02"),
        ("C3", "C03"),
        ("A02, C13–C14 and E01", "A02 C13 C14 E01"),
    ],
)
def test_an_id_is_read_in_any_usual_form(written, ids):
    rows = review(f"The words show it, as I read {written} here.")
    rows = rows[rows["finding"] == "id exists"]
    assert " ".join(sorted(re.findall(r"[A-E]\d\d", " ".join(rows["advice"])))) == ids


@pytest.mark.parametrize("written", ["a 5 per cent rise", "ABC13", "C13th", "the G20", "a5", "C1234567"])
def test_what_is_no_id_is_left(written):
    assert "no id" in set(review(f"See {written}.")["finding"])


@pytest.mark.parametrize(
    "written, sentence",
    [
        ("C99", "There is no unit C99: the units of source C run from C01 to C90."),
        ("(A14)", "There is no unit A14: the units of source A run from A01 to A13."),
        ("C88–C95", "There is no unit C95"),
        ("(F12)", 'There is no unit "F12"'),
        ("A00", "There is no unit A00"),
    ],
)
def test_an_id_that_does_not_exist(written, sentence):
    table = review(f"As {written} has it.")
    assert sentence in table.loc[table["finding"] == "no such id", "advice"].item()


# -- quotations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "phrase",
    [
        "“grasp reality”",
        '"grasp reality"',
        "«grasp reality»",
        "»grasp reality«",
        "„grasp reality“",
        "‘grasp reality’",
        "“grasp reality,”",
        "“grasp\n reality”",
        "”grasp reality”",
        "``grasp reality''",
        "‚grasp reality‘",
        "'grasp reality'",
        '“grasp reality"',
        '"grasp reality”',
        '„grasp reality"',
        "« grasp reality »",
    ],
)
def test_a_quotation_holds_between_marks_of_any_kind(phrase):
    assert quotation(f"They should {phrase} (C13).") == ("quotation holds", "In C13.")


@pytest.mark.parametrize(
    "unit, phrase, wording",
    [
        ("C13", "belief in ‘economic normalization’", "belief in “economic normalization"),  # other marks
        ("C13", "Grasp Reality", "grasp reality"),  # case
        ("C08", "common threat - Iran", "common threat—Iran"),  # dash
        ("C07", "UAE–Israel breakthrough", "UAE-Israel breakthrough"),
        ("C18", "Vučić happily participates", "Vucic happily participates"),  # accents
        ("D04", "President Aleksandar Vucic of Serbia", "President Aleksandar Vučić of Serbia"),
        ("C13", "clings to … the same", "clings to the same"),  # an ellipsis where nothing is left out
        ("D01", "Serbia Kosovo peace accord", "Serbia-Kosovo Peace Accord"),
    ],
)
def test_a_quotation_changed_in_its_marks_is_recognised_and_said_to_be_changed(unit, phrase, wording):
    finding, advice = quotation(f"The text has “{phrase}” ({unit}).")
    assert finding == "quotation changed" and f"the source has “{wording}" in advice and unit in advice


@pytest.mark.parametrize("gap", ["…", "...", " … ", " [...] ", " [...] ", "[…]", " . . . "])
def test_a_gap_is_filled_from_one_unit(gap):
    finding, advice = quotation(f"It wants “to punish Belgrade{gap}on a level playing field” (C36).")
    assert finding == "quotation shortened" and "the source has “to punish Belgrade, but to finally enable" in advice


def test_words_in_square_brackets_are_the_students():
    assert quotation("It “clings to [its] religious belief” (C13).")[0] == "quotation shortened"


@pytest.mark.parametrize("phrase", ["level playing field … punish Belgrade", "punish Belgrade … secure the standing"])
def test_pieces_in_another_order_or_from_different_places_are_no_quotation(phrase):
    assert quotation(f"It says “{phrase}” (C36).")[0] == "words altered"


@pytest.mark.parametrize(
    "phrase, told",
    [
        ("its bitterly departed former region", "“region” for “province”"),
        ("her bitterly departed former province", "“her” for “its”"),
        ("its bitterly departed province", "“former” left out"),
        ("its very bitterly departed former province", "“very” added"),
        ("departed former provinse", "“provinse” for “province”"),
        ("with her bitterly departed former region", "“her” for “its”; “region” for “province”"),
    ],
)
def test_a_word_altered_is_caught_and_shown_beside_the_source(phrase, told):
    finding, advice = quotation(f"Kosovo is “{phrase}” (C03).")
    assert finding == "words altered" and told in advice and "C03" in advice


def test_any_unit_is_found_and_any_altered_word_in_it_is_seen(case):
    for unit in UNITS.loc[UNITS["text"].str.split().str.len() > 7, "id"][::5]:
        with case(unit):
            text = UNITS.set_index("id").loc[unit, "text"].translate(str.maketrans("", "", '“”"'))
            words = text.split()[:8]
            assert quotation(f"It has “{' '.join(words)}” ({unit}).")[0] in ("quotation holds", "quotation changed")
            for n in (0, 3, 7):
                finding, advice = quotation(
                    f"It has “{' '.join(words[:n] + ['elephants'] + words[n + 1 :])}” ({unit})."
                )
                assert finding == "words altered" and "elephants" in advice


@pytest.mark.parametrize(
    "text, finding, advice",
    [
        ("It says “grasp reality” (C14).", "quotation elsewhere", "In C13, and not in C14, which you give for it."),
        ("It says “grasp reality”.", "quotation elsewhere", "In C13, which you do not cite."),
        ("See C13 first. Then more. It says “grasp reality”.", "quotation holds", "In C13."),
        ("It says “the”.", "quotation too short", "Which words around it do?"),
        ("It says “flying elephants” (C13).", "quotation not found", "say so in words"),
        ("It says “asp real” (C13).", "quotation not found", "In no unit"),  # not whole words
        ("He asked “an agreement? Their response was” (A05).", "quotation holds", "In A04 and A05."),
        ('Of "the illegally declared “independent” Kosovo" it speaks (A02).', "quotation holds", "In A02."),
        ("It has “the illegally declared “independent” Kosovo” (A02).", "quotation holds", "In A02."),
    ],
)
def test_where_a_quotation_stands(text, finding, advice):
    given_finding, given_advice = quotation(text)
    assert given_finding == finding and advice in given_advice


def test_each_of_two_quotations_in_a_sentence_is_held_to_the_id_behind_it():
    rows = found("It says “grasp reality” (A02) and “PRISTINA, Serbia” (C13).")
    assert [finding for finding, _ in rows if "quotation" in finding] == ["quotation elsewhere"] * 2


# -- the student's own sentences ---------------------------------------------------------------------------------------


def bare(text):
    """The numbers of the sentences that a review says have nothing to show them."""
    rows = review(text).query("finding == 'nothing to show it'")
    return [int(n) for told in rows["what"] for n in re.findall(r"(?:^| · )(\d+): ", told)]


def test_sentences_without_id_and_quotation_stand_in_one_row_of_the_whole():
    text = (
        "C takes sides without saying so. It has “grasp reality” (C13). Nobody in the text may disagree with its author. Is that fair? "
        "I think that it is not. “Belgrade’s rejectionism” is one (C34).\n\n"
        "No. The U.S. has no voice in it at all."
    )
    table = review(text).query("finding == 'nothing to show it'")
    assert bare(text) == [1, 3, 5, 8] and table["where"].tolist() == ["the whole"]
    assert (
        "3: Nobody in the text may disagree with its author." in table["what"].item() and "?" in table["advice"].item()
    )


LABELLED = ["Claim", "Evidence.", "The warrant:", "Limit", "Another reading."]


@pytest.mark.parametrize("label", LABELLED)
def test_a_label_changes_nothing(label):
    plain = "Such texts are written for one man, and nobody in them may disagree."
    assert len(bare(f"{label} {plain}" if label[-1] in ".:" else f"{label}. {plain}")) == len(bare(plain)) == 1


CAREFUL = (
    "A and B tell of the same dispute, and they give its reader different people to trust. In A, one man is quoted: “I am convinced that this will "
    "close once and for all the war” (A12). He is a party to the talks. His opponent at home is only named, as somebody “rejecting the president’s "
    "idea” (A10). In B three people are quoted, and none of them is from Kosovo: Lavrov, with “We will not allow attempts to rewrite the history” "
    "(B07), Milić, with “The EU has sidelined itself” (B20), and Stoltenberg (B27, B28).\n\n"
    "A reader learns whose words count from who is given some. If a party never speaks for itself, its wishes arrive as something that others say "
    "of it. I do not think that either author meant to do that.\n\n"
    "Somebody who does not agree could say that B reports a visit, and that whoever visits is quoted. That is a good reason, and it explains Lavrov. "
    "It does not explain why an analyst from Belgrade has a place in it and nobody from Pristina has one.\n\n"
    "Two articles cannot show how their outlets work on other days. A has 13 units and had little room. I read Serbian and not Albanian, so what "
    "else was to be had that week in Pristina I could not check. And to be quoted is not to be believed: a text can quote a man to make him small. "
    "I looked for that in A and did not find it, but another reader may."
)
RANT = (
    "Claim. A is shameless propaganda and B is obviously no better. Everyone can see it at once.\n\n"
    "Evidence. The authors hate Kosovo and they hate Serbia as well. They lie in each line that they write. Nobody with a clear head would print it. "
    "It is paid for by somebody, of course.\n\n"
    "Warrant. Whoever writes like that wants war. The readers are treated like children. No honest person needs to look at it twice.\n\n"
    "Limit. There is none. It is as clear as day, and whoever says otherwise is a liar or a fool."
)


def asked(text):
    return review(text).loc[lambda table: ~table["finding"].isin(HOLDS), "finding"].tolist()


def test_a_review_rewards_care_and_not_labels():
    assert 220 < len(CAREFUL.split()) < 300
    careful, rant = asked(CAREFUL), asked(RANT)
    assert careful == ["nothing to show it"] and critique.at_fault(review(CAREFUL)).empty
    assert len(rant) > 5 and {"no id", "no quotation", "word of judgement", "nothing to show it"} <= set(rant)
    for label in ("Claim. ", "Evidence. ", "Warrant. ", "Limit. "):  # without its labels it looks as it did
        assert asked(RANT.replace(label, "")) == rant


def test_of_the_text_first_and_then_of_the_whole():
    where = review(flawed())["where"].tolist()
    first = where.index("the whole")
    numbers = [int(place.split()[1]) for place in where[:first]]
    assert numbers == sorted(numbers) and set(where[first:]) == {"the whole"}


def test_nothing_counts_the_rows(capsys):
    critique.show_review(flawed())
    assert not re.search(r"rows to look at|\d+ rows", capsys.readouterr().out)


def test_words_of_judgement_count_in_the_students_own_words_only():
    text = (
        "Obviously it has “failed so-called deal” (C13), of course. OBVIOUSLY. "
        "The unbiasedly regimented prose is (C14) so-called news."
    )
    assert [what for finding, what in found(text) if finding == "word of judgement"] == [
        "Obviously",
        "of course",
        "so-called",
    ]


def test_the_list_of_words_is_sorted_and_each_word_is_once_there():
    words = critique.read_text("critique/verdict_words.txt").splitlines()
    assert len(words) > 50 and len(set(words)) == len(words) and all(word == word.strip().lower() for word in words)
    assert {
        "obviously",
        "clearly",
        "propaganda",
        "biased",
        "of course",
        "lies",
        "shameless",
        "so-called",
        "regime",
    } <= set(words)


def test_sources_are_counted_and_one_is_too_few():
    assert review("See C13, C14 (C13) and A02.").query("finding == 'sources'")["what"].item() == "A 1, C 3"
    assert "one source" in set(review("See C13.")["finding"]) and "one source" not in set(
        review("See C13, A02.")["finding"]
    )


def test_the_order_is_that_of_the_text_and_what_cannot_be_judged_closes_it():
    text = "Clearly “grasp reality” (C13). Then C99. A lie, and “Belgrade’s rejectionism” (C34)."
    told = [what for _, what in found(text)]
    assert told == ["Clearly", "grasp reality", "C13", "C99", "lie", "Belgrade’s rejectionism", "C34"]
    assert review(text)["finding"].iloc[-1] == "not judged" and review(text)["where"].iloc[0] == "sentence 1"


def test_an_unpaired_mark_is_said():
    assert ("mark without a pair", "“") in found(
        "It says “grasp reality (C13).\n\nThen “Belgrade’s rejectionism” (C34)."
    )
    assert ("quotation holds", "Belgrade’s rejectionism") in found(
        'It says "grasp.\n\nThen "Belgrade’s rejectionism" (C34).'
    )


# -- other units, other inputs -----------------------------------------------------------------------------------------


def test_units_of_ones_own():
    text = (
        "It says “the bridge was open” (mine-1) and “Nobody asked us” (MINE-002). See mine-099 and mine-001–mine-012."
    )
    rows = dict((what, finding) for finding, what in found(text, OWN))
    assert rows == {
        "the bridge was open": "words altered",
        "mine-1": "id exists",
        "Nobody asked us": "quotation holds",
        "MINE-002": "id exists",
        "mine-099": "no such id",
        "mine-001–mine-012": "id exists",
    }


@pytest.mark.parametrize(
    "units", [OWN, OWN.iloc[:0], OWN.assign(id=["one", "2", "x"]), OWN.assign(id=[1, 2, 3]), OWN.assign(text="")]
)
def test_odd_units_do_no_harm(units):
    assert review("It says “Nobody … us” (mine-1, C13) 2.", units)["finding"].iloc[-1] == "not judged"


@pytest.mark.parametrize("blank", [..., None, "", " … "])
def test_a_blank_is_no_mistake(blank):
    assert review(blank)["finding"].tolist() == ["nothing written"]


@pytest.mark.parametrize("wrong", [3, ["C13"], b"C13"])
def test_what_is_no_text_is_refused(wrong, capsys):
    with pytest.raises(BadInput, match="has to be a text"):
        review(wrong)
    critique.show_review(wrong)
    assert "has to be a text" in capsys.readouterr().out


BITS = st.sampled_from(
    [
        "C13",
        "A02–",
        "c",
        "(",
        ")",
        "[",
        "]",
        "“",
        "”",
        '"',
        "„",
        "«",
        "»",
        "‘",
        "’",
        "…",
        "...",
        ". ",
        "?",
        "\n\n",
        "\r",
        " ",
        "the",
        "grasp reality",
        "Belgrade’s",
        "obviously",
        "I ",
        "\\",
        "$",
        "<b>",
        "\x00",
        "\ud800",
        "٣",
        "ß",
        "İ",
        "🜁",
        "99",
        "-",
        "to",
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.text(), st.lists(BITS, max_size=40).map("".join)))
@example("“" * 50)
def test_any_text_is_answered(text):
    table = review(text)
    assert list(table) == ["finding", "where", "what", "advice"] and len(table)
    assert table["finding"].iloc[-1] in ("not judged", "nothing written") and table["advice"].str.len().gt(0).all()
    critique.show_review(text, OWN)


@pytest.mark.parametrize(
    "piece",
    [
        "a" + "." * 200_000,
        "a" + "\n" * 200_000,
        "a" + " " * 200_000,
        "“the … ",
        "“a ",
        "C13–",
        "obviously. ",
        '"grasp realty" (C13). ',
        "(",
        "a\n \n",
    ],
)
def test_a_text_of_a_million_signs_is_answered(piece):
    assert "not read" in set(review(piece * (1_000_000 // len(piece)))["finding"])


# -- the dossier -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", "ABCDE")
def test_the_dossier_is_that_of_the_tables(source):
    table = dossier(source.lower()).set_index("aspect")
    assert list(table.index) == list(dossier("C")["aspect"]) and table.index.is_unique
    assert set(" ".join(table["units"]).split()) <= set(UNITS.loc[UNITS["source"] == source, "id"])
    coding = load_table("coding/reference")
    laws = coding[(coding["frame"] == "law") & coding["id"].str.startswith(source)]["id"]
    assert table.loc["frame: law"].tolist() == [
        f"{len(laws)} of {(UNITS['source'] == source).sum()} units",
        " ".join(laws),
    ]
    kinds = [int(table.loc[f"kind of claim: {kind}", "finding"].split()[0]) for kind in critique.KINDS]
    assert sum(kinds) == (coding["id"].str.startswith(source) & (coding["kind"] != "none")).sum()
    ledger = load_table("ledger").query("source == @source")
    told = table[table.index.str.startswith("looked up: ")]["finding"].str.cat(sep=" ")
    assert all(claim in told for claim in ledger["claim_id"]) and f"of {len(ledger)} rows" in told
    stances = load_table("stances").query("source == @source")
    rows = table[table.index.str.startswith("propositions: ")]["finding"]
    counts = dict(zip(rows.index.str.split().str[1], rows.str.split().str[0].map(int)))
    assert {stance: n for stance, n in counts.items() if n} == stances["stance"].value_counts().to_dict()
    inconsistencies = load_table("inconsistencies")
    counts = re.findall(r" (\d+)(?:;|$)", table.loc["inconsistencies", "finding"])
    assert sum(map(int, counts)) == inconsistencies["sources"].str.split().map(lambda letters: source in letters).sum()
    quoted = load_table("quotations").query("source == @source and kind != 'scare'")
    assert sum(map(int, re.findall(r" (\d+)(?:;|$)", table.loc["quoted", "finding"]))) == len(quoted)


@pytest.mark.parametrize("source", "ABCDE")
def test_what_a_dossier_has_nothing_of_is_named_and_fills_no_rows(source, capsys):
    critique.show_dossier(source)
    rows, _, told = capsys.readouterr().out.partition("Nothing was found for:")
    table = dossier(source).set_index("aspect")
    nothing = [aspect for aspect, found in table["finding"].items() if found == "none" or found.startswith("0 of ")]
    assert nothing and told.split("\n")[0].strip() == "; ".join(nothing) + "."
    assert [aspect for aspect in table.index if f"aspect: {aspect} ·" in rows] == list(table.index.drop(nothing))


def test_words_of_somebody_who_is_quoted_are_not_counted_as_the_text_s_own():
    for source, own, others in [("A", "A07", "A12"), ("B", "B19", "B07"), ("C", "C03", "C79"), ("D", "D01", "D05")]:
        units = dossier(source).set_index("aspect")["units"]
        assert own in units["loaded words"] and others not in units["loaded words"].split()
        assert others in units["loaded words of those it quotes"]
    coding = load_table("coding/reference")
    found = " ".join(
        dossier(source).query("aspect.str.startswith('loaded')")["units"].str.cat(sep=" ") for source in "ABCDE"
    )
    assert set(found.split()) == set(coding.loc[coding["loaded"] == "yes", "id"])


def test_loaded_words_inside_somebody_s_marks_are_his_in_whatever_voice_the_unit_is_coded():
    texts, quotations = UNITS.set_index("id")["text"], load_table("quotations").query("kind != 'scare'")
    spans = load_table("coding/reference").set_index("id")["loaded_span"]
    inside = {(unit, span) for unit, span, within in critique._loaded_spans(texts, spans, quotations) if within}
    assert {pair for pair in inside if pair[0] in ("A02", "A12", "C73")} == {
        ("A12", "both countries"),
        ("C73", "deeply problematic"),  # and not the marks of distance in A02, which quote nobody
    }
    c = dossier("C").set_index("aspect")
    assert "C73" in c.loc["loaded words", "units"] and "C73" in c.loc["loaded words of those it quotes", "units"]
    assert "deeply problematic" in c.loc["loaded words of those it quotes", "finding"]


@pytest.mark.parametrize("source", "ABCDE")
def test_no_word_is_given_twice_as_an_example(source):
    table = dossier(source).set_index("aspect")["finding"]
    for aspect in ("loaded words", "loaded words of those it quotes"):
        such = re.findall("“(.*?)”", table[aspect])
        assert len(such) == len(set(such)) and len(such) <= 5, (aspect, such)


def test_the_dossier_names_what_a_text_does_in_both_words():
    aspects = " ".join(dossier("E")["aspect"])
    for told in (
        "presupposes (assumes)",
        "hedges (half-says)",
        "attributes (reports)",
        "propositions: denies propositions",
    ):
        assert told in aspects


def test_a_dossier_says_who_coded_and_what_its_numbers_are(capsys):
    critique.show_dossier("E")
    told = capsys.readouterr().out
    assert "by hand" not in told and "language model" in told and "A proposition, such as P04" in told
    assert 'show_table(critique.dossier("E"))' in told
    assert "claims: record" not in told.replace("kind of claim: record", "")


def test_clashes_are_seen_from_both_ends():
    told = {source: dossier(source).set_index("aspect")["finding"].filter(like="clashes").item() for source in "ABCDE"}
    assert "P02 with C" in told["A"] and "P02 with A" in told["C"]


def test_a_source_that_does_not_exist(capsys):
    with pytest.raises(BadInput, match="no source"):
        dossier("F")
    critique.show_dossier("F")
    assert "the sources are A, B, C, D and E." in capsys.readouterr().out


# -- models, rubric, peers ---------------------------------------------------------------------------------------------


def test_the_reasons_of_both_sides_have_an_id_in_the_model_of_a():
    reasons = model("A").partition("reasons of neither side:")[2].partition("\n")[0]
    belgrade, pristina = reasons.split("and not Pristina's")
    row = load_table("ledger").set_index("claim_id").loc["A02-2", "record"]
    for told, ids, recorded in [
        (belgrade, ["C70", "A02-2"], "null under Serbia's constitution and contrary to 1244"),
        (
            pristina,
            ["C74", "A02-2"],
            "as the last step in the break-up of Yugoslavia, after years of repression and after talks",
        ),
    ]:
        assert re.findall(r"\b[A-E]\d\d(?:-\d)?\b", told) == ids and recorded in row
    card = load_table("documents").set_index("id").loc["DOC-85", "says"]
    assert "constitution of its own since 2008 (DOC-85)" in model("C") and "Pristina's constitution" in card


@pytest.mark.parametrize("source", ["A", "C"])
def test_a_model_holds_and_the_two_are_put_to_the_same_tests(source):
    table = review(model(source))
    assert set(table["finding"]) == {*HOLDS, "nothing to show it"} and critique.at_fault(table).empty
    labels = re.findall(r"^([A-Z][a-z ]+)\.", model(source), re.M)
    assert (
        labels == ["Claim", "Evidence", "Warrant", "Another reading", "Limit"]
        and 170 < len(model(source).split()) < 290
    )


def test_the_models_say_in_whose_voice_and_weigh_silence_and_reasons_alike():
    a, c = model("A"), model("C")
    assert "(C73)" not in c.partition("All of this is in C's own voice")[0]  # a person is named in C73
    reasons = a[a.index("reasons of neither side") : a.index("Another reading")]
    assert re.findall(r"(Belgrade|Pristina)'s, such as \"[^\"]+\" \(C7[04]\), \S+ \S+(?: \S+ \S+)? and", reasons) == [
        "Belgrade",
        "Pristina",
    ]
    assert "leaves out proves little" in a and "leaves out proves more" in c and "says more" not in a + c
    assert "DOC-10" in a[a.index("Another reading") :]  # domestic law, which the Court did not look into
    assert "DOC-19" in c and {"DOC-04", "DOC-27"} <= set(re.findall(r"DOC-\d\d", a))  # each is held to the record


def test_the_flawed_critique_has_every_kind_of_mistake():
    kinds = {
        "words altered",
        "quotation changed",
        "quotation shortened",
        "quotation elsewhere",
        "quotation not found",
        "no such id",
        "one source",
        "nothing to show it",
        "word of judgement",
    }
    assert kinds <= set(review(flawed())["finding"])


def test_a_model_of_another_source_is_refused():
    with pytest.raises(BadInput, match="none of"):
        model("B")


def test_the_rubric_and_the_form_are_whole():
    criteria = critique.rubric()["criterion"].tolist()
    assert criteria == ["claim", "evidence", "warrant", "another reading", "limit", "fairness", "language"]
    assert critique.rubric().ne("").all(axis=None) and critique.peer_form().astype(str).ne("").all(axis=None)


def test_texts_of_others(tmp_path):
    (tmp_path / "ana.txt").write_bytes("\ufeffSee C13.".encode())
    (tmp_path / "bo.txt").write_bytes("“grasp reality”".encode("cp1252"))
    others = {
        "c.txt": b" ",
        "d.docx": b"PK",
        "e.txt": b"a\0b",
        "f.txt": b"x" * 300_000,
        ".g.txt": b"x",
        "page.html": b"x",
    }
    for name, data in others.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "h.txt").mkdir()
    (tmp_path / "i.txt").symlink_to(tmp_path / "ana.txt")
    table = read_peers(tmp_path)
    assert table["author"].tolist() == ["ana", "bo", "c", "d", "e", "f", "h", "i"]
    assert table["text"].tolist() == ["See C13.", "“grasp reality”"] + [""] * 6
    assert (
        table["problems"].ne("").tolist() == [False] + [True] * 7
        and table["problems"][2] == "c.txt: This file is empty."
    )
    assert "bo.txt: This file is not in UTF-8 and was read as Windows-1252" in table["problems"][1]
    assert read_peers(tmp_path / "nowhere").empty


def test_texts_of_others_as_other_programs_save_them_and_under_any_name(tmp_path):
    for number, encoding in enumerate(("utf-16", "utf-16-le", "utf-16-be", "utf-32")):
        (tmp_path / f"{number}.txt").write_bytes("Цитат: “grasp reality”,\r\nC13.".encode(encoding))
    with open(os.fsencode(tmp_path) + b"/4\xff.txt", "wb") as file:
        file.write(b"See C13.")
    table = read_peers(tmp_path)
    assert (
        table["text"].tolist() == ["Цитат: “grasp reality”,\nC13."] * 4 + ["See C13."]
        and table["problems"].eq("").all()
    )
    assert table["author"].tolist() == ["0", "1", "2", "3", "4�"] and table.to_csv().encode()


def test_a_place_of_critiques_that_is_no_folder_is_said(tmp_path):
    (tmp_path / "critiques").write_text("a file")
    [problem] = read_peers(tmp_path / "critiques")["problems"]
    assert problem == "critiques is no folder: give it another name, and make a folder of that name."


# -- the page ----------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


NASTY = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.example/x.png) $x^2$ <b>b</b> `c` *em* _em_ &amp; "
    "{{x}} {% x %}\n"
    "# head\n\n    code\n\n1. a\n\n- b\n\n| a | b |\n|---|---|\n\n===\n\n<https://e.example> \\ attachment:x C13–C14 \ud800"
)


def exported(text, place, *given, **named):
    """The page that `export` writes, which shows no path in a notebook, where it is called for what it does."""
    assert export(text, place, *given, **named) is None
    return place.with_suffix(".html").read_text(encoding="utf-8")


def test_the_page_has_the_text_and_the_units_in_full(tmp_path, capsys):
    text = re.sub(r" \(DOC-[^)]*\)", "", model("A"))  # a card of a document has an address
    written = exported(text, tmp_path / "mine", title="On A & B")
    page = Page(written)
    assert capsys.readouterr().out.strip() == "Written: mine.html"
    assert "http" not in written
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert page.tags[0] == ("html", {"lang": "en"})
    assert [tag for tag, _ in page.tags if tag in ("title", "h1", "h2")] == ["title", "h1", "h2"]
    assert " ".join(text.split()) in page.text and "On A & B" in page.text
    notes = {attrs["id"] for tag, attrs in page.tags if attrs.get("class") == "note"}
    places = {attrs["id"] for tag, attrs in page.tags if tag == "a" and "id" in attrs}
    led_to = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert {f"#{note}" for note in notes} <= led_to <= {f"#{place}" for place in notes | places} and led_to & {
        f"#{place}" for place in places
    }
    for unit in ("A02", "A13", "C72"):
        row = UNITS.set_index("id").loc[unit]
        note = f"{unit} · source {unit[0]} · line {row['line']} · {row['role']}{row['text']}"
        assert (f"{note} Back to the text" in page.text) == (unit != "A13")


def test_a_note_marks_what_is_quoted_and_leads_back_to_the_first_place(tmp_path):
    text = 'Thaci "asked … him to support" it (A04), Russia’s “RECOGNITION of <b>”. Again A03–A04, and (C13).'
    units = OWN.assign(
        id=["A03", "A04", "C13"], text=["nothing of it", "I asked $5 him to support", "recognition of <b> by all"]
    )
    page = exported(text, tmp_path / "mine", units)
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["asked", "him to support", "recognition of &lt;b"]
    first = {words: place for place, words in re.findall(r'<a [^>]*id="(place-\d+)">(A04|A03.A04|C13)</a>', page)}
    back = dict(re.findall(r'id="note-(\w+)">.*?<a href="#(place-\d+)">Back to the text</a>', page, re.S))
    assert back == {"A03": first["A03–A04"], "A04": first["A04"], "C13": first["C13"]}


def test_nothing_in_the_text_or_the_units_is_markup(tmp_path):
    units = OWN.assign(id=["C13", "C14", "<i>-1"], text=NASTY.replace("\ud800", ""))
    plain = Page(exported("C13", tmp_path / "plain", OWN.assign(id=["C13", "C14", "C15"], text="x")))
    nasty = Page(exported(NASTY, tmp_path / "nasty", units, title=NASTY))
    assert {tag for tag, _ in nasty.tags} == {tag for tag, _ in plain.tags}
    assert [attrs["href"] for tag, attrs in nasty.tags if tag == "a"] == ["#note-C13", "#place-1", "#place-1"]
    signs = [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![i](http://e.example/x.png)",
        "$x^2$",
        "`c` *em* _em_ &amp;",
        "{{x}} {% x %} # head",
        "===",
        "<https://e.example>",
    ]
    for sign in signs:
        assert nasty.text.count(sign) == 5  # in the head, the title, the text and both units


def test_an_id_without_a_unit_is_told_of_after_the_page_is_written(tmp_path, capsys):
    export("It says so (A02), and here (F12).", tmp_path / "mine")
    assert capsys.readouterr().out.splitlines()[1:] == [
        "1 id has no note, since no unit is called so. For texts of your own, give units=units."
    ]


def test_a_page_is_never_written_over_and_never_half_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(critique.corpus, "DATA", tmp_path / "data")
    monkeypatch.setattr(critique.corpus, "load_units", lambda: UNITS)
    for name in ("my page", "my page.html", "my page"):
        export("See C13.", name)
    pages = [f"my page{n}.html" for n in ("", "-2", "-3")]
    assert capsys.readouterr().out.splitlines() == [f"Written: data/mine/critiques/{page}" for page in pages]
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(BadInput, match="not written .No space left"):
        export("See C13.", "another")
    assert sorted(path.name for path in critique.critique_folder().iterdir()) == sorted(pages)


@pytest.mark.parametrize(
    "text, file",
    [
        ("See C13.", ""),
        ("See C13.", "a/.."),
        ("See C13.", "a\0b"),
        ("See C13.", 3),
        ("See C13.", "x" * 80),
        (..., "a"),
        (" ", "a"),
        ("See C13.", "<b>"),
    ],
)
def test_what_no_page_can_be_made_of_is_refused(text, file):
    with pytest.raises(BadInput):
        export(text, file)
