"""Numbers in own texts: what is found, what it is of, and what stands side by side."""

import pandas as pd
from sidebyside import own_sources
from sidebyside.rules.quantities import find_quantities, singular

M = 1_000_000
FOUND = {  # a text: what is found in it, its value or both ends, and what it is of
    "About 300 people came, and more than 2,000 jobs will go.": [
        ("About 300 people", 300, "person"), ("more than 2,000 jobs", 2000, "job")],
    "It cost €96 million, or 30 to 96 million euros.": [
        ("€96 million", 96 * M, "euro"), ("30 to 96 million euros", (30 * M, 96 * M), "euro")],
    "Between 30 and 96 million dollars; £3m; 2.5bn crowns.": [
        ("Between 30 and 96 million dollars", (30 * M, 96 * M), "dollar"), ("£3m", 3 * M, "pound"), ("2.5bn crowns", 2500 * M, "crown")],
    "Okafor, 54, said 12 of the 40 striking bus drivers were ill.": [
        ("12 of the 40 striking bus drivers", 12, "driver"), ("40 striking bus drivers", 40, "driver")],
    "A dozen boats, twenty-three crew, three hundred and fifty tonnes": [
        ("A dozen boats", 12, "boat"), ("twenty-three crew", 23, "crew"), ("three hundred and fifty tonnes", 350, "tonne")],
    "Two and a half years, a two-day strike, 40km away": [
        ("Two and a half years", 2.5, "year"), ("a two-day", 2, "day"), ("40km", 40, "km")],
    "Forty per cent of drivers, 40% of us, 2,40 crowns": [
        ("Forty per cent", 40, "per cent"), ("40%", 40, "per cent"), ("2,40 crowns", 2.4, "crown")],
    "In 2008 it had 1500 workers, 30–40 of them women": [("1500 workers", 1500, "worker"), ("30–40 of them women", (30, 40), "woman")],
    "On Monday 300 nurses walked out; one man stayed.": [("300 nurses", 300, "nurse")],
    "Some 300 marched, eleven of them to the gate.": [("Some 300", 300, ""), ("eleven", 11, "")],
    "It stood at 4.50 euros, and rose from 2.30 to 2.50 euros.": [
        ("4.50 euros", 4.5, "euro"), ("2.30 to 2.50 euros", (2.3, 2.5), "euro")],
    "600 people by the police and 1,500 by others": [("600 people", 600, "person"), ("1,500", 1500, "")],
}  # fmt: skip
NONE = [
    "It closed on 3 May 2019, at 10:30 a.m., or at 3pm, or at four.",
    "Resolution 1244 of 10 June 1999; Boeing 737; Covid-19; bus 12; page 5",
    "The 54-year-old, aged 7, a woman of 67, and Roe, 23, won 3-2 in the 21st century, in 1998-1999, in the 1990s.",
    "Hundreds of people, tens of thousands, one man",
    "17.12 The gates are open.",
    "The departure at 23.30, which few used, and that of 6 May at 7.15.",
]


def test_numbers_with_what_they_are_of():
    for text, expected in FOUND.items():
        found = find_quantities(text)
        said = [(text[one.start : one.end], (one.low, one.high), one.thing) for one in found]
        assert said == [
            (words, value if isinstance(value, tuple) else (value, value), thing) for words, value, thing in expected
        ], text
    for text in NONE:
        assert find_quantities(text) == [], text


def test_one_of_many_things():
    for many, one in {
        "people": "person",
        "cities": "city",
        "boxes": "box",
        "bus": "bus",
        "buses": "buse",
        "euro": "euro",
        "news": "news",
    }.items():
        assert singular(many) == one, many


def made(**texts):
    rows = [
        (f"{source}{n:02}", source, 1, 0, len(text), "body", text)
        for source, its in texts.items()
        for n, text in enumerate(its, 1)
    ]
    return pd.DataFrame(rows, columns=["id", "source", "line", "start", "end", "role", "text"])


UNITS = made(
    F=["About 600 people came.", "The organisers say 1,500.", "It took four hours."],
    G=["Some 2,000 people came.", "It took four hours, and cost €5."],
    H=["Nobody counted.", "Two officers were hurt."],
)


def test_numbers_of_one_thing_stand_side_by_side():
    table = own_sources.numbers_by_thing(UNITS)
    assert table.values.tolist() == [
        ["people", "≠", 2, "F: About 600 people, 1,500; G: Some 2,000 people", "F01 F02 G01"],
        ["hours", "=", 2, "F: four hours; G: four hours", "F03 G02"],
    ]
    assert own_sources.numbers_by_thing(UNITS, "officers")["said"].tolist() == ["H: Two officers"]
    assert own_sources.numbers_by_thing(UNITS, "boats").empty


def test_a_number_without_a_noun_is_of_what_was_counted_just_before():
    things = dict(zip(own_sources.numbers(UNITS)["number"], own_sources.numbers(UNITS)["thing"]))
    assert things["1,500"] == "person"
    assert own_sources.numbers(made(F=["It had 600 people.", "Later.", "There were 1,500."]))["thing"].tolist() == [
        "person",
        "",
    ]
    assert own_sources.numbers(made(F=["It had 600 people."], G=["There were 1,500."]))["thing"].tolist() == [
        "person",
        "",
    ]


def test_rows_of_numbers_open_into_the_sentences(capsys):
    own_sources.show_numbers(UNITS)
    said = " ".join(capsys.readouterr().out.split())
    assert "▸ ≠ people · F: About 600 people, 1,500; G: Some 2,000 people F F01 About 600 people came." in said
    assert "2 of 7 numbers stand in sentences that are not here" in said or "1 of 7 numbers" in said
    own_sources.show_numbers(
        made(F=["Some 300 Albanians and 40 islanders came.", "It has 9 doors."], G=["Of 9 doors 8 are shut."])
    )
    said = " ".join(capsys.readouterr().out.split())
    assert said.endswith("Counted in one text alone: Albanians (F), islanders (F).")
    own_sources.show_numbers(made(F=["Nobody counted."], G=["Nor did we."]))
    assert "0 numbers were found" in capsys.readouterr().out
    own_sources.show_numbers(UNITS, "boats")
    assert 'none is of "boats"' in capsys.readouterr().out
