"""What copying did to letters, put right and counted; and sound texts, which stay as they are."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sidebyside.rules import mending

SOUND = "Vučić and Đinđić met in Niš. “We’re late – very,” he said… The café is über Žižek. Përfaqësuesit e Çeku. Вучић, Ђурић."


def mended(text):
    """The text with all mends, and the sentences on them."""
    text, notes = mending.garbled_mended(text)
    text, more = mending.mended(text)
    assert all(one.endswith(".") and of_all.endswith(".") and "\n" not in one for one, of_all in notes + more)
    return text, [one for one, _ in notes + more]


def read_wrongly(text, page):
    """UTF-8 read in a code page, as browsers do it: what the page has not is a control character."""
    signs = []
    for byte in text.encode():
        try:
            signs.append(bytes([byte]).decode(page))
        except UnicodeDecodeError:
            signs.append(chr(byte))
    return "".join(signs)


@pytest.mark.parametrize("page", ["cp1252", "cp1250", "latin-1"])
def test_utf_8_that_was_read_in_a_code_page_is_read_anew_once_and_twice(page):
    once = read_wrongly(SOUND, page)
    for garbled in (once, read_wrongly(once, page), f"{SOUND} {once}"):
        text, [said] = mended(garbled)
        assert text in (SOUND, f"{SOUND} {SOUND}")
        assert re.match(
            r"Letters that had been read in a wrong encoding were put right, in \d+ places, such as “.+” for .\.", said
        )


def test_a_closing_mark_whose_last_sign_was_lost_is_one():
    assert (
        mended("Ana Lee said: â€œWeâ€™re late.â€ The cafÃ© is shut.")[0]
        == "Ana Lee said: “We’re late.” The café is shut."
    )
    assert mended("It is â€œin 1 place”.")[1] == [
        "Letters that had been read in a wrong encoding were put right, in 1 place, such as “â€œ” for “."
    ]


SOUND_TEXTS = [SOUND, "Die Ähre, „Ä“, ÄRA, Ä: Größe, Ü– und Äther.", "MANHÃ… IRMÃ” e “NIÑ”", "voilà » à la « É » ; déjà » voilà …", "la Ñ’ CAFÉ…",
               "PÅ… Århus’ Å–", "„Đ“ i đ…", "Litera Â»", "ÇA VA É…", "В’язниця", "S&P; AT&T; Q&A; R&D &copyright; & so on", "نمی‌خواهم", "हिन्दी क्‍ष",
               "👨‍👩‍👧 came", "שָׁלוֹם ‏", "ภาษา​ไทย", "æther œuvre ß ĳ ǆ", "½ ² №", "pre-\nand post-war", "It came -\nand went", "a - b\n- c"]  # fmt: skip


@pytest.mark.parametrize("text", SOUND_TEXTS, ids=range(len(SOUND_TEXTS)))
def test_a_sound_text_stays_as_it_is(text):
    assert mended(text) == (text, [])


CODE = [
    "| &amp; | ampersand |",
    "if (a &lt; b &amp;&amp; c) { x(); }",
    "Write “&amp;” for an ampersand.",
    "&lt;\tless than",
    "`&nbsp;` is a space",
]


@pytest.mark.parametrize("line", CODE)
def test_codes_in_tables_and_programs_stay_and_are_told(line):
    text, [said] = mended(f"{line}\nMoor and Sons shut.")
    assert text.startswith(line) and re.match(r"Codes such as &amp; were left as they are .+ \(\d\)\.", said)


def test_codes_of_web_pages_are_read_and_counted():
    text, said = mended("Moor &amp; Sons&nbsp;said &#8220;no&#x201D; &amp;#8217;s R&amp;D.&#10;Two.")
    assert text == "Moor & Sons\xa0said “no” ’s R&D. Two."
    assert said == ["7 codes of web pages were read as the signs that they stand for, such as &amp;."]
    assert mended("R&amp;D")[1] == ["1 code of a web page was read as the sign that it stands for, such as &amp;."]


def test_ligatures_accents_and_what_cannot_be_seen():
    assert mended("The ofﬁcials conﬁrmed ﬂoods.") == (
        "The officials confirmed floods.", ["3 ligatures were parted into letters, such as ﬁ."]
    )  # fmt: skip
    assert mended("Vučić and Vuc\u030cic\u0301; й и\u0306") == (
        "Vučić and Vučić; й й", ["3 letters were written as two signs, a letter and its accent, and made one."]
    )  # fmt: skip
    assert mended("gov\u00adern\u00adment gov\u200bernment \ufeffx\u200e. They met.\u200b She left.\u2060") == (
        "government government x. They met. She left.", ["7 signs that cannot be seen were taken out, as soft hyphens are."]
    )  # fmt: skip


BROKEN = {
    "govern-\nment": "government",
    "well-\nknown": "well-known",
    "the long-\nterm plan": "the long-term\nplan",
    "EU-\nled talks": "EU-led\ntalks",
    "Pristina-\nBelgrade": "Pristina-Belgrade",
    "state-of-\nthe-art": "state-of-the-art",
    "1998-\n99": "1998-99",
    "follo-\nwing left-\nwing": "following\nleft-wing",
    "contro-\nlled": "controlled",
    "seven-\nteen two-\nthirds": "seventeen\ntwo-thirds",
    "so-\ncalled": "so-called",
    "non-\nsense": "nonsense",
    "non-\npayment of payment": "non-payment\nof payment",
    "a peacekeeping force, peace-\nkeeping": "a peacekeeping force,\npeacekeeping",
    "a cease-fire now, cease-\nfire": "a cease-fire now,\ncease-fire",
    "before the sum-\nmer.\n\nNext": "before the\nsummer.\n\nNext",
    "the gov\u00ad\nernment fell": "the government\nfell",
    "u pone-\ndeljak je kiša": "u ponedeljak\nje kiša",
}


def test_a_word_that_a_line_end_broke_is_joined_and_keeps_its_own_hyphen(case):
    for broken, whole in BROKEN.items():
        with case(broken):
            text, said = mended(broken)
            assert text == whole and len(said) == 1


def test_each_line_keeps_its_number_when_words_are_joined():
    text = "The Union has led the talks between the two govern-\nments for ten years, and said again that recog-\nnition was not on the\ntable. Nobody was sur-\nprised."
    found, _ = mended(text)
    assert found.split("\n") == [
        "The Union has led the talks between the two governments", "for ten years, and said again that recognition",
        "was not on the", "table. Nobody was", "surprised.",
    ]  # fmt: skip


def test_how_many_words_were_joined_is_said():
    assert mended("the coun-\ncil and the sum-\nmer of a well-\nknown man")[1] == [
        "2 words were broken by a hyphen at the end of a line and joined; 1 other was joined with the hyphen kept."
    ]
    assert mended("a well-\nknown man")[1] == ["1 word was joined across the end of a line, with the hyphen kept."]


@example("a\xad\n")
@given(st.text(alphabet=st.sampled_from("abZÄâ€œ™Ã©Â\xa0-\n \u00ad&amp;#1ﬁ\u0301|“."), max_size=60))
def test_whatever_is_changed_is_said(text):
    found, said = mended(text)
    assert said if found != text else all("left as they are" in sentence for sentence in said)


def test_lines_that_a_width_or_a_page_broke_are_whole_and_what_stood_between_comes_behind():
    lines = [
        "Council backs the new bridge over the river", "The council voted late on Monday to build a second", "bridge, so that both Upper Town and also Lower",
        "Town have one each. The new one, said the mayor,", "will be “large", "14", "", "The Head", "and slow to open, and with steps that nobody would", "build”. The deputy of the mayor, Stojan Vidic", "Head of the council, agreed.",
        "Background", "The lake is deep, and for three years no boat has", "", "The old fer-", "Advertisement", "ry sank.",
    ]  # fmt: skip
    rows = mending.unbroken(lines, {5: True, 7: True, 15: False})
    assert rows == [
        ("Council backs the new bridge over the river", False),
        ("The council voted late on Monday to build a second bridge, so that both Upper Town and also Lower Town have one each. "
         "The new one, said the mayor, will be “large and slow to open, and with steps that nobody would build”. The deputy of the mayor, Stojan Vidic Head of the council, agreed.", False),
        ("14", True), ("", False), ("The Head", True), ("Background", False),
        ("The lake is deep, and for three years no boat has", False), ("", False), ("The old ferry sank.", False), ("Advertisement", True),
    ]  # fmt: skip


def test_lines_that_end_where_the_writer_wished_stay():
    lines = [
        "Roses are red",
        "Bridges grey",
        "",
        "What you need:",
        "a passport",
        "a photo",
        "The Minister signs",
        "",
        "Ana Lee",
        "Who was it?",
    ]
    assert mending.unbroken(lines, {}) == [(line, False) for line in lines]
    assert mending.unbroken(["Broken promises", "Advertisement", "By April it was done."], {1: False})[0] == (
        "Broken promises",
        False,
    )
