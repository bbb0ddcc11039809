"""A folder of one's own: `intake.read_folder`, `show` with its units, and the colours of its sources."""

import io
import math
import os
import re
import tempfile
import zipfile
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sidebyside import corpus, intake, output, page, plots, show, words
from sidebyside.corpus import BadInput

ARTICLE = "Two cities agree\n\nThe mayors met on Monday. “It was time,” one of them said.\n\nThe bridge will be built by 2030.\n"
OTHER = "Another view\n\nThe bridge was promised in 1999. Nobody has seen it.\n"
READ_TWO = "2 texts were read: F (a.txt) and G (b.txt)."

# About one bridge, in ten languages.
LANGUAGES = {
    "German": (
        "Die Vertreter der beiden Regierungen trafen sich am Montag in der Stadt, um über den Bau einer neuen Brücke zu "
        "sprechen. Nach einem langen Tag war man sich in vielen Punkten einig, aber noch nicht in allen. Der Minister "
        "sagte, er sei mit dem Ergebnis zufrieden, und man werde im Herbst wieder zusammenkommen. Was die Arbeiten "
        "kosten, ist noch nicht bekannt."
    ),
    "Dutch": (
        "De vertegenwoordigers van de twee regeringen kwamen op maandag in de stad bijeen om over de bouw van een nieuwe "
        "brug te praten. Na een lange dag was men het over veel punten eens, maar nog niet over alles. De minister zei "
        "dat hij blij was met het resultaat en dat er in de herfst weer een gesprek is. Wat het werk kost, is nog niet "
        "bekend."
    ),
    "French": (
        "Les représentants des deux gouvernements se sont réunis lundi dans la ville pour parler de la construction d’un "
        "nouveau pont. Après une longue journée, ils étaient d’accord sur de nombreux points, mais pas encore sur tous. "
        "Le ministre a dit qu’il était content du résultat et que l’on se reverrait à l’automne. On ne sait pas encore ce"
        " que coûteront les travaux."
    ),
    "Spanish": (
        "Los representantes de los dos gobiernos se reunieron el lunes en la ciudad para hablar de la construcción de un "
        "nuevo puente. Después de un largo día estaban de acuerdo en muchos puntos, pero no en todos. El ministro dijo "
        "que estaba contento con el resultado y que volverían a verse en otoño. No se sabe todavía lo que costarán las "
        "obras a los vecinos."
    ),
    "Italian": (
        "I rappresentanti dei due governi si sono incontrati lunedì in città per parlare della costruzione di un nuovo "
        "ponte. Dopo una lunga giornata erano d’accordo su molti punti, ma non ancora su tutti. Il ministro ha detto che "
        "era contento del risultato e che ci si sarebbe rivisti in autunno. Non si sa ancora quanto costeranno i lavori."
    ),
    "Serbian, Cyrillic": (
        "Представници две владе састали су се у понедељак у граду да разговарају о изградњи новог моста. После дугог дана"
        " сложили су се око многих тачака, али још не око свих. Министар је рекао да је задовољан исходом и да ће се "
        "поново срести на јесен. Још се не зна колико ће радови коштати. Грађани чекају на мост већ десет година."
    ),
    "Serbian, Latin": (
        "Predstavnici dve vlade sastali su se u ponedeljak u gradu da razgovaraju o izgradnji novog mosta. Posle dugog "
        "dana složili su se oko mnogih tačaka, ali još ne oko svih. Ministar je rekao da je zadovoljan ishodom i da će se"
        " ponovo sresti na jesen. Još se ne zna koliko će radovi koštati. Građani čekaju na most već deset godina."
    ),
    "Albanian": (
        "Përfaqësuesit e dy qeverive u takuan të hënën në qytet për të folur për ndërtimin e një ure të re. Pas një dite "
        "të gjatë ata ishin dakord për shumë pika, por ende jo për të gjitha. Ministri tha se ishte i kënaqur me "
        "rezultatin dhe se do të takohen përsëri në vjeshtë. Ende nuk dihet sa do të kushtojnë punimet."
    ),
    "Arabic": (
        "اجتمع ممثلو الحكومتين يوم الاثنين في المدينة للحديث عن بناء جسر جديد. وبعد يوم طويل اتفقوا على نقاط كثيرة ولكن "
        "ليس على كل شيء."
    ),
    "Hebrew": (
        "נציגי שתי הממשלות נפגשו ביום שני בעיר כדי לדבר על בניית גשר חדש. אחרי יום ארוך הם הסכימו על נקודות רבות, אבל לא על הכול."
    ),
}


@pytest.fixture
def said(monkeypatch):
    """What was said, in order."""
    kept = []
    monkeypatch.setattr(intake, "say", kept.append)
    return kept


def fill(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return folder


def stand_in_place(sources, units):
    """Whether each unit stands in its source where it says, in order, and the ids are as promised."""
    lines = {source: text.split("\n") for source, text in zip(sources["id"], sources["text"])}
    for row in units.itertuples():
        assert lines[row.source][row.line - 1][row.start : row.end] == row.text != "" and row.text == row.text.strip()
    for source, own in units.groupby("source", sort=False):
        assert own["id"].tolist() == [f"{source}{n:02d}" for n in range(1, len(own) + 1)]
        places = own[["line", "start"]].to_numpy().tolist()
        assert places == sorted(places)
    assert units["source"].unique().tolist() == sources["id"].tolist()
    return True


# -- what comes out ----------------------------------------------------------------------------------------------------


def test_two_texts_by_hand(tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, b=OTHER, a=ARTICLE))
    assert sources.to_numpy().tolist() == [
        ["F", "Two cities agree", "", "", "", "", ARTICLE],
        ["G", "Another view", "", "", "", "", OTHER],
    ]
    assert units[units["source"] == "F"].to_numpy().tolist() == [
        ["F01", "F", 1, 0, 16, "headline", "Two cities agree"],
        ["F02", "F", 3, 0, 25, "body", "The mayors met on Monday."],
        ["F03", "F", 3, 26, 58, "body", "“It was time,” one of them said."],
        ["F04", "F", 5, 0, 33, "body", "The bridge will be built by 2030."],
    ] and stand_in_place(sources, units)  # fmt: skip
    assert said == [READ_TWO]


def test_the_shapes_are_those_of_the_five(tmp_path, said):
    for ours, theirs in zip(
        intake.read_folder(fill(tmp_path, a=ARTICLE)), (corpus.load_sources(), corpus.load_units())
    ):
        ours = ours.drop(columns="kind", errors="ignore")  # which a class gives, and none of the five states
        assert ours.dtypes.to_dict() == theirs.dtypes.to_dict() and list(ours) == list(theirs)
        assert isinstance(ours.index, pd.RangeIndex)
    assert said == ["One text was read: F (a.txt). Comparing needs two: put another beside it."]


def test_of_the_five_186_of_189_units_come_out_alike_and_the_rest_of_e_in_two(tmp_path, said):
    for source in "ABCDE":
        (tmp_path / f"{source}.txt").write_bytes((corpus.DATA / "sources" / f"{source}.txt").read_bytes())
    sources, units = intake.read_folder(tmp_path)
    assert stand_in_place(sources, units) and sources["text"].equals(corpus.load_sources()["text"])
    units["source"] = units["source"].map(dict(zip("FGHIJ", "ABCDE")))
    place = ["source", "line", "start", "end", "text"]
    ours, theirs = (set(table[place].itertuples(index=False, name=None)) for table in (units, corpus.load_units()))
    assert (len(ours & theirs), len(theirs), len(ours - theirs)) == (186, 189, 2)
    assert {row[:2] for row in theirs ^ ours} == {("E", 35)}
    assert said[0].startswith(
        "A.txt: 3 lines were left out as no part of the article (site-furniture 3): `own_sources.left_out"
    )
    stated = corpus.load_sources()["title"].replace("", "C")  # C states no title, and has the name of its file
    assert sources["title"].tolist() == stated.tolist()
    assert units.loc[units["role"] == "headline", "source"].tolist() == list("ABDE")


def test_letters_go_on_where_the_five_end_and_files_are_sorted_as_people_do(tmp_path, said):
    names = ["10.txt", "9.txt", "2.TXT", "B 3.txt", "a.txt", "á.txt"]
    for n, name in enumerate(names):
        (tmp_path / name).write_text(f"It is text number {n}.")
    sources, _ = intake.read_folder(tmp_path)
    assert list(zip(sources["id"], sources["title"])) == list(zip("FGHIJK", ["2", "9", "10", "a", "B 3", "á"]))
    assert said[-1].startswith("6 texts were read: F (2.TXT), G (9.txt), H (10.txt), I (a.txt)")
    assert [intake._letter(n) for n in (0, 20, 21, 46, 47, 696, 697)] == ["F", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_no_text_has_the_letters_of_the_cards(tmp_path, said, monkeypatch):
    assert "DOC" in map(intake._letter, range(3200)) and "DOC" == intake.cards.LETTER
    monkeypatch.setattr(intake.cards, "LETTER", "G")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"The bridge {name} is open.")
    assert intake.read_folder(tmp_path)[0]["id"].tolist() == ["F", "H"]


def test_ids_of_a_long_text_and_of_many_texts(tmp_path, said):
    for n in range(25):
        (tmp_path / f"{n}.txt").write_text("He came. " * (n + 99))
    sources, units = intake.read_folder(tmp_path)
    assert sources["id"].tolist()[-5:] == ["Z", "AA", "AB", "AC", "AD"] and stand_in_place(sources, units)
    assert units["id"].iloc[[0, 98, 99, -1]].tolist() == ["F01", "F99", "G01", "AD123"] and "G100" in set(units["id"])
    assert said == ["25 texts were read: F (0.txt), G (1.txt), H (2.txt) and so on to AD (24.txt)."]


def test_a_kind_that_is_given_is_no_title_and_the_date_below_it_is_read(tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=f"Kind: statement\nDate: 3 May\n\n{ARTICLE}"))
    assert sources.loc[0, ["title", "kind", "date"]].tolist() == ["Two cities agree", "statement", "3 May"]
    assert units["text"][0] == "Two cities agree"


def test_a_line_with_a_plus_is_kept_as_the_article_s(tmp_path, said):
    menu = "Home | News | Sport"
    for head, kept in ((menu, False), (f"+ {menu}", True)):
        sources, units = intake.read_folder(fill(tmp_path, a=f"{ARTICLE}\n\n{head}\n"))
        assert (menu in set(units["text"])) is kept and not any("+" in text for text in units["text"])
        assert stand_in_place(sources, units)


@pytest.mark.parametrize(
    "head, expected",
    [
        ("Title: One\nauthor:  Ana Ng \nDATE: 3 May\nOutlet:The Sun\n\n", ["One", "Ana Ng", "3 May", "The Sun"]),
        ("outlet: The Sun\n", ["Two cities agree", "", "", "The Sun"]),
        ("\n\nAuthor: Ana: a life\n", ["Two cities agree", "Ana: a life", "", ""]),
        ("Title:\nDate: \n", ["Two cities agree", "", "", ""]),
        ("", ["Two cities agree", "", "", ""]),
    ],
)
def test_what_the_class_gives_at_the_head_is_taken_and_is_no_unit(head, expected, tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=head + ARTICLE))
    assert sources.loc[0, ["title", "author", "date", "outlet"]].tolist() == expected
    titles = ["One"] * head.startswith("Title: One") + ["Two cities agree"]
    body = units[units["role"] == "body"]
    assert (
        units.loc[units["role"] == "headline", "text"].tolist() == titles
        and body["text"].iloc[0] == "The mayors met on Monday."
    )
    assert body["line"].iloc[0] == head.count("\n") + 3 and stand_in_place(sources, units)
    assert sources["text"][0] == head + ARTICLE


def test_a_title_that_is_given_is_a_headline_once(tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a="Title:  Two cities  agree\nDate: 3 May\n" + ARTICLE))
    assert units[["line", "start", "role", "text"]].to_numpy().tolist()[:2] == [
        [1, 8, "headline", "Two cities  agree"],
        [5, 0, "body", "The mayors met on Monday."],
    ]
    assert sources["title"][0] == "Two cities  agree" and stand_in_place(sources, units)
    assert said[0].startswith("a.txt: 1 line was left out as no part of the article (headline 1)")


def test_a_header_line_further_down_is_text(tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a="Title: One\nTitle: Two\nIt rained.\nDate: none was given.\n"))
    assert sources["title"][0] == "One" and sources["date"][0] == ""
    assert units["text"].tolist() == ["One", "Title: Two", "It rained.", "Date: none was given."]


@pytest.mark.parametrize(
    "text, title",
    [
        ("It rained in the city.\nIt will rain again.", "name"),
        ("It rained", "name"),  # nothing follows
        ("Will it rain?\nIt will.", "Will it rain?"),
        ("The U.S. agrees. What now?\nNobody knows.", "The U.S. agrees. What now?"),
        (" ".join(["word"] * 20) + "\nIt is said.", " ".join(["word"] * 20)),
        (" ".join(["word"] * 21) + "\nIt is said.", "name"),
        ("字" * 151 + "\n字。", "name"),
        ("SHARE THIS\nTwo cities agree\nThey met.", "Two cities agree"),
    ],
)
def test_the_first_line_is_the_title_if_it_looks_like_one(text, title, tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, name=text))
    assert sources["title"][0] == title and stand_in_place(sources, units)
    headline = units.loc[units["role"] == "headline", "text"]
    assert " ".join(headline) == ("" if title == "name" else title) and set(units["role"]) <= {"headline", "body"}


def test_lines_broken_to_fit_a_width_are_joined_and_nothing_moves(tmp_path, said):
    text = (
        "The two governments agreed on Monday to build a\nbridge over the river, which had been promised\n"
        "in 1999. Nobody could say what it would cost or\nwho would pay for it in the end.\n\nIt will be\nlong.\n"
    )
    sources, units = intake.read_folder(fill(tmp_path, a=text, b="It fits.\r\nIt does.\r\n"))
    own = units[units["source"] == "F"]
    assert own["text"].tolist() == [
        "The two governments agreed on Monday to build a bridge over the river, which had been promised in 1999.",
        "Nobody could say what it would cost or who would pay for it in the end.",
        "It will be long.",
    ]
    assert stand_in_place(sources, units) and sources["title"][0] == "a"
    assert len(sources["text"][0]) == len(text) and sources["text"][0].replace("\n", " ") == text.replace("\n", " ")


def test_the_lines_of_a_site_are_no_units_but_stay_in_the_text(tmp_path, said):
    text = ARTICLE + "Subscribe to our newsletter\n* * *\nIt was late.\nRead more\nA title of another day\n"
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert (
        units["text"].tolist()[-2:] == ["The bridge will be built by 2030.", "It was late."]
        and sources["text"][0] == text
    )
    assert units["line"].tolist()[-1] == 8 and stand_in_place(sources, units)


def test_it_is_the_same_each_time_and_nothing_is_written(tmp_path, said):
    fill(tmp_path, a=ARTICLE, b=OTHER)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    (one, two), (three, four) = intake.read_folder(tmp_path), intake.read_folder(str(tmp_path))
    assert one.equals(three) and two.equals(four)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before


# -- files of every kind -----------------------------------------------------------------------------------------------


WINDOWS = "This file is not in UTF-8 and was read as Windows-1252: if letters look wrong, save it again in UTF-8."


@pytest.mark.parametrize(
    "data, remarks",
    [
        (ARTICLE.encode("utf-8-sig"), []),
        (ARTICLE.replace("\n", "\r\n").encode(), []),
        (ARTICLE.replace("\n", "\r").encode(), []),
        (ARTICLE.replace("\n", "\u2028").encode(), []),
        (ARTICLE.replace("\n", "\x85").encode(), []),
        (ARTICLE.encode("cp1252"), [WINDOWS]),
        (ARTICLE.encode("utf-16"), ["This file is in UTF-16, and was read as that."]),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), ["This file is in UTF-16, and was read as that."]),
        (ARTICLE.encode("utf-16-le"), ["This file is in UTF-16, and was read as that."]),
        (ARTICLE.encode("utf-16-be"), ["This file is in UTF-16, and was read as that."]),
        (ARTICLE.encode("utf-32"), ["This file is in UTF-32, and was read as that."]),
    ],
    ids="mark crlf cr u2028 u0085 windows utf16 utf16be utf16le-bare utf16be-bare utf32".split(),
)
def test_every_usual_way_to_write_the_same_text_gives_the_same_units(data, remarks, tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=data))
    assert sources["text"].tolist() == [ARTICLE] and stand_in_place(sources, units) and len(units) == 4
    assert said[:-1] == [f"a.txt: {remark}" for remark in remarks]


def test_characters_that_do_not_print_are_spaces(tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=ARTICLE.replace("met on", "met\x07on")))
    assert (
        units["text"][1] == "The mayors met on Monday."
        and said[0] == "a.txt: Characters that do not print were read as spaces."
    )


def packed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


EMPTY = "This file is empty: put the text of an article in it, or delete it."
NOTHING_LEFT = (
    "Every line of this text looks like a site's own, a byline or a caption, and it is not used: see `page.roles`."
)
NOT_PLAIN = "This is no plain text: save the article as plain text in UTF-8."
WEB = "This is the code of a web page: open the page, copy the words of the article, and save those as plain text."
LINK = "This is a link to another place, and links are not followed: put the file itself here."
CLOSED = "This file cannot be opened: see whether it is still there and whether you may read it."
LARGE = "This file is too large for an article (over 1,000,000 bytes): put each article in a file of its own."
FOLDER = "This is a folder, and folders inside are not read: put its texts beside it."
NO_FILE = "This is no ordinary file: put the text of an article there as a plain text file."


def is_a(what):
    return f"This is {what} and no plain text: copy the article's words into a plain text file."


@pytest.mark.parametrize(
    "data, told",
    [
        (b"", EMPTY),
        (b" \n\t\r\n ", EMPTY),
        ("\ufeff\u2003\u2028".encode(), EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", is_a("a PDF")),
        (packed(), is_a("a Word or other packed file")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), is_a("an old Word or Excel file")),
        (rb"{\rtf1\ansi The mayors met.}", is_a("a file in Rich Text Format")),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), is_a("an image")),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", is_a("an image")),
        (b"GIF89a\x01\x00", is_a("an image")),
        (b"RIFF\n\x00\x00\x00WEBPVP8 ", is_a("an image")),
        (b"The mayors\0 met.", NOT_PLAIN),
        (bytes(range(1, 32)) * 9, NOT_PLAIN),
        (b"\xff\xfe\x00\xd8The", NOT_PLAIN),  # half a character of UTF-16
        (b"caf\xe9 \x81", "This file is neither in UTF-8 nor in Windows-1252: save it again as plain text in UTF-8."),
        (b"<!DOCTYPE html><title>x</title><p>The mayors met.</p>", WEB),
        (b"\n<!-- saved --><html lang='en'>The mayors met.</html>", WEB),
        (b'<?xml version="1.0"?>\n<html><body>x</body></html>', WEB),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n", WEB),
        (b"<div class='x'><p>The mayors met.</p></div>\n" * 20, WEB),
        (
            b"1999\n2000 - 2001 ...\n",
            "There is no sentence in this file, not even a letter: put the text of an article in it.",
        ),
        (b"Subscribe now", NOTHING_LEFT),
        (b"a" * 1_000_001, LARGE),
        (OTHER.encode(), "This is the same text as b.txt, and is not used."),
        (
            OTHER.replace("\n\n", "\r\n \r\n").replace(" ", "  ").encode(),
            "This is the same text as b.txt, and is not used.",
        ),
        (b"Author: X\n" + OTHER.encode(), "This is the same text as b.txt, and is not used."),
        (b"Author: X\n", EMPTY),
    ],
    ids=range(27),
)
def test_a_file_that_cannot_be_used_is_one_sentence_and_the_good_are_used(data, told, tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=ARTICLE, b=OTHER, c=data))
    assert said == [f"c.txt: {told}", READ_TWO]
    assert sources["id"].tolist() == ["F", "G"] and stand_in_place(sources, units)


@pytest.mark.parametrize(
    "text",
    [
        "The <html> tag was new, and <p> too.",
        "< li > It is < strong > so < / strong >.",
        "II* was a rank.",
        "PK said so.",
    ],
)
def test_a_text_that_mentions_what_a_page_is_made_of_is_a_text(text, tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert " ".join(units["text"]) == text and len(said) == 1


def test_what_is_no_file_is_named_and_not_opened(tmp_path, said):
    outside = fill(tmp_path, secret="It is not for the class.") / "secret.txt"
    folder = tmp_path / "texts"
    folder.mkdir()
    fill(folder, a=ARTICLE, b=OTHER)
    for name, target in {
        "1": outside,
        "2": folder / "gone",
        "3": folder / "3.txt",
        "4": tmp_path,
        "5": "a.txt",
    }.items():
        (folder / f"{name}.txt").symlink_to(target)
    (folder / "6.txt").mkdir()
    os.mkfifo(folder / "7.txt")
    (folder / "8.docx").write_bytes(packed())
    (folder / "more").mkdir()
    for hidden in (".DS_Store", ".x.txt", "~$a.docx"):
        (folder / hidden).write_bytes(b"x")
    intake.read_folder(folder)
    assert said == [
        *(f"{n}.txt: {LINK}" for n in range(1, 6)),
        f"6.txt: {FOLDER}", f"more: {FOLDER}", f"7.txt: {NO_FILE}",
        "8.docx: Only files with the ending .txt are read: save an article as plain text, with that ending.", READ_TWO,
    ]  # fmt: skip


def test_a_file_that_may_not_be_read_or_is_gone_by_now(tmp_path, said, monkeypatch):
    fill(tmp_path, a=ARTICLE, b=OTHER, c="x", d="y")

    def locked(path, *options):
        if Path(path).name in ("c.txt", "d.txt"):
            raise PermissionError(13, "no") if Path(path).name == "c.txt" else FileNotFoundError(2, "gone")
        return open(path, *options)

    monkeypatch.setattr(intake, "open", locked, raising=False)
    intake.read_folder(tmp_path)
    assert said == [f"c.txt: {CLOSED}", f"d.txt: {CLOSED}", READ_TWO]


def test_of_a_large_file_no_more_is_read_than_tells(tmp_path, said, monkeypatch):
    asked = []

    class Watched(io.BytesIO):
        def read(self, size=-1):
            asked.append(size)
            return super().read(size)

    fill(tmp_path, a=ARTICLE)
    with open(tmp_path / "z.txt", "wb") as sparse:
        sparse.truncate(50_000_000_000)
    watched = lambda path, mode: Watched(b"a" * 2_000_000) if "z.txt" in path else open(path, mode)  # noqa: E731
    monkeypatch.setattr(intake, "open", watched, raising=False)
    intake.read_folder(tmp_path)
    assert said[0] == f"z.txt: {LARGE}" and asked == [1_000_001]


@pytest.mark.parametrize(
    "piece, times",
    [("a", 10**6), ("<p", 499_000), ("<!--", 249_000), ("<!---->", 140_000), ("\n", 999_000), (" ", 999_000), ("“", 300_000),
     ("x\n", 150_000), ("a. ", 100_000), ("A. ", 100_000), ("He came. ", 30_000), ("Title:", 160_000)],
)  # fmt: skip
def test_a_large_file_of_the_same_piece_is_read_in_place(piece, times, tmp_path, said):
    fill(tmp_path, a=(piece * times)[: intake.LARGEST - 12] + "\nIt rained.")
    assert stand_in_place(*intake.read_folder(tmp_path))


def test_names_are_shown_in_one_line_and_escaped(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: shown.append((plain, rich)))
    names = ["<img src=x onerror=alert(1)>.txt", "a b..txt", "two\nlines.txt", "žuta ‮kuća.txt", "x" * 200 + ".txt"]
    for n, name in enumerate(names):
        (tmp_path / name).write_text(f"It is text number {n}.")
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text("It has a name that is no text.")
    (tmp_path / "`<b>`.txt").write_text("")
    sources, units = intake.read_folder(tmp_path)
    plain, rich = "\n".join(p for p, _ in shown), "".join(r for _, r in shown)
    assert len(sources) == 6 and stand_in_place(sources, units)
    assert (
        "<img" in plain
        and "&lt;img" in rich
        and "<img" not in rich
        and "<b>.txt" not in rich
        and "<b></code>" not in rich
    )
    assert plain.count("\n") == 1 and "two lines.txt" in plain and "‮" not in plain and "x" * 61 not in plain
    plain.encode("utf-8"), sources.to_csv().encode("utf-8")


def test_many_of_a_kind_are_one_sentence(tmp_path, said):
    for kind, (text, count) in {"e": ("", 13), "s": (OTHER, 15), "p": ("%PDF-", 12)}.items():
        fill(tmp_path, **{f"{kind}{n}": text for n in range(count)})
    fill(tmp_path, a=ARTICLE)
    intake.read_folder(tmp_path)
    assert said[0] == f"e0.txt, e1.txt, e2.txt and 10 more, each of them: {EMPTY}"
    assert said[1:13] == [f"p{n}.txt: {is_a('a PDF')}" for n in range(12)]
    assert said[13:] == [
        "s1.txt, s2.txt, s3.txt and 11 more, each of them: This is the same text as another, and is not used.",
        "2 texts were read: F (a.txt) and G (s0.txt).",
    ]


@pytest.mark.parametrize(
    "path, told",
    [
        (lambda here: here / "none", "There is no folder {here}/none: make it, and put articles there as .txt files."),
        (lambda here: here / "a.txt", "{here}/a.txt is a file: name the folder that it lies in."),
        (
            lambda here: str(here / "empty"),
            "There is no text to use in {here}/empty: "
            "put articles there, each as plain text (UTF-8) in a file of its own with the ending .txt.",
        ),
        (lambda here: "no\0name", "There is no folder no�name: make it, and put articles there as .txt files."),
        (lambda here: "x" * 999, "The folder xx"),
        (lambda here: here / "loop", "The folder {here}/loop cannot be opened (Too many levels of symbolic links)."),
        (lambda here: "~\0", "There is no folder ~�: make it"),
        (lambda here: 5, "The folder has to be named in quotation marks, not by a whole number."),
        (lambda here: None, "The folder has to be named in quotation marks, not by nothing."),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_folder_of_texts_is_refused(path, told, tmp_path, said):
    fill(tmp_path, a=ARTICLE)
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(BadInput) as refused:
        intake.read_folder(path(tmp_path))
    assert (
        str(refused.value).startswith(told.format(here=tmp_path)) and str(refused.value).count("\n") == 0 and said == []
    )


def test_a_folder_at_home_is_found(tmp_path, said, monkeypatch):
    monkeypatch.setenv("HOME", str(fill(tmp_path, a=ARTICLE).parent))
    assert intake.read_folder(f"~/{tmp_path.name}")[0]["id"].tolist() == ["F"]


def test_a_folder_of_the_collection_is_named_without_the_machine(said):
    with pytest.raises(BadInput, match="^There is no folder data/mine/nothing here: make it"):
        intake.read_folder(corpus.DATA / "mine" / "nothing here")


def test_nothing_good_is_a_refusal_after_the_sentences(tmp_path, said):
    with pytest.raises(BadInput, match="There is no text to use in"):
        intake.read_folder(fill(tmp_path, a="", b="1999"))
    assert [sentence[:6] for sentence in said] == ["a.txt:", "b.txt:"]


# -- languages ---------------------------------------------------------------------------------------------------------

NO_ENGLISH = (
    "This text does not look like English. What goes by English words finds little in it, and that says nothing of the text: "
    "take its file out of the folder, and bring one that was written in English."
)


def share(text):
    runs = re.findall(r"[^\W\d_]+", text.lower())
    return sum(run in words.function_words() for run in runs) / len(runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_read_and_said(language, tmp_path, said):
    sources, units = intake.read_folder(fill(tmp_path, a=LANGUAGES[language], b=OTHER))
    assert said[:-1] == [f"a.txt: {NO_ENGLISH}"]
    assert stand_in_place(sources, units) and len(units) > 4
    assert share(LANGUAGES[language]) < 0.14


@pytest.mark.parametrize("text", [*corpus.load_sources()["text"], ARTICLE, "Vučić met Osmani in Ohrid."], ids=range(7))
def test_english_is_not_remarked_on(text, tmp_path, said):
    intake.read_folder(fill(tmp_path, a=text))
    assert not [sentence for sentence in said if NO_ENGLISH in sentence]


def test_the_five_are_well_above_the_line():
    units = corpus.load_units().groupby("source")["text"].agg(" ".join)
    assert {source: round(share(text), 2) for source, text in units.items()} == {
        "A": 0.43,
        "B": 0.43,
        "C": 0.4,
        "D": 0.41,
        "E": 0.25,
    }


@pytest.mark.parametrize("few, many, expected", [(8, 32, False), (7, 33, True), (0, 39, False)])
def test_where_the_line_is_drawn(few, many, expected, tmp_path, said):
    intake.read_folder(fill(tmp_path, a="the " * few + "zug " * many))
    assert (said[0] == f"a.txt: {NO_ENGLISH}") == expected


# -- what is left out, and what is mended ------------------------------------------------------------------------------


def test_a_headline_between_marks_stays_below_a_label_of_the_site(tmp_path, said):
    title = "“They are switching off our island”"
    text = f"Advertisement\n\n{title}\n\nThe ferry will be gone.\n\n“They are switching off our island at ten,” the mayor said.\n"
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert units["text"].iloc[0] == title == sources["title"].iloc[0] and units["role"].iloc[0] == "headline"


def test_lines_given_at_the_head_are_counted_apart(tmp_path, said):
    text = "Title: The ferry\nDate: 3 May\n\nBy Mara Lind\n\nThe ferry of the island will be gone, the mayor said.\n"
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert "1 line was left out as no part of the article (byline 1), beside 1 that you gave at its head:" in said[0]
    assert len(page.left_out(sources, units)) == 2  # which are those that the page has folded


def test_what_is_left_out_is_told_by_line_number_and_role_and_each_line_with_its_clue(tmp_path, said):
    text = (
        "Leaders meet\nBy Mara Lind\nUpdated 12 May 2024, 10:31\n\nThe leaders met on day one and talked for some hours.\n\nRead more: Who is "
        "the envoy?\n\nThe opposition said that the deal was a betrayal.\n\n(Reporting by Jo Ash; editing by Ana Vale)\n"
    )
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert units["text"].tolist() == [
        "Leaders meet", "The leaders met on day one and talked for some hours.", "The opposition said that the deal was a betrayal.",
    ]  # fmt: skip
    assert said[0] == (
        "a.txt: 4 lines were left out as no part of the article (byline 3, related-links 1): "
        "`own_sources.left_out(sources, units)` shows each line with the clue."
    )
    assert page.left_out(sources, units)[["line", "role", "why"]].to_numpy().tolist() == [
        [2, "byline", "who wrote it"], [3, "byline", "a date"], [7, "related-links", "a label with its link"],
        [11, "byline", "who worked on it"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label", ["Read more", "Related", "Advertisement", "ADVERTISEMENT", "Recommended for you", "Sign up"]
)
def test_a_label_in_mid_article_never_takes_the_rest_with_it(label, tmp_path, said):
    days = [f"The leaders met on day {n} and talked about the pipeline for some hours." for n in range(1, 7)]
    _, units = intake.read_folder(fill(tmp_path, a="\n\n".join(["Leaders meet", *days[:3], label, *days[3:]])))
    assert units["text"].tolist() == ["Leaders meet", *days]


def test_what_is_mended_is_said_in_one_sentence_of_each_kind_with_its_number(tmp_path, said):
    text = (
        "The ofﬁcials of the two govern-\nments said that noth-\ning could be done about it before the sum-\nmer. “Vuc\u030cic\u0301 &amp; "
        "Sons” did\u00ad not answer.\n"
    )
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert units["text"].tolist() == [
        "The officials of the two governments said that nothing could be done about it before the summer.",
        "“Vučić & Sons” did not answer.",
    ] and stand_in_place(sources, units)  # fmt: skip
    assert [sentence.split(": ", 1)[1].split(" ", 2)[:2] for sentence in said[:-1]] == [
        ["1", "code"], ["2", "letters"], ["1", "ligature"], ["1", "sign"], ["3", "words"],
    ]  # fmt: skip


def test_mends_of_many_files_are_summed_up_without_numbers(tmp_path, said):
    fill(tmp_path, **{f"t{n}": f"The ofﬁcials of town {n} said no." for n in range(13)})
    intake.read_folder(tmp_path)
    assert said[0] == "t0.txt, t1.txt, t2.txt and 10 more, each of them: Ligatures were parted into letters."


@pytest.mark.parametrize("language, page", [("Serbian, Latin", "cp1250"), ("Serbian, Latin", "iso8859_2"), ("Serbian, Cyrillic", "cp1251"),
                                            ("Albanian", "cp1252"), ("Albanian", "cp1250"), ("French", "mac_roman")])  # fmt: skip
def test_the_languages_of_the_region_come_out_right_from_their_code_pages(language, page, tmp_path, said):
    fill(tmp_path, a=LANGUAGES[language].encode(page), b=LANGUAGES[language], c=OTHER)
    sources, _ = intake.read_folder(tmp_path)
    assert sources["text"][0] == LANGUAGES[language] and "was read as" in said[0]
    assert "b.txt: This is the same text as a.txt, and is not used." in said


# -- anything at all ---------------------------------------------------------------------------------------------------

LIKELY = [b"\r\n", b"\n\n", b". ", b"The ", b"\xef\xbb\xbf", b"\xff\xfe", b"Title: x\n", b"\xe2\x80\xa8", b"\x85", b"\0", b"<p>",
          b"\xc2\xa0", b"Read more\n", b"Photo: x\n", b"\xad", b"govern-\n", b"&amp;", b"\xe8\xe6", "â€œ".encode(), b"By Ana Lee\n", b"U.S. ", b"\xe2\x80\x9c", b"\x1c", b"he said",
          b"A line that is broken to fit the width of a page\n"]  # fmt: skip
PIECES = st.sampled_from(LIKELY) | st.binary(max_size=9) | st.text(max_size=9).map(str.encode)


@settings(max_examples=150)
@given(st.lists(st.lists(PIECES, max_size=12).map(b"".join), max_size=4))
def test_whatever_lies_in_the_folder_it_is_used_or_named(files):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        said = []
        patch.setattr(intake, "say", said.append)
        for n, data in enumerate(files):
            Path(folder, f"{n}.txt").write_bytes(data)
        try:
            sources, units = intake.read_folder(folder)
            assert stand_in_place(sources, units)
            assert list(sources.drop(columns="kind")) == list(corpus.load_sources()) and units["line"].dtype == "int64"
            used = set(re.findall(r"\((\d\.txt)\)", said[-1]))
            assert len(used) == len(sources)
        except BadInput as refused:
            assert str(refused).startswith("There is no text to use in")
            used = set()
        named = {sentence.partition(":")[0] for sentence in said}
        assert used | named >= {f"{n}.txt" for n in range(len(files))}
        assert all("\n" not in sentence for sentence in said)


def test_a_large_folder_shows_how_far_it_is(tmp_path, said, monkeypatch):
    seen = []
    monkeypatch.setattr(intake, "progress", lambda things, what: seen.append((len(things), what)) or things)
    intake.read_folder(fill(tmp_path, a=ARTICLE, b=OTHER))
    assert seen == [(2, "files")]


def test_each_file_is_split_once(tmp_path, said, monkeypatch):
    split = []
    real = words.sentences
    monkeypatch.setattr(words, "sentences", lambda text: split.append(text) or real(text))
    units = corpus.load_units()
    text = " ".join(units.loc[units["source"] == "C", "text"].head(12))
    for n in range(100):
        (tmp_path / f"{n}.txt").write_text(f"Report {n}\n\n{text}")
    intake.read_folder(tmp_path)
    assert len(split) == 100


# -- showing units of one's own ----------------------------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch):
    pairs = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: pairs.append((plain, rich)))
    return pairs


def made(*ids):
    sources = [re.match("[A-Z]+", unit)[0] for unit in ids]
    texts = [f"<i>Text of {unit}.</i>" for unit in ids]
    return pd.DataFrame({"id": ids, "source": sources, "line": range(1, len(ids) + 1), "role": "body", "text": texts})


OWN = made("F01", "F02", "F03", "AA01", "AA02", "G01", "G100")


@pytest.mark.parametrize(
    "wanted, expected",
    [
        ("F02", ["F01", "F02", "F03"]),
        ("f 3", ["F02", "F03"]),
        ("AA01", ["AA01", "AA02"]),
        ("aa-2", ["AA01", "AA02"]),
        ("G100", ["G01", "G100"]),
    ],
)
def test_own_units_are_shown_with_the_neighbours_of_their_own_source(wanted, expected, shown):
    show(wanted, units=OWN)
    [(plain, rich)] = shown
    assert (
        re.findall(r"^(?:> |  )([A-Z]+\d+) · line", plain, flags=re.M) == expected
        and "<i>" not in rich
        and "&lt;i&gt;" in rich
    )


def test_own_units_in_any_order_and_with_any_index(shown):
    show("F02", units=OWN.sort_values("role").iloc[[3, 0, 5, 1, 4, 2, 6]].set_index(pd.Index(list("abcdefg"))))
    assert re.findall(r"[A-Z]+\d+(?= ·)", shown[0][0]) == ["F01", "F02", "F03"]


def test_neighbouring_sources_are_not_run_together(shown):
    show("F03", "AA01", units=OWN)
    assert [re.findall(r"[A-Z]+\d+(?= ·)", plain) for plain, _ in shown] == [["F02", "F03"], ["AA01", "AA02"]]


@pytest.mark.parametrize(
    "wanted, told",
    [
        ("F09", "There is no unit F09: the units of source F run from F01 to F03."),
        ("aa3", "There is no unit AA03: the units of source AA run from AA01 to AA02."),
        ("AA", "AA is a source, not a unit: its units run from AA01 to AA02."),
        ("A01", 'There is no unit "A01". The units that were given are of source F, AA and G.'),
        (None, 'There is no unit "None". The units that were given are of source F, AA and G.'),
    ],
)
def test_an_own_id_that_does_not_exist_is_one_sentence(wanted, told, shown):
    show(wanted, "F01", units=OWN, around=0)
    assert [plain for plain, _ in shown] == [told, "> F01 · line 1 · body\n>     <i>Text of F01.</i>"]


def test_without_the_table_a_reader_is_told_to_give_it(shown):
    show("F03", "AB12", "A99", "E04", around=0)
    told = [plain.endswith("give its table of units too, as in `units=units`.") for plain, _ in shown]
    assert told == [True, True, False, False]
    assert shown[0][0].startswith('There is no unit "F03".')
    assert shown[2][0].startswith("There is no unit A99: the units of source A run")


@pytest.mark.parametrize(
    "units, told",
    [("F01", "not a text"), (OWN[["id", "source"]], "no column text"), (OWN.drop(columns="line"), "no column line")],
)
def test_what_is_no_table_of_units_is_refused(units, told):
    with pytest.raises(BadInput, match=told):
        show("F01", units=units)


# -- colours -----------------------------------------------------------------------------------------------------------

SEEN_BY = {  # Machado, Oliveira and Fernandes 2009, severity 1
    "most": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def light(colour):
    """Red, green and blue as amounts of light."""
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def mixed(matrix, values):
    return [sum(a * b for a, b in zip(row, values)) for row in matrix]


CONES = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
         [0.0883024619, 0.2817188376, 0.6299787005]]  # fmt: skip
LAB = [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
       [0.0259040371, 0.7827717662, -0.8086757660]]  # fmt: skip


def oklab(light):
    return mixed(LAB, [cone ** (1 / 3) for cone in mixed(CONES, [min(max(value, 0), 1) for value in light])])


def test_eight_sources_of_ones_own_can_be_told_apart_and_read_on_white():
    colours = [plots.colour(source) for source in "FGHIJKLM"]
    for colour in colours:
        assert 1.05 / (sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), light(colour))) + 0.05) >= 3, colour
    nearest = {}
    for eyes, matrix in SEEN_BY.items():
        seen = [oklab(mixed(matrix, light(colour))) for colour in colours]
        nearest[eyes] = min(math.dist(one, other) for one, other in combinations(seen, 2))
    assert min(nearest.values()) > 0.095, nearest  # of Okabe and Ito's own five, the nearest pair has .076
    assert not set(colours) & {*plots.COLOURS.values(), plots.GREY}


def test_colours_take_turns_after_eight_and_any_name_has_one():
    letters = [intake._letter(n) for n in range(40)]
    assert [plots.colour(letter) for letter in letters] == plots.SPARE * 5
    assert [plots.colour(letter) for letter in "ABCDE"] == list(plots.COLOURS.values())
    assert all(plots.colour(name) in plots.SPARE for name in ("mine", "", "é", 7, "f", None))


def test_a_sentence_that_a_page_break_parts_is_one_unit_and_all_that_was_left_out_has_its_clue(tmp_path, said):
    text = """The Lake Review  |  Spring 2026
Who pays for the bridge?
Few expected a court to look inside the accounts of the
town within three weeks. “It is a sum,” said Mayor Ana
Lee, “that I was not
14
The Lake Review  |  Spring 2026
taught at school.” A toll-
free bridge was their only demand.
15"""
    sources, units = intake.read_folder(fill(tmp_path, a=text))
    assert stand_in_place(sources, units) and sources["title"].tolist() == ["Who pays for the bridge?"]
    assert units["text"].tolist()[2:] == [
        "“It is a sum,” said Mayor Ana Lee, “that I was not taught at school.”",
        "A toll-free bridge was their only demand.",
    ]
    out = page.left_out(sources, units)
    assert sorted(out["text"]) == ["14", "15", *["The Lake Review  |  Spring 2026"] * 2] and (out["why"] != "").all()
