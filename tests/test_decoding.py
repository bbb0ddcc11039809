"""Which encoding the bytes of a file are in, told by the letters that come out."""

import pytest
from sidebyside import decoding
from sidebyside.corpus import BadInput

TEXTS = {
    "Serbian": "Čedomir Đurić i Željko Šašić sastali su se u Nišu. „Nećemo čekati“, rekao je Đurić – još juče.",
    "in capitals": "ČAČAK I ŽABLJAK. ĐOKO.",
    "two names": "Vučić and Đinđić spoke in Niš. It rained.",
    "a name": "The name Račak is known.",
    "an ending": "He met Vucić on Friday.",
    "a town": "The fire in Kočani killed many.",
    "one letter": "The road to Niš is open.",
    "Serbian, Cyrillic": "Представници две владе састали су се у понедељак. Нећемо чекати, рекао је Ђурић. Њихов џеп.",
    "a word": "The word мост is Serbian for bridge.",
    "Macedonian": "Владата ќе одлучи за мостот. Ѓорѓи рече дека е доцна, ѕвезди.",
    "Russian": "Представители правительств встретились в понедельник. Мы ждём, сказал он. Ещё бы.",
    "Albanian": "Përfaqësuesit e dy qeverive u takuan të hënën në qytet. Çka është kjo? Është bërë për çdo ditë.",
    "English": "“It’s late,” she said – “we don’t know… yet”. The café is shut.",
    "French": "L’été dernier, Molière était à Genève où le père a reçu une pièce. Ça va être très naïf.",
    "German": "Die Brücke ist größer, sagte der Äußere. Schön, meinte Özil. Übermäßig.",
    "Spanish": "España y el niño: ¿cómo está? ¡Qué más! Él nació aquí.",
    "Italian": "È così che la città è più bella: perché non può? Già.",
    "Danish": "Træerne på øen er gamle, sagde hun. Æblet også. Få år senere.",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy. Václav řekl, že to není možné.",
    "Polish": "Premier powiedział, że zażółć gęślą jaźń. Łódź jest piękna, rząd się zgodził.",
    "Hungarian": "A kormány szerint a híd jövőre készül el. Több ezer ember tűrte ezt, őszintén szólva.",
}
PAGES = {
    "cp1250": (
        "Windows-1250",
        "Serbian, two names, a name, an ending, a town, in capitals, one letter, Albanian, German, Czech, Polish, Hungarian",
    ),
    "iso8859_2": (
        "ISO-8859-2",
        "two names, a name, an ending, a town, in capitals, one letter, Czech, Polish, Hungarian",
    ),
    "cp1251": ("Windows-1251", "Serbian; Cyrillic, a word, Macedonian, Russian"),
    "iso8859_5": ("ISO-8859-5", "Serbian; Cyrillic, Macedonian, Russian"),
    "koi8_r": ("KOI8-R", "Russian"),
    "cp1252": ("Windows-1252", "English, French, German, Spanish, Italian, Danish, Albanian"),
    "mac_roman": ("Mac Roman", "English, French, German, Spanish, Italian"),
}


@pytest.mark.parametrize("page", PAGES)
def test_the_code_page_is_told_by_the_letters_and_said(page, case):
    name, which = PAGES[page]
    for what in (what.replace(";", ",") for what in which.split(", ")):
        with case(page, what):
            text, remark = decoding.decoded(TEXTS[what].encode(page))
            assert text == TEXTS[what] and decoding.is_guess(remark)
            others = [other for other, _ in PAGES.values() if other in remark]
            # Where two pages give the same letters, either is right.
            assert (
                others == [name]
                or TEXTS[what].encode(page).decode(next(p for p, (n, _) in PAGES.items() if n == others[0])) == text
            )


def test_utf_8_is_never_taken_for_a_code_page(case):
    for what, text in TEXTS.items():
        with case(what):
            assert decoding.decoded(text.encode()) == (text, "")
            found, remark = decoding.decoded(text.encode("utf-16"))
            assert found == text and remark and not decoding.is_guess(remark)


@pytest.mark.parametrize("data", [b"caf\xe9 \x81", b"id,note\nF01,\x81\x8d\n", b"file,letter\nx,\x81\n"])
def test_what_looks_strange_in_every_page_is_refused(data):
    with pytest.raises(BadInput, match="neither in UTF-8"):
        decoding.decoded(data)


def test_letters_of_no_page_of_these_are_read_with_a_warning():
    text, remark = decoding.decoded("桥已经关闭了。没有人受伤。".encode("gb18030"))
    assert text and decoding.is_guess(remark) and "Windows-1252" in remark
