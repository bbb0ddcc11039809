"""Speakers of own texts, as the rule finds them and as a reader corrects them."""

import pandas as pd
import pytest
from sidebyside import corpus, own_sources, voices
from sidebyside.corpus import BadInput

UNITS = corpus.load_units()
TEXT = [
    "The mayor met Ada Okafor on Monday.",
    "“No toll,” said Karin Lind.",
    "“It is a tax on bread.”",
    "He called the bridge “safe”.",
    "Nobody asked.",
    "“No toll,” said Ben Roe.",
]


def made(texts, source="F"):
    ids = [f"{source}{n:02}" for n in range(1, len(texts) + 1)]
    start = [0] * len(texts)
    return pd.DataFrame(
        {"id": ids, "source": source, "line": range(1, len(texts) + 1), "start": start, "end": list(map(len, texts)),
         "role": "body", "text": texts}
    )  # fmt: skip


def speakers(units):
    return own_sources.quotations(units).set_index("unit")["speaker"].to_dict()


def test_without_corrections_the_speakers_are_those_of_lesson_three(mine):
    table, found = own_sources.quotations(UNITS), voices.quoted(UNITS)
    assert table["units"].tolist() == found["ids"].tolist() and set(table["found_by"]) == {"the rule"}
    scare = (found["kind"] == "scare").tolist()
    assert table.loc[scare, "speaker"].eq("nobody").all()
    assert (
        table.loc[[not one for one in scare], "speaker"].tolist()
        == found.loc[[not one for one in scare], "voice"].tolist()
    )
    assert own_sources.words_by_voice(UNITS).equals(voices.words_by_voice(UNITS)) and not mine.exists()


def test_a_correction_is_kept_and_every_table_goes_by_it(mine, capsys):
    units = made(TEXT)
    before = own_sources.words_by_voice(units)
    own_sources.show_speakers(units)
    shown = capsys.readouterr().out
    assert "▸ F02 · speaker: Lind · quotation: “No toll,” · verb: said · found by: the rule" in " ".join(shown.split())
    own_sources.correct("f2", "no TOLL", "Ada Okafor")
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Kept in data/mine/speakers.csv: “No toll,” (F02), Ada Okafor. The rule had: Lind.")
    own_sources.correct("F04", "safe", "okafor")
    own_sources.correct("F06", "“No toll", "nobody")
    rows = (mine / "speakers.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "source,id,quotation,speaker" and rows[2:] == ["F,F04,safe,Ada Okafor", 'F,F06,"No toll,",nobody']
    now = speakers(units)
    assert (now["F02"], now["F04"], now["F06"]) == ("Ada Okafor", "Ada Okafor", "nobody")
    said = own_sources.spoken(units).set_index("speaker")
    assert said.loc["Ada Okafor", ["quotations", "words", "units"]].tolist() == [2, 3, "F02 F04"]
    assert "Roe" not in said.index and "nobody" not in said.index
    held = own_sources.distances(units)
    assert held["units"].tolist() == ["F06"] and held["word"].tolist() == ["No toll,"]
    after = own_sources.words_by_voice(units)
    assert after["words"].sum() == before["words"].sum()  # the words of a text add up to all of them, whoever speaks
    assert after.set_index("voice").loc["Ada Okafor", ["words", "quotations"]].tolist() == [3, 2]
    sources = pd.DataFrame({"id": ["F"], "title": ["News"], "text": ["\n".join(TEXT)]})
    quoted = own_sources.dossier("F", sources, units).set_index("aspect").loc["quoted", "finding"]
    assert "Ada Okafor 3 words" in quoted


def test_a_first_name_splits_no_speaker_of_any_of_the_texts(mine, capsys):
    units = pd.concat([made(TEXT), made(["It rained.", "“A toll,” said Sam Tregear."], "G")], ignore_index=True)
    own_sources.show_speakers(units)
    for speaker in ("the mayor", "Karin Lind"):  # after a first try as well
        own_sources.correct("F02", "No toll", speaker)
    own_sources.correct("F03", "It is a tax", "Martin Tregear")
    assert (speakers(units)["F02"], speakers(units)["F03"]) == ("Lind", "Tregear")


def test_a_correction_goes_by_the_words_when_the_text_is_edited(mine, capsys):
    own_sources.show_speakers(made(TEXT))
    own_sources.correct("F06", "No toll", "Okafor")
    own_sources.correct("F04", "safe", "Okafor")
    edited = made(["News.", *TEXT])
    assert speakers(edited)["F07"] == "Okafor" and speakers(edited)["F03"] == "Lind"
    gone = made([*TEXT[:3], "He called the bridge old.", *TEXT[4:]])
    capsys.readouterr()
    own_sources.show_speakers(gone)
    assert "No longer in the text, and kept: “safe” (F04, Okafor)." in capsys.readouterr().out
    assert "safe" in (mine / "speakers.csv").read_text()
    own_sources.correct("F02", "No", "Roe", units=gone)
    assert "safe" in (mine / "speakers.csv").read_text() and speakers(made(TEXT))["F04"] == "Okafor"


def test_a_correction_can_be_changed_and_taken_back(mine, capsys):
    units = made(TEXT)
    for name in ("Okafor", "Roe (the father)"):
        own_sources.correct("F02", "No toll", name, units=units)
    assert speakers(units)["F02"] == "Roe (the father)" and speakers(units)["F06"] == "Roe"
    own_sources.correct("F02", "No toll", units=units, take_back=True)
    assert "is Lind’s again" in capsys.readouterr().out and speakers(units)["F02"] == "Lind"
    assert (mine / "speakers.csv").read_text() == "source,id,quotation,speaker\n"


def test_a_blank_correction_writes_nothing(mine, capsys):
    units = made(TEXT)
    own_sources.show_speakers(units)
    for given in [(), (..., ..., ...), ("F02", "No toll", ...), ("F02", "No toll", " ")]:
        capsys.readouterr()
        own_sources.correct(*given)
        assert capsys.readouterr().out.startswith("This cell corrects nothing yet.") and not mine.exists(), given


REFUSED = {
    "no such unit": ("Q09", "No toll", "Roe"),
    "no quotation there": ("F05", "No toll", "Roe"),
    "other words": ("F02", "Some toll", "Roe"),
    "no text": ("F02", 5, "Roe"),
    "a name too long": ("F02", "No toll", "R" * 61),
    "no name": ("F02", "No toll", 7),
}


def test_what_cannot_be_corrected_gets_one_sentence(mine):
    for what, given in REFUSED.items():
        with pytest.raises(BadInput) as refused:
            own_sources.correct(*given, units=made(TEXT))
        assert "\n" not in str(refused.value) and len(str(refused.value)) < 220, what
    twice = made(["“No toll,” he said. “No toll at all,” he said."])
    with pytest.raises(BadInput, match="Two quotations"):
        own_sources.correct("F01", "No", "Roe", units=twice)
    assert not mine.exists()


def test_speakers_that_cannot_be_read_are_said_and_kept(mine, capsys):
    mine.mkdir()
    (mine / "speakers.csv").write_text("milk, eggs\n")
    units = made(TEXT)
    own_sources.show_speakers(units)
    assert "speakers.csv" in capsys.readouterr().out and speakers(units)["F02"] == "Lind"
    own_sources.correct("F02", "No toll", "Okafor")
    assert (mine / "speakers.kept-1.csv").read_text() == "milk, eggs\n" and speakers(units)["F02"] == "Okafor"


def test_many_quotations_are_shown_as_many_of_each_text(capsys):
    units = pd.concat(
        [made([f"“It is {n},” said Roe." for n in range(30)], source) for source in "FG"], ignore_index=True
    )
    own_sources.show_speakers(units)
    said = capsys.readouterr().out
    assert (
        said.count("▸ F") == said.count("▸ G") == 20
        and "40 of 60 quotations are shown, of each text 20 at most" in said
    )
    own_sources.show_speakers(units, "g")
    assert capsys.readouterr().out.count("▸ G") == 30
    own_sources.show_speakers(made(["Nobody speaks here."]))
    assert "no quotation" in capsys.readouterr().out


def test_markup_in_a_name_is_shown_as_it_was_typed(mine, monkeypatch):
    shown = []
    monkeypatch.setattr(
        own_sources.show_rows.__globals__["output"], "show_both", lambda plain, rich: shown.append(rich)
    )
    own_sources.correct("F02", "No toll", "<b>Roe</b>", units=made(TEXT))
    own_sources.show_speakers(made(TEXT))
    assert "&lt;b&gt;Roe&lt;/b&gt;" in shown[-1] and "<b>Roe" not in shown[-1]
