"""Quotations, reported speech and words by voice: measured against the tables, on hard cases, and on arbitrary text."""

import re

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sidebyside import corpus, exercises, saying, voices
from sidebyside.corpus import BadInput
from sidebyside.exercises.kinds import RIGHT
from sidebyside.voices import LEANS, quotations, quoted, reported, saying_verbs, words_by_voice

UNITS = corpus.load_units()
TEXTS = corpus.load_sources().set_index("id")["text"]
TABLE = corpus.load_table("quotations")


def found(text):
    """What is found in a text, without its places: `(text, kind, speaker, verb)`."""
    rows = quotations(text)
    assert all(text[row.start : row.end] == row.text for row in rows.itertuples())
    return [(row.text, row.kind, row.speaker, row.verb) for row in rows.itertuples()]


# ---------------------------------------------------------------- the five sources


def joined(source, between_units, between_lines):
    own = UNITS[UNITS["source"] == source]
    return between_lines.join(between_units.join(rows["text"]) for _, rows in own.groupby("line"))


WAYS = {
    "the file": lambda source: TEXTS[source],
    "its units": lambda source: joined(source, " ", "\n\n"),
    "lines without a blank line": lambda source: joined(source, " ", "\n"),
    "a unit a line": lambda source: joined(source, "\n", "\n"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("source", "ABCDE")
def test_all_17_quotations_with_kind_speaker_and_verb(source, way):
    text = WAYS[way](source)
    wanted = []
    for row in TABLE[TABLE["source"] == source].itertuples():
        named = row.speaker_as_named or (
            row.speaker.split()[-1] if row.speaker else ""
        )  # Q07: from the quotation before
        wanted.append((row.text, row.kind, named, row.cue))
    assert [(" ".join(words.split()), *rest) for words, *rest in found(text)] == wanted


@pytest.mark.parametrize("source", "ABCDE")
def test_the_spans_stand_where_the_marks_are(source):
    text = TEXTS[source]
    for row in quotations(text).itertuples():
        assert text[row.start - 1] in '“"' and text[row.end] in '”"'


# ---------------------------------------------------------------- hard cases: kind | a part of the speaker | verb

HARD = r"""
"We lost everything," said Maria Lopez, 45, a teacher in Izmir. => direct|Maria Lopez|said
The minister called the plan “a disgrace” and said it would “never pass”. => partial|The minister|called; partial|The minister|said
‘We’re finished,’ says Tom Hill, who runs the workers’ club. => direct|Tom Hill|says
In the ’90s workers’ rights weren’t protected, and ’tis no different now in Hawai‘i. =>
The board was 6' 2" long; rock 'n' roll, the class of '99, the Joneses' cat. =>
The so-called “reform” of the James’ estate was dropped. => scare||
According to the World Bank, growth is “fragile but real”. => partial|the World Bank|According to
Growth is “fragile”, according to a spokesman for the bank. => partial|a spokesman for the bank|according to
"It's over," he told reporters on Monday. "We won't go back." => direct|he|told; direct|he|
Smith: "We had no choice." => direct|Smith|
“I said ‘no’ three times,” Ms Chen said. => direct|Ms Chen|said
'He told me "get out" and I went,' said Ali. => direct|Ali|said
"There is 'no evidence' for that," said Dr. J. Smith Jr., head of the lab. => direct|Dr. J. Smith|said
“We will not move, said the mayor. Crowds cheered. => direct|the mayor|said
We will not move,” said the mayor. => direct|the mayor|said
"The talks," Kurti said, "are dead, and everyone knows it." => direct|Kurti|said; direct|Kurti|said
“We are close,” Borrell, the bloc's top diplomat, said in a statement. => direct|Borrell, the bloc's top diplomat|said
The “temporary” camp has stood for ten years. => scare||
Critics say the “free” internet is nothing of the kind. => partial|Critics|say
"Why now?" Petrova asked. => direct|Petrova|asked
“This is huge!” the company wrote on Twitter. => direct|the company|wrote
Tanjug quoted Vucic as saying “we will see”. => partial|Vucic|saying
Officials insisted there was “no plan B”, adding that “nobody wants one”. => partial|Officials|insisted; partial|Officials|adding
As the poet put it, “The centre cannot hold.” => direct|the poet|put it
His film “Blue Moon Rising” opens on Friday. => scare||
Mr Sunak was defiant. “I will fight on.” => direct|Mr Sunak|
«Nous partons», said Macron. => direct|Macron|said
« Nous partons », said Macron. => direct|Macron|said
„Wir gehen“, said Merkel. => direct|Merkel|said
'Kosovo is Serbia', says Vucic => direct|Vucic|says
'I'm proud of the workers' struggle,' said Lee. => direct|Lee|said
She called them 'terrorists' and 'heroes' in one breath. => partial|She|called; partial|She|called
Mayor Li and Governor Wu said the bridge was “safe”. => partial|Mayor Li and Governor Wu|said
Lavrov said Russia would respond “in kind” if needed. => partial|Lavrov|said
The move was “a slap in the face”, the Foreign Office said. => partial|the Foreign Office|said
The "Green Deal" was, in the words of Donald Tusk, "a good idea badly done". => scare||; partial|Donald Tusk|in the words of
"It's a 6'2" wall," he said. => direct|he|said
The lease says only that “the tenant shall not sublet . . . .” => partial|The lease|says
“Will it be the tenants?” Nobody answered. => direct||
The letter reads: “We regret the delay.” => direct|The letter|reads
"""


@pytest.mark.parametrize("case", HARD.strip().split("\n"))
def test_hard_cases(case):
    text, wanted = (part.strip() for part in case.split("=>"))
    wanted = [tuple(part.strip().split("|")) for part in wanted.split(";") if part.strip()]
    rows = found(text)
    assert [(kind, verb) for _, kind, _, verb in rows] == [(kind, verb) for kind, _, verb in wanted], rows
    for (_, _, speaker, _), (_, part, _) in zip(rows, wanted):
        assert speaker.startswith(part) if part else not speaker


def test_over_paragraphs_each_opened_and_only_the_last_closed():
    text = "“It began in March.\n\n“By May we had no nurses.\n\n“Then the money ran out,” Hana Novak said.\n\nShe left."
    assert found(text) == [(text[1 : text.index("”")], "multi", "Hana Novak", "said")]
    closed = "“It began in March,” said Hana Novak.\n\n“Then the money ran out.”"
    assert [row[1:] for row in found(closed)] == [("direct", "Hana Novak", "said"), ("direct", "Hana Novak", "")]


def test_a_missing_mark_harms_its_paragraph_alone():
    good = '"We had no choice," Ms Bell said.'
    for bad in (
        'He called it "a disaster. The plan went ahead.',
        "It was “over. Nobody came.",
        'It was over." Nobody came.',
        'A 12" pipe.',
    ):
        for text in (f"{bad}\n\n{good}", f"{good}\n\n{bad}\n\n{good}"):
            assert [row for row in found(text) if row[0] == "We had no choice,"] == [
                ("We had no choice,", "direct", "Ms Bell", "said")
            ] * text.count(good)
            assert not any("\n" in row[0] for row in found(text))


def test_lines_broken_to_fit_a_width_are_one_paragraph():
    text = 'The mayor said on Tuesday that the town had "no money left and no\nfriends in the capital", and that he would go there himself to\nsee what could be done.'
    assert found(text) == [("no money left and no\nfriends in the capital", "partial", "The mayor", "said")]


# ---------------------------------------------------------------- any text at all

PIECES = ['"', "'", "“", "”", "‘", "’", "«", "»", "„", "``", "''", " ", "\n", "\n\n", "\r\n", ". ", ", ", ": ", "said", "Smith", "the",
          "He", "told", "according to", "workers’ ", "’90s", "no", "No", "(", ")", "—", "?", "and", "@a", "in the words of Smith", "as saying"]  # fmt: skip


def holds(text):
    before = 0
    for row in quotations(text).itertuples():
        assert before <= row.start < row.end <= len(text)
        assert text[row.start : row.end] == row.text == row.text.strip()
        assert row.kind in ("direct", "partial", "multi", "scare")
        assert row.speaker in text and row.verb in text
        assert row.kind != "scare" or not row.speaker and not row.verb
        before = row.end


@settings(max_examples=300)
@given(st.text())
def test_it_never_raises_and_keeps_its_places(text):
    holds(text)


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " "]))
def test_nor_where_every_mark_may_be_missing(pieces, between):
    holds(between.join(pieces))


@pytest.mark.parametrize("value", [None, 5, b"x", ["x"], TEXTS])
def test_what_is_no_text_is_refused_in_a_sentence(value):
    with pytest.raises(BadInput, match="^A text is expected here, .*\\.$"):
        quotations(value)


def test_a_text_without_quotations_gives_an_empty_table():
    empty = quotations("")
    assert list(empty) == ["start", "end", "text", "kind", "speaker", "verb"] and empty.empty


# ---------------------------------------------------------------- saying-verbs and reports


def test_the_list_of_saying_verbs_is_closed_and_clean():
    table = saying_verbs()
    assert set(table["leans"]) == set(LEANS)
    assert table["verb"].is_unique
    forms = table["forms"].str.split().explode()
    assert forms.is_unique and forms.map(str.islower).all()
    assert all({row.verb, *row.alone.split()} <= set(row.forms.split()) for row in table.itertuples())
    table.loc[0, "leans"] = "spoilt"
    assert "spoilt" not in set(saying_verbs()["leans"])


def test_a_damaged_list_is_named(monkeypatch, tmp_path):
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "saying_verbs.csv").write_text("verb,forms,alone,leans,note\nsay,say said,said,sideways,\n")
    monkeypatch.setattr(corpus, "DATA", tmp_path)
    saying._verbs.cache_clear()
    with pytest.raises(BadInput, match="saying_verbs.csv is damaged.*sideways"):
        saying_verbs()
    saying._verbs.cache_clear()


def scores(rows, wanted):
    """Hits among the rows found, and among the rows wanted: the same unit, and the cue and the verb overlap."""
    text = dict(zip(UNITS["id"], UNITS["text"]))
    cues = {row.rid: (row.unit_id, text[row.unit_id].index(row.cue), row.cue) for row in wanted.itertuples()}

    def meet(row, cue):
        unit, start, words = cue
        return row.id == unit and row.start < start + len(words) and start < row.end

    right = sum(any(meet(row, cue) for cue in cues.values()) for row in rows.itertuples())
    met = {rid for rid, cue in cues.items() if any(meet(row, cue) for row in rows.itertuples())}
    return right, met


def test_reports_against_the_table():
    rows, wanted = reported(UNITS), corpus.load_table("reported")
    text = dict(zip(UNITS["id"], UNITS["text"]))
    assert all(text[row.id][row.start : row.end] == row.verb for row in rows.itertuples())
    right, met = scores(rows, wanted)
    print(f"reported: precision {right}/{len(rows)}, recall {len(met)}/{len(wanted)}")
    assert right / len(rows) >= 41 / 56 and len(met) / len(wanted) >= 41 / 74
    nouns = wanted[wanted["note"].str.startswith("nominal report")]
    assert 0 < len(met & set(nouns["rid"])) < len(nouns) / 2  # a noun is found with its "by" or "of"; most have neither


def test_verbs_inside_marks_and_those_of_quoted_sentences_are_no_reports():
    units = pd.DataFrame(
        {
            "id": ["X1", "X2", "X3"],
            "source": "X",
            "text": [
                '"He said no," Smith told them.',
                "Jones warned of rain, she admitted.",
                "The claims of the declared winner.",
            ],
        }
    )
    rows = reported(units)
    assert list(zip(rows["id"], rows["verb"], rows["leans"], rows["speaker"])) == [
        ("X2", "warned", "heats", "Jones"),
        ("X2", "admitted", "admits", "she"),
    ]


# ---------------------------------------------------------------- words by voice


def test_the_words_of_a_source_add_up():
    table = words_by_voice(UNITS)
    assert table.groupby("source")["words"].sum().to_dict() == {
        source: sum(bool(re.search(r"[^\W_]", word)) for text in own["text"] for word in text.split())
        for source, own in UNITS.groupby("source")
    }
    spoken = table[table["kind"] == "quoted"]
    for source in "ABCDE":  # by another route: the table made by hand
        rows = TABLE[(TABLE["source"] == source) & (TABLE["kind"] != "scare")]
        wanted = {}
        for row in rows.itertuples():
            name = row.speaker.split()[-1].replace("ć", "c") if row.speaker else "not named"
            wanted[name] = wanted.get(name, 0) + sum(bool(re.search(r"[^\W_]", word)) for word in row.text.split())
        own = spoken[spoken["source"] == source]
        assert {voice.replace("ć", "c"): words for voice, words in zip(own["voice"], own["words"])} == wanted
    assert (
        spoken.set_index(["source", "voice"])["by_pronoun"].to_dict()["A", "Thaci"]
        == TABLE.set_index("qid")["text"].str.split().str.len()["Q05"]
    )


def test_the_units_that_report_can_be_given():
    program, reading = words_by_voice(UNITS), words_by_voice(UNITS, told=corpus.load_table("reported")["unit_id"])
    assert (program["words"].sum(), set(program["voice"])) == (reading["words"].sum(), set(reading["voice"]))
    of = {kind: own.set_index("source")["words"] for kind, own in reading.groupby("kind") if kind != "quoted"}
    assert (of["reporting"]["D"], of["reporting"]["E"]) == (159, 348)  # the program has 94 and 212
    nobody = words_by_voice(UNITS, told=[])
    assert not nobody.loc[nobody["kind"] == "reporting", "words"].any()


def test_one_unit_alone_reverses_d_as_the_exercise_says():
    told = corpus.load_table("reported")["unit_id"]

    def words(without=""):
        counts = words_by_voice(UNITS, told=told[told != without]).groupby(["source", "kind"])["words"].sum()
        return counts.unstack(fill_value=0)

    assert words().loc["D", ["reporting", "quoted"]].tolist() == [159, 128]
    left = {unit: words(without=unit).loc[unit[0]] for unit in told.unique()}
    turns = {unit for unit, count in left.items() if count["reporting"] < count["quoted"]}
    assert exercises.judge(exercises.named_questions()["turns-d-round"], turns).outcome == RIGHT


def test_the_lesson_claims_of_all_five_what_every_count_bears_out():
    names = {"pd": pd, "voices": voices, "units": UNITS, "reference": corpus.load_table("reported")}
    names |= {"by_reading": words_by_voice(UNITS, told=names["reference"]["unit_id"])}
    names |= {"reported": reported(UNITS)}
    lesson = nbformat.read(corpus.DATA.parent / "notebooks" / "03_voices.ipynb", as_version=4)
    cells = {cell.id: cell.source for cell in lesson.cells}
    *before, last = cells["by-reading"].split("\npd.DataFrame")
    exec(before[0], names)
    counts = eval("pd.DataFrame" + last, names)
    more = counts.drop(columns=["quoted", "longest unit"]).sub(counts["quoted"], axis=0)
    firm = more.gt(counts["longest unit"], axis=0).all(axis=1)
    assert more.shape == (5, 3) and list(more.index[firm]) == ["A", "C", "E"]
    assert (more.loc["B"] > 0).all() and more.loc["D"].min() < 0 < more.loc["D"].max()
    assert all(
        "A, C and E have more words in units that report" in cells[name] for name in ("by-reading-see", "learned")
    )


def test_what_says_more_than_said_is_not_called_neutral():
    leans = saying_verbs().set_index("verb")["leans"]
    assert {*leans[["allow", "grant", "concede"]]} == {"admits"} and {*leans[["guess", "speculate"]]} == {"doubts"}


def test_the_five_reports_have_the_levels_that_the_lesson_gives_to_all():
    names = {"pd": pd, "reference": corpus.load_table("reported"), "wanted": TABLE}
    lesson = nbformat.read(corpus.DATA.parent / "notebooks" / "03_voices.ipynb", as_version=4)
    exec(next(cell.source for cell in lesson.cells if cell.id == "attribution"), names)
    exec(exercises.named_questions()["named-or-not"].solved, names)
    speakers = names["reference"].drop_duplicates("unit_id").set_index("unit_id")["speaker"]
    assert [names["level"](speakers[unit]) for unit in names["my_levels"]["id"]] == list(names["my_levels"]["level"])


def test_the_two_experts_are_told_by_one_rule():
    """In which unit, and whether an office is held: of the one in B as of the one in C, and no more than the units say."""
    wrong = exercises.named_questions()["who-is-quoted"].foreseen
    lesson = nbformat.read(corpus.DATA.parent / "notebooks" / "03_voices.ipynb", as_version=4)
    [see] = [cell.source for cell in lesson.cells if cell.id == "named-see"]
    for name, city, unit in [("Milić", "Belgrade", "B14"), ("Peci", "Pristina", "C42")]:
        [reply] = [told for _, told in wrong if name in told]
        assert unit in reply and f"holds an office in {city}?" in reply
        assert re.search(rf"{name}, [^.(]*\({unit}\)", see)
        assert "worked in" not in reply + see


def test_a_minister_of_years_before_is_told_as_the_text_calls_him():
    """C73 calls Jeremic a minister; in the year of C he was none."""
    for name in ["03_voices", "for_teachers"]:
        notebook = nbformat.read(corpus.DATA.parent / "notebooks" / f"{name}.ipynb", as_version=4)
        assert not [cell.id for cell in notebook.cells if re.search(r"\bC[ ,][^.;]*a Serbian minister", cell.source)]


def test_every_quotation_names_its_units():
    rows = quoted(UNITS)
    assert rows["ids"].tolist() == TABLE["unit_ids"].tolist()


def test_units_of_ones_own_need_no_lines():
    units = pd.DataFrame({"id": ["X1", "X2"], "source": "X", "text": ["“Go,” said Smith.", "He “left”."]})
    assert words_by_voice(units)["words"].sum() == 5
    assert words_by_voice(units.iloc[:0]).empty and reported(units.iloc[:0]).empty


@pytest.mark.parametrize("call", [reported, quoted, words_by_voice])
def test_units_that_are_none_are_refused(call):
    for units in (
        None,
        "text",
        pd.DataFrame({"id": ["X"], "text": ["x"]}),
        pd.DataFrame({"id": ["X"], "source": ["X"], "text": [5]}),
    ):
        with pytest.raises(BadInput):
            call(units)


def test_the_bars_show_the_table(paged):
    table = words_by_voice(UNITS)
    voices.show_voices(table)
    [(plain, rich)] = paged
    bars = re.findall(r"<div style=\"display:flex.*?</div>", rich)
    for bar, (_, own) in zip(bars, table.groupby("source"), strict=True):
        order = [own.loc[own["kind"] == kind, "words"] for kind in ("quoted", "reporting", "narrator")]
        shares = [100 * words / own["words"].sum() for part in order for words in part if words]
        assert [float(width) for width in re.findall(r"width:([\d.]+)%", bar)] == pytest.approx(shares, abs=0.01)
        assert f"{own['words'].sum():,} words" in bar
    assert plain.count("\n") == 7 and "Milić 60" in plain and "quoted: nobody" in rich and "D 37 % (Trump 128)" in rich


def test_a_name_in_a_bar_is_no_markup(paged):
    row = ("F", "<b>Lind</b>", "quoted", 3, 1, 0)
    voices.show_voices(pd.DataFrame([row], columns=["source", "voice", "kind", "words", "quotations", "by_pronoun"]))
    assert "quoted: &lt;b&gt;Lind&lt;/b&gt; 3" in paged[0][1]


def test_the_unseen_articles_are_read_as_well_as_the_lesson_says():
    scored = voices.score_unseen()
    attributed = scored[scored["speaker"] != ""]
    found = attributed[attributed["found"]]
    assert len(scored) > 400 and len(found) / len(attributed) >= 0.95
    assert found["speaker_right"].mean() >= 0.90 and found["wrong_name"].mean() <= 0.06


def test_the_unseen_news_is_read_in_its_own_format():
    table = voices.unseen("voices/unseen_news.txt")
    assert (
        set(table["kind"]) == {"direct", "multi", "partial", "scare", "reported"}
        and (table["text"].str.len() > 500).all()
    )
    scored = voices.score_unseen(table=table)
    assert list(scored["words"]) == list(table["words"])
    for kind, own in scored[scored["speaker"] != ""].groupby(scored["kind"] == "reported"):
        found = own[own["found"]]
        assert (
            len(found) / len(own) >= 0.65 and found["speaker_right"].mean() >= 0.7 and found["wrong_name"].mean() <= 0.1
        ), kind
    assert not (scored["speaker_right"] & scored["wrong_name"]).any()


def test_a_score_tells_a_name_that_is_missing_from_a_wrong_one():
    text = "“No,” said Ana. “Yes,” he told us. “Perhaps.” The “old” road."
    rows = [
        ("direct", "Ana", "said", "No,"),
        ("direct", "he = Bo Lee", "told", "Yes,"),
        ("direct", "Ana", "", "Perhaps."),
        ("scare", "", "", "old"),
    ]
    table = pd.DataFrame(
        [(1, "", text, *row) for row in rows], columns=["article", "about", "text", "kind", "speaker", "verb", "words"]
    )
    found = pd.DataFrame({"text": ["No,", "Yes,", "Perhaps."], "kind": "direct", "speaker": ["Bo", "Lee", ""]})
    scored = voices.score_unseen(lambda _: found, table)
    assert scored["found"].tolist() == [True, True, True, False]
    assert scored["speaker_right"].tolist() == [False, True, False, False]
    assert scored["wrong_name"].tolist() == [True, False, False, False]


# ---------------------------------------------------------------- who speaks: the patterns, and kinds of sentence


def who(text, patterns=None):
    return [(row.kind, row.speaker, row.verb) for row in quotations(text, patterns).itertuples()]


def told(text):
    units = pd.DataFrame({"id": ["F1"], "source": "F", "text": [text]})
    return list(zip(reported(units)["speaker"], reported(units)["verb"]))


def test_each_pattern_finds_the_speaker_of_its_example_and_none_is_idle():
    table = voices.attribution_patterns()
    assert table["name"].is_unique
    for row in table.itertuples():
        alone, without = who(row.example, [row.name]), who(row.example, set(table["name"]) - {row.name})
        assert [speaker for _, speaker, _ in alone] == [row.speaker], (row.name, alone)
        assert [speaker for _, speaker, _ in who(row.example)] == [row.speaker], row.name
        assert row.speaker == "" or without, row.name
    assert not any(speaker for row in table.itertuples() for _, speaker, _ in who(row.example, []))


# text => kind | speaker | verb, one for each quotation
STRUCTURE = """
They were criticised by the auditor because “nobody counted the boats”. => partial|the auditor|criticised
They were criticised because “nobody counted the boats”. => partial||criticised
The tax was described by Lind as “mad”. => partial|Lind|described
The mayor was told by Lind that the tax was “mad”. => partial|Lind|told
Lind was accused by Ana Lee of “theft”. => partial|Ana Lee|accused
Lind likened the tax to “a fine for breathing.” => partial|Lind|likened
Lind groused on Friday that the tax was “mad”. => partial|Lind|groused
The report found that the dam “could not hold.” => partial|The report|found
Lind delivered a message to the board: “Pay or leave.” => direct|Lind|delivered
Costs will “explode” by spring, said Mara Lind. => partial|Mara Lind|said
The council, said Lind, is “mad”. => partial|Lind|said
“No toll.” Okafor said. => direct|Okafor|said
“And this!” Another guard screamed. => direct|Another guard|screamed
Said Adeyemi, “We return.” => direct|Adeyemi|Said
He’s claiming that “the dam leaks”. => partial|He|claiming
“We lost the boats,” Lind told reporters. “It was a night of fear” and broken doors. => direct|Lind|told; partial|Lind|
Sara Cole, head of the union, which speaks for nurses, clerks and porters, said “hard choices” were ahead. => partial|Sara Cole, head of the union|said
The man who was shot in the leg said it was “a mistake”. => partial|The man|said
The union that owns them said it was “a mistake”. => partial|The union|said
Lind, who runs the club, said it was “mad”. => partial|Lind|said
Critics such as John Smith, who runs a fund, have argued that it is “a tax on the poor”. => partial|Critics such as John Smith|argued
Lind said the report found that the dam “could not hold”. => partial|Lind|said
Lind said the claims raised “serious questions”. => partial|Lind|said
She would not say whether she had read it before she called it “old news”. => partial|she|called
Lind rose, adding that the tax was “mad”. => partial|Lind|adding
Lind, who had called the tax “mad,” denied the charge. => partial|Lind|called
It is “mad”, according to Lind, though others see it as “good”. => partial|Lind|according to; scare||
Lind, calling the tax “mad”, vowed that “justice will be done”. => partial|Lind|calling; partial|Lind|vowed
“It is late,” Lind was quoted as saying. => direct|Lind|saying
“It is late,” J.R. Moss said. => direct|J.R. Moss|said
“It is late,” said Ursula von der Ahe, 81. => direct|Ursula von der Ahe, 81|said
“It is late,” said Emily. => direct|Emily|said
“It is late,” Kelly, who runs the club, said. => direct|Kelly|said
“It is late,” the U.S. official said. => direct|the U.S. official|said
“The tax is mad.” ― Mara Lind => direct|Mara Lind|
“The tax is mad.”\\n― Mara Lind, teacher => direct|Mara Lind|
Mara Lind, 66, retired teacher\\n“The tax is mad.” => direct|Mara Lind|
Lind:\\n“The tax is mad.” => direct|Lind|
10.55 Reader Phil, from Tor, emails: “Not my roof.” => direct|Reader Phil|emails
Our reporter Jess Amadi, at the harbour: “The wall has gone.” => direct|Our reporter Jess Amadi|
Mayor calls tax ‘mad’ => partial|Mayor|calls
Tax is ‘mad’, mayor says => partial|mayor|says
MAYOR CALLS TAX ‘MAD’ => partial|MAYOR|CALLS
“Stay in.” That’s the blunt message from Niall Rooke. => direct|Niall Rooke|message
In the view of Ana Lee, it is “dead on arrival”. => partial|Ana Lee|In the view of
She is expected to call the storm “mad” on Friday. => partial|She|call
The “temporary” camp has stood for ten years. => scare||
Her film “Blue Moon Rising” opens. => scare||
He complained of a column, ‘Spoon Fed’. => scare||
She wore the “coat” again. => scare||
He served as “consul”. => scare||
The boys met the girls, “no more” and no less. => scare||
Nobody said it was “mad”. => scare||
A clerk with the bank, Mara Lind, said the tax was “mad”. => partial|Mara Lind|said
A clerk fined for a row over a hedge told police it was “mad”. => partial|A clerk|told
A clerk fined in Tor over a row has left, saying it was “mad”. => partial|A clerk|saying
He said two men, both casual labourers, had been “mad”. => partial|He|said
He denied that it was so “for years”, as counsel suggested. => partial|counsel|suggested
Opening the case, Mara Lind, for the bank, said it was “mad”. => partial|Mara Lind|said
Lind hopes it will be a so-called “ladder”. => scare||
“It is late,” said Mara Lind, who has a “reduce” rating on it. => direct|Mara Lind|said; scare||
Lind, of the guild, had on Friday announced that it was “mad”. => partial|Lind|announced
Shares rose. The “dam” broke, and the mayor left. => scare||
"""

# text => speaker | cue, one for each report
REPORTS = """
Italy said the bridge was safe. => Italy|said
Lee is said to have left. => |said
Three people were reported missing. => |reported
The claims were denied by Lee. => Lee|denied
According to U.S. officials, the bridge is safe. => U.S. officials|According to
Talks will resume on Friday, said the minister. => the minister|said
More must be done, argues Lee. => Lee|argues
The plan was doomed, said Mara Lind. => Mara Lind|said
Talks will resume on Friday, officials said. => officials|said
The verdict is expected on Friday. => |expected
The mayor liked the bridge in the morning, even suggesting a feast. => The mayor|suggesting
Ruth Amadi, 59, of Leeds, who watched on a screen, said it was late. => Ruth Amadi|said
Bonuses fell, the Courier reports. => the Courier|reports
Mara Lind was accused by Ana Lee of theft. => Ana Lee|accused
Lind’s claim that the dam holds is false. => Lind|claim
Her claim that the dam holds is false. => Her|claim
The warning by Lind that it fails was heard. => Lind|warning
The claim that the dam holds is false. => |claim
Lind was adamant that the dam holds. => Lind|adamant
Lind, 54, was adamant that the dam holds. => Lind, 54|adamant
She attacked the plan. => She|attacked
She questioned whether it was late. => She|questioned
Lind cited rain and groused that it was late. => Lind|cited; Lind|groused
The dam, Lind groused, was late. => Lind|groused
Lind hit back at the council. => Lind|hit
She shows the coat to them all. =>
The ball hit the post. =>
The company has not said why. =>
Lind will say no on Friday. =>
Lind is due to say no on Friday. =>
Ship calls at Durres =>
The claims of the declared winner. =>
They had plans and concerns. =>
She is expected to leave on Friday. =>
The papers are to be admitted. =>
He refused, and sat down. =>
The council opposed the plea. =>
Moss SC, defending, rose. =>
Anyone suggesting that is late. =>
They were seen by defence counsel Mara Lind. =>
She says nothing. =>
She pours. =>
Lind thanked the crews. =>
Lind has written to the brewery. =>
The hall took a second to see that it was late. =>
A letter sent to residents in March said it was late. => A letter|said
Nia Lee has it that a minister, soaked on a visit, asked for tea. => a minister|asked
"""


def cases(table):
    for case in table.strip().split("\n"):
        text, wanted = (part.strip() for part in case.split("=>"))
        yield text.replace("\\n", "\n"), [tuple(part.strip().split("|")) for part in wanted.split(";") if part.strip()]


def test_who_speaks_is_told_by_the_structure_of_the_sentence():
    wrong = [(text, who(text), wanted) for text, wanted in cases(STRUCTURE) if who(text) != wanted]
    assert not wrong, "\n".join(map(str, wrong))


def test_who_is_reported_is_told_by_the_structure_of_the_sentence():
    def same(found, wanted):
        return len(found) == len(wanted) and all(
            cue == its_cue and (name.startswith(its_name) if its_name else not name)
            for (name, cue), (its_name, its_cue) in zip(found, wanted)
        )

    wrong = [(text, told(text), wanted) for text, wanted in cases(REPORTS) if not same(told(text), wanted)]
    assert not wrong, "\n".join(map(str, wrong))


def test_any_verb_brings_in_words_where_it_stands_as_one_of_saying_does():
    for verb in ("floobed", "spat", "thundered", "deadpanned", "mumfled"):
        for text in (
            f"“We lost,” {verb} Ana Lee.",
            f"“We lost,” Ana Lee {verb}.",
            f"Ana Lee {verb}: “We lost.”",
            f"Ana Lee, 54, {verb} that it was “late”.",
        ):
            assert [speaker.split(",")[0] for _, speaker, _ in who(text)] == ["Ana Lee"], text


def test_the_voice_of_a_pronoun_and_of_a_body():
    wanted = {
        "“It is late,” the Home Office said. “It is bad,” the Foreign Office said.": ["the Home Office", "the Foreign Office"],
        "“It is late,” Ana Lee Jr. said.": ["Lee"],
        "“It is late,” the mayor — who took office in May — said.": ["the mayor"],
        "“It is late,” Ana Lee, professor of law at Oxford, said.": ["Lee"],
        "“It is late,” Ursula von der Ahe said.": ["von der Ahe"],
        "Ana Lee came. “It is late,” she said.": ["Lee"],
        "Ana Lee met Mara Lind in the hall. “It is late,” she said.": ["she (?)"],
        "Mr Lee met Ms Lind, and Lee said no to Lind. “It is late,” she said.": ["she (?)"],
        "Mr Lee said no to Ms Lind. “It is late,” she said.": ["Lind"],
        "“It is late,” she said.": ["she (?)"],
        "“It is late,” they said.": ["they (?)"],
    }  # fmt: skip
    for text, voice in wanted.items():
        assert quoted(pd.DataFrame({"id": ["F1"], "source": "F", "text": [text]}))["voice"].tolist() == voice, text


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["Lind", "the", "mayor", ",", "said", "claims", "that", "who", "was", "by", "and", "to", "“a”", "“We go.”", ".", ":", "–", "(", ")",
                                 "adding", "according", "of", "in", "Friday", "hopes", "his", "not", "will", "groused", "U.S.", "54", "’s"]), max_size=30))  # fmt: skip
def test_no_order_of_words_is_too_much_for_it(pieces):
    text = " ".join(pieces)
    holds(text)
    told(text)


def test_a_ship_that_calls_at_a_port_says_nothing():
    texts = ["Ships called at the port.", "The ferry calls at Durres.", "He called for calm."]
    found = voices.reported(pd.DataFrame({"id": ["F01", "F02", "F03"], "source": "F", "text": texts}))
    assert list(found["id"]) == ["F03"]


def test_a_pronoun_is_followed_in_the_letters_of_every_language():
    cases = {
        "Luka Čvorkov came out. He told me: “It is late.”": "Čvorkov",
        "Inspector Mirna Žunčić was there.\n\n“Ask him,” she said.": "Žunčić",
        "Its mayor, Božo Šimravić, said: “Paint it.”": "Šimravić",
        "His spokeswoman, Ćana Ðurić, said: “He is patient.”": "Ðurić",
        "Đorđe Špralj waited on Saturday. “It was free,” he said.": "Špralj",
        "Adem Çela and Luka Čvorkov came. “It is late,” he said.": "he (?)",
        "Luka Čvorkov sang. “I sang,” he said.\n\nLuka Čvorkov was there. “Look at him,” she said.": "she (?)",
    }
    for text, voice in cases.items():
        units = pd.DataFrame({"id": ["F01"], "source": ["F"], "text": [text], "line": [1]})
        assert list(voices.quoted(units)["voice"])[-1] == voice, text


def test_words_are_looked_for_only_where_somebody_speaks(monkeypatch):
    looked_at, words_of = [], voices.read_voices.__globals__["words_of"]

    def counted(text, start, end, *rest):
        looked_at.append(text[start:end])
        return words_of(text, start, end, *rest)

    monkeypatch.setitem(voices.read_voices.__globals__, "words_of", counted)
    text = f"{'It rained in Tor. ' * 50}Mara Lind said it was “mad”. {'It rained in Tor. ' * 50}"
    assert who(text) == [("partial", "Mara Lind", "said")]
    assert len(looked_at) == 1 and looked_at[0].strip() == "Mara Lind said it was “mad”."


def test_a_sentence_that_does_not_end_is_cut_and_who_speaks_in_it_is_found():
    assert who(f"{'and it rained ' * 1000}, and “it is late,” said Mara Lind.") == [("partial", "Mara Lind", "said")]
    assert who("Mara Lind said it was “mad”, and " * 200) == [("partial", "Mara Lind", "said")] * 200


def test_a_long_chain_of_verbs_is_gone_through_once():
    assert who(f"Mara Lind rose {'and often barked ' * 40}and then said it was “mad”.") == [
        ("partial", "Mara Lind", "said")
    ]
    assert who(f"Often sang {'and often barked ' * 40}and then said it was “mad”.") == [("scare", "", "")]
