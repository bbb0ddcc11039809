"""Sentences, tokens, concordance, dispersion and keyness: measured against the sources and against other reckonings."""

import json
import math
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sidebyside import corpus, desk, page, plots, strips, words
from sidebyside.corpus import BadInput
from sidebyside.words import concordance, dispersion, is_word, keyness, kwic, log_odds, sentences, tokens

SOURCES = Path(__file__).resolve().parent.parent / "data" / "sources"
UNITS = corpus.load_units()


def lines_of(source):
    return (SOURCES / f"{source}.txt").read_bytes().decode("utf-8").split("\n")


def ends(pieces, line):
    """Where in the line each piece ends."""
    found, place = [], 0
    for piece in pieces:
        place = line.index(piece, place) + len(piece)
        found.append(place)
    return found


def refuses(call, *named):
    """The call is refused in one sentence that names what is asked for."""
    with pytest.raises(BadInput) as caught:
        call()
    message = str(caught.value)
    assert message[0].isupper() and message.endswith((".", "?")) and "\n" not in message
    for word in named:
        assert word in message, message
    return message


# ---------------------------------------------------------------- sentences


def test_every_boundary_of_the_five_sources_but_one():
    wrong = []
    for (source, number), units in UNITS.groupby(["source", "line"]):
        line = lines_of(source)[number - 1]
        found, wanted = set(ends(sentences(line), line)), set(units["end"])
        if line[max(wanted) :].strip():  # the last unit leaves a stroke of a table row behind
            found, wanted = found - {len(line.rstrip())}, wanted - {max(wanted)}
        wrong += [(source, number, place) for place in found ^ wanted]
    heading = UNITS.set_index("id").loc["E39"]  # runs into the next sentence with no mark and no space between
    assert wrong == [("E", heading["line"], heading["end"])]


@pytest.mark.parametrize("source", "ABCDE")
def test_a_whole_source_gives_the_sentences_of_its_lines(source):
    lines = lines_of(source)
    by_line = [sentence for line in lines for sentence in sentences(line)]
    assert sentences("\n".join(lines)) == by_line
    assert sentences("\r\n".join(lines)) == by_line


HARD = """
He left the U.S. | The talks failed. | In the U.N. Security Council, Russia has a veto.
He left the U.S. on Monday. | Talks failed.
U.S. President Donald J. Trump met Gen. Mark A. Milley at 5 p.m. Friday in Washington, D.C. | They spoke.
They met at 5 p.m. | Thaci left at 6 p.m. EST. | It opens at 9 a.m. | Saturday's session is later.
At 9 p.m. Serbia agreed. | She was 5 ft. 10 in. tall. | The session ran to 4 p.m. London time. | Most had left at 3 p.m. Sept. 4.
Apple Inc. reported a loss. | So did Google Inc. | The shares fell.
Martin Luther King Jr. spoke. | It was the turn of Sammy Davis Jr. | He sang.
Mr. Smith and Mrs. Jones met Dr. Who. | They ate. | SEN. SMITH did not.
See No. 5 on p. 12 of vol. 3. | Is that so? | No. | It is not. | See Art. 5 and Vol. IV.
On Sept. 4 they met. | On Oct. 12, 2020, they left.
J. K. Rowling and J.R.R. Tolkien wrote. | George W. Bush read.
It rose 3.5 percent to $1.2 billion. | $10 was too much. | 50 people came in 1999. | The rest came later.
1. The first point. | 2. The second point. | He has three aims: 1. Peace. | 2. Trade.
“Why?” Smith asked. | “Because,” he said. | “Will you?” Prime Minister Albin Kurti asked. | He waited.
“Why?” he asked. | “I do not know.” | She left. | “Why?” asked Smith. | “Who goes there?” | The guard turned.
“Stop!” Mr. Vucic shouted. | Then he left. | “Where is he?” I asked. | Nobody said.
“Is it over?” Lavrov, the foreign minister, said. | “Why?” Thaci’s spokesman asked.
“Who will pay?” | Vucic said he did not know. | “We won!” | He said so.
"We will not go." | "Why not?" | She shrugged.
He said (it was late.) | The door closed. | (He was late.) | The door closed.
He waited... | Then he left. | I do not know ... but I will ask. | The deal ... Kosovo signed ... was historic.
“The agreement . . . Kosovo wants will hold.” | It will end [...] with peace. | It will end. | [...] The rest is known.
The company (formerly Yahoo! Inc.) fell. | Yahoo! Inc. rose. | What?! | You heard me. | Really?? | Yes!!!
Serbia vs. Croatia was close. | Roe v. Wade fell. | The talks, e.g. Borrell’s, failed. | Tables, etc. | Serbia agreed.
He lives in St. Louis, Mo. and works on Wall St. | The rest is history.
Sgt. 1st Class John Doe died. | Lt. Gen. Ben Hodges spoke. | Apple sold it. | iPhone sales rose. | al-Qaida did it.
He said: “It is over.” | “No,” she said. | ‘Yes.’ | ‘Maybe.’ | "No." | 'Never.'
He has a Ph.D. in law. | She has an M.D. | They met Rep. Adam Schiff, D-Calif., and Sen. Lindsey Graham (R-S.C.) there.
PRISTINA, Kosovo (AP) — The leader said so. | “A truly long day — issues.,” Trump said.
The talks were held. | The talks failed. | Visit example.com. | Node.js is software, version 3.5 of it. | U.S.Assistance came.
The talks were held.[1] | Serbia agreed.[12][13] | Kosovo did not.
مرحبا بك. | كيف حالك؟ | أنا بخير.
שלום לך. | מה שלומך? | טוב.
यह एक वाक्य है। | यह दूसरा है।
Она ушла. | Он остался.
"""


@pytest.mark.parametrize("row", HARD.strip().split("\n"))
def test_hard_cases(row):
    wanted = row.split(" | ")
    assert sentences(" ".join(wanted)) == wanted


# Kinds of boundaries, written before the rules for them; a stroke without spaces: nothing stands between the two.
KINDS_OF_ENDS = """
# marks of a footnote, and signs that cannot be seen
He left Bergen. [3] | In 1891 he moved to Turin.
He left Bergen. [3] [12] | He never returned.
She sang in Lund.[a] | The hall was full.
The claim was dropped. [citation needed] | Nobody asked why.
The mill burned down.² | It was never rebuilt.
The mill burned down. ¹² | It was never rebuilt.
Moor et al. [2011] counted them. | They found nine.
They counted [3] of them. | One was missing.
The boats left.\u200b | The rain began.
The boats left. | 😀 They came back.
# small abbreviations before a figure, a date or a name
She played his Op. 46 twice. | The hall was silent.
Anna Lind (b. September 1950) is a singer. | She lives in Turku.
Anna Lind (b. Turku, 1950) is a singer. | She is retired.
Otto Brand (d. March 1888) built it. | It stands today.
The town (pop. 256,000) lies on a lake. | It has two bridges.
The firm, Est. 1921, makes pumps. | It is small.
The bakery (est. 1921) has closed. | It was loved.
King Olav (r. 995 to 1000) was baptised there. | His son was not.
The poet (fl. c. 1350) is little known. | His songs are not.
Take bus No. 5 to the end. | Then walk.
See p. 12, fig. 3 and tab. 4 for this. | See also ch. 9.
He lives in Apt. 4 on the second floor. | She lives in Rm. 12.
Call tel. 555 0199 or ext. 12 today. | We are open until 6.
It stands at N°. 14 in the square. | It is red.
The hill (elev. 310 m) is bare. | Sheep graze on it.
At 7 a.m. Mr. Dahl left. | At 9 p.m. Mrs. Dahl came back.
The shop opens at 9 a.m. | Lind is there at 8.
They use max. 40 of min. 30 hrs. per week. | That is allowed.
Bring tools, incl. a saw, to the yard. | We start early.
It is sold by the dept. of works. | It costs nothing.
Some birds, esp. the small ones, left. | The big ones stayed.
He asked for approx. 40 chairs. | He got six.
The book (trans. Ruth Moor, ed. Otto Lind) is out. | It is long.
# single letters
She posted it on X. | Officials denied it.
They chose plan B. | Ministers met again.
He needs vitamin C. | Doctors say so.
The rash was hepatitis B. | Nurses knew it.
She plays for team A. | Fans love her.
Nobody is taller than I. | Did you know that?
It was made by you and I. | Please say nothing.
The book by D. Moor and A. Bell is out. | Both are old.
They met Albert I. Jones and Mara E. Lind. | Nobody else came.
We know W. Lind and J.K. Moor. | They are cousins.
His boss, H. Okafor, said no. | It was late.
# a writer who uses no capitals
great place. | i love the soup. | will come back soon.
the food was cold. | the staff were rude. | never again!
we got there late. | they had no tables! | we left hungry.
is it open on sundays? | does anyone know? | thanks
i called twice. | nobody answered. | so i went home.
it works fine. | it took two days to come. | my wife likes it.
Nice room and a good bed. | the shower was cold though. | We will not return.
I asked for a refund. | they said no. | I asked again.
The pizza is great!! | the pasta is not.
Why would you do that?? | it makes no sense.
the lamp broke. | lucky for us we kept the bill. | we got a new one.
my dog loves it!!! | highly recommended. | 5 stars
# several marks, and dots
What a mess!!! | Never again.
Really?! | You must be joking.
You did what?!?! | He laughed.
I never said that.... | She left the room.
Well... | That was that.
We waited . . . and waited. | Nobody came.
The list goes on . . . . | Next came the rain.
I mean...what else can you do? | It rained.
I like it ... but not much. | It is too sweet.
Hmm... not sure about this one. | We will see.
Wait… what? | Nobody told me.
He went on… | Then he stopped.
The soup was cold..the bread was old. | We left.
So tired!!!!! | Good night.
# no space
The soup was cold.|We sent it back.
The soup was cold.|Waiters looked away.
We left at ten.|Dinner was over.
It was great!|Everyone had fun.
Is it open?|Nobody knows.
He was born in 1950.|The house is gone.
Write to jane.Doe@example.com or visit www.Example.org today. | They answer.
He uses Node.js, ASP.Net and example.com. | It works.
The file is called notes.Final.txt and is small. | It is lost.
He went to Booking.com and found nothing. | She did not.
See https://www.example.org/a.Page/b.html for more. | It is free.
See https://www.example.org/a-b. | It is free.
# smileys
Best cake in town :) | You have to go.
Thanks for the help! :) | See you soon.
It was closed :( | Maybe next time.
We had fun :D | The kids slept well.
I like it :) and so does he. | Good.
# items
1) Wash the rice | 2) Boil the water | 3) Add salt
1.) Wash the rice. | 2.) Boil the water.
1. Wash the rice | 2. Boil the water
a. Wash the rice | b. Boil the water | c. Add salt
• Wash the rice | • Boil the water
• 9. Wash the rice | • 10. Boil the water
There are two ways: (a) by boat and (b) by bus. | Both are slow.
He has two aims: 1. Peace. | 2. Trade.
Section 2.1. Rules of the house
The score was 3. | Then it was 4.
# marks that open the next
He came late. | - She was not amused.
He came late. — She was not amused.
LEEDS, Fla. — The bridge is shut. | It is old.
“It is late.” — Mara Lind
The bridge is shut. | (It is old.) | Nobody cares.
He teaches art (He was a cook before that.) at our school. | She does not.
She turned and said, "It is over." | He sat down.
She turned and said, 'It is over.' and left. | He sat down.
“Who is it?” he asked. | “It is me.”
“Stop!” she cried. | “No,” he said.
Oh! what a day it was. | Ah! the sea.
“What! you here?” he said. | “Yes! me.”
She works at Yahoo! in the second office. | It is large.
He hosts Jeopardy! on Fridays. | She watches.
# plain
The House met at noon. | Members spoke for an hour. | Then they voted.
It rose by 3.5 per cent to 1,000.50 crowns. | That is much.
His mail is j.lind@example.org. | Hers is not known.
The U.S. Army and the E.U. Commission met. | They agreed.
I live in the E.U. | How about you?
I work in the U.S. | Do you?
Dr. Moor and Prof. Lind met St. John Smith. | They ate.
Moor vs. Lind was close. | Nobody won.
The meeting is on Sat. 5 Oct. at ten. | All are welcome.
Let us ask Jane and co. | They should know.
They own Lind & Co. and Moor Bros. in Leeds. | It is a lot.
That is John Moor Jr.'s boat. | It is old.
It lies at 59.91 N, 10.75 E. | That is in Oslo.
Version 2.0.1 is out. | It is faster.
He said no... | She said yes.
iPhone sales fell. | eBay grew. | al-Nahda won.
He won. | iPhones were given away.
Thoreau asks that “life be simple. . . .”
"Lind [...] went on foot [...]" (Moor 55).
"""


def test_kinds_of_ends():
    rows = [row for row in KINDS_OF_ENDS.strip().split("\n") if row and not row.startswith("#")]
    wrong = {}
    for row in rows:
        wanted = [sentence.strip() for sentence in row.split("|")]
        found = sentences(row.replace(" | ", " ").replace("|", ""))
        if found != wanted:
            wrong[row] = found
    assert len(rows) > 120 and not wrong


def test_scripts_without_spaces():
    assert sentences("他说。是吗？好！“不。”完") == ["他说。", "是吗？", "好！", "“不。”", "完"]
    assert sentences("यह है।वह है॥") == ["यह है।", "वह है॥"]


def test_a_missing_space():
    assert sentences("They failed in the Balkans.The end. U.S.The") == [
        "They failed in the Balkans.",
        "The end.",
        "U.S.The",
    ]
    assert sentences("Node.In and Mr.The and 3.The") == ["Node.", "In and Mr.The and 3.The"]


def test_line_ends():
    assert sentences("Talks resume\n\nin Brussels today") == ["Talks resume", "in Brussels today"]
    assert sentences("Talks resume\nBy Our Reporter\nThe talks resume.") == [
        "Talks resume",
        "By Our Reporter",
        "The talks resume.",
    ]
    assert sentences("The talks\nresume today.") == ["The talks\nresume today."]
    assert sentences("- Peace is good.\n- War is bad.\n- Talks go on.") == [
        "- Peace is good.",
        "- War is bad.",
        "- Talks go on.",
    ]
    assert sentences("One\r\n\r\nTwo\rThree\u2029Four") == ["One", "Two", "Three", "Four"]
    assert sentences("What comes next\n Talks, says\n\tBrussels") == ["What comes next", "Talks, says", "Brussels"]
    assert sentences("Greece\nRomania\nSpain\nSlovakia") == ["Greece", "Romania", "Spain", "Slovakia"]
    assert sentences(" \n\n ") == sentences("") == []


def test_lines_broken_to_fit_a_width_are_joined():
    wrapped = (
        "The talks between the two sides in the capital of\nBelgium failed on Monday, said U.S.\nofficials. They will"
        " resume next week after a break,\nMr. Borrell said, in Brussels.\n\nWhat comes next\n\n"
        "A short second paragraph that runs to one line and\nKosovo."
    )
    assert sentences(wrapped) == [
        "The talks between the two sides in the capital of\nBelgium failed on Monday, said U.S.\nofficials.",
        "They will resume next week after a break,\nMr. Borrell said, in Brussels.",
        "What comes next",
        "A short second paragraph that runs to one line and\nKosovo.",
    ]


FRAGMENTS = st.sampled_from(
    "U.S. The He Mr. said asked “ ” \" ' ) ( . . . ... … ? ! .” ?” [...] No. 5 p.m. a Smith J. 1. \n \n\n \r\n - | 。 ؟ é".split(
        " "
    )
)


@settings(max_examples=300, database=None)
@given(st.one_of(st.text(), st.lists(FRAGMENTS).map(" ".join), st.lists(FRAGMENTS).map("".join)))
def test_no_character_is_lost(text):
    place = 0
    for sentence in sentences(text):
        assert sentence and sentence == sentence.strip()
        start = text.index(sentence, place)
        assert not text[place:start].strip()
        place = start + len(sentence)
    assert not text[place:].strip()
    assert "".join(tokens(text)) == "".join(text.split())
    place = 0
    for token in tokens(text):
        start = text.index(token, place)
        assert not text[place:start].strip()
        place = start + len(token)


@pytest.mark.parametrize("piece", ["A. ", '."', "?” Smith ", "a\n", ". [", "x", "\n ", "e\u0301", "a'"])
def test_a_hundred_thousand_of_the_same_piece_lose_nothing(piece):
    wanted = "".join((piece * 100_000).split())
    assert "".join("".join(sentences(piece * 100_000)).split()) == "".join(tokens(piece * 100_000)) == wanted


@pytest.mark.parametrize("wrong", [None, 5, b"text", ["a text"]])
def test_what_is_no_text_is_refused(wrong):
    for function in (sentences, tokens, is_word):
        refuses(lambda: function(wrong), "text is expected")


# ---------------------------------------------------------------- the lists


def test_the_lists_are_sound():
    table = words.abbreviations()
    assert list(table.columns) == ["abbreviation", "kind", "note"]
    assert table["abbreviation"].is_unique and table["abbreviation"].str.endswith((".", "!")).all()
    assert set(table["kind"]) == set(words.KINDS) and table["note"].str.len().min() > 3
    small = words.function_words()
    assert {"the", "of", "was", "don’t", "don't"} <= small and not {"peace", "Kosovo", "said"} & small
    assert all(word == word.lower() for word in small)
    table["kind"] = "spoiled"
    assert words.abbreviations()["kind"].iloc[0] == "title"  # everyone gets a copy


@pytest.mark.parametrize("name", ["abbreviations.csv", "function_words.txt", "sentence_openers.txt"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"<html><body>Not found</body></html>\n"])
def test_a_list_that_is_missing_or_damaged(name, content, tmp_path, monkeypatch):
    shutil.copytree(corpus.DATA / "words", tmp_path / "words")
    (tmp_path / "words" / name).unlink()
    if content is not None:
        (tmp_path / "words" / name).write_bytes(content)
    monkeypatch.setattr(corpus, "DATA", tmp_path)
    cached = [words._abbreviations, words._kinds, words._function_words, words.openers]
    for function in cached:
        function.cache_clear()
    try:
        state = "missing" if content is None else "damaged"
        with pytest.raises(BadInput, match=f"data/words/{name} is {state}.*git checkout -- data/words/{name}"):
            words.abbreviations(), words.function_words(), sentences("In the U.S. The end.")
    finally:
        for function in cached:
            function.cache_clear()


def test_import_brings_in_neither_nltk_nor_matplotlib():
    code = "import sidebyside.words; print(sorted({'nltk', 'matplotlib', 'pandas'} & set(sys.modules)))"
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "['pandas']\n"


# ---------------------------------------------------------------- tokens


@pytest.mark.parametrize(
    "row",
    [
        "so-called | EU-led | Kosovo-Serbia | 1998-99 | 1998–99 | 50,000 | 3.5 | 1,244.5 | 10:30 | COVID-19 | 21st",
        "U.S. | U.K. | p.m. | U.S.-EU-NATO | Ph.D. | J.K. | example.com | doesn’t | I’m | don't | O’Brien | a_b",
        "Kosovo+’s | it+'s | KOSOVO+’S | U.K.+’s | O’Brien+’s | nations+’ | café+’s | cafe\u0301+’s",
        "€+180 | $+200 | 25+% | Mr+. | AT+&+T | and+/+or | end+. | “+Why+?+” | (+x+) | '+quoted+' | ’+90s | deal+--+which",
        "U.S.+Assistance | Investments+:+A | Belgrade+—+not | Serbia+–+Kosovo | wait+... | wait+… | 5+.+The | 3+, | B+.",
        "हिन्दी | نَصّ | cafe\u0301 | צה״ל | می\u200cخواهم | है+। | 你好+。",
    ],
)
def test_tokens(row):
    for case in row.split(" | "):
        wanted = case.split("+")
        assert tokens("".join(wanted)) == wanted
        assert tokens(f" {''.join(wanted)}\n") == wanted


def test_is_word():
    assert all(map(is_word, ["Kosovo", "’s", "5", "U.S.", "है", "½"])) and not any(
        map(is_word, ["", ".", "—", "_", "%"])
    )


# ---------------------------------------------------------------- concordance


def table(*texts):
    return pd.DataFrame({"id": [f"A{n:02}" for n in range(1, len(texts) + 1)], "source": "A", "text": texts})


def hits(pattern, *texts, **options):
    return list(concordance(table(*texts), pattern, **options)["hit"])


def test_every_hit_with_its_context():
    found = concordance(table("Peace now.", "War and peace\tand\nwar.", "No peace"), "peace", width=8)
    assert found.values.tolist() == [
        ["A01", "A", "", "Peace", " now."],
        ["A02", "A", "War and ", "peace", " and war"],
        ["A03", "A", "No ", "peace", ""],
    ]
    assert list(found.columns) == ["id", "source", "left", "hit", "right"]
    assert len(concordance(table("the " * 5000), "the")) == 5000
    assert concordance(table("Peace"), "peace", width=0).values.tolist() == [["A01", "A", "", "Peace", ""]]


def test_the_sources_agree_with_a_count_by_hand():
    found = concordance(UNITS, "recogni*")
    wanted = [m.group() for text in UNITS["text"] for m in re.finditer(r"\b(?:recogni)\w*\b", text, re.I)]
    assert list(found["hit"]) == wanted and len(wanted) == 19
    text = UNITS.set_index("id")["text"]
    for hit in found.itertuples():
        assert hit.left + hit.hit + hit.right in text[hit.id]


def test_what_a_concordancer_reads():
    assert hits("peace", "peacetime PEACE peace-loving Peace’s") == ["PEACE", "peace", "Peace"]
    assert hits("*peace*", "peacetime unpeaceful peace a") == ["peacetime", "unpeaceful", "peace"]
    assert hits("n*ation*ti*n", "normalisation nationalisation nation") == ["nationalisation"]
    assert hits("n*al*ation", "normalisation nationalization national") == ["normalisation", "nationalization"]
    assert hits("*", "Two words.") == ["Two", "words"]
    assert hits("peace  talks", "peace\n talks peacetalks") == ["peace  talks"]
    assert hits("kosovo's", "Kosovo’s Kosovo's Kosovos") == ["Kosovo’s", "Kosovo's"]
    assert hits("kosovo’s", "Kosovo’s Kosovo's") == ["Kosovo’s", "Kosovo's"]
    assert hits("’s", "Kosovo’s U.S.'s") == ["’s", "'s"] and hits("-led", "EU-led led") == ["-led"]
    assert hits("so called", "so-called so called") == ["so called"] and hits("so-called", "So-called") == ["So-called"]
    assert hits("हिन्दी", "हिन्दी हिन्दीx") == ["हिन्दी"] and hits("हिन", "हिन्दी") == []
    assert hits("élan", "Élan") == ["Élan"]


def test_a_regular_expression():
    assert hits(r"\bu\.s\.", "U.S. and USA. and usual") == ["U.S."]
    assert hits("[0-9]+%?", "5% of 20") == ["5%", "20"]
    assert hits("x+|", "xx y") == ["xx"]  # empty places are passed over


def test_no_hits():
    none = concordance(table("Peace."), "war")
    assert none.empty and list(none.columns) == ["id", "source", "left", "hit", "right"]
    assert kwic(none) == "No hits."
    assert concordance(UNITS.iloc[:0], "war", sort="left").empty


def test_sorting():
    texts = ["A big deal. Done", "the Deal, again", "a bad deal fell", "An aged deal “Again”", "deal"]
    left = concordance(table(*texts), "deal", sort="left")
    assert list(left["id"]) == ["A05", "A04", "A03", "A01", "A02"]
    right = concordance(table(*texts), "deal", sort="right")
    assert list(right["id"]) == ["A05", "A02", "A04", "A01", "A03"]  # A02 and A04 tie, and keep their order
    further = concordance(table("z of the deal", "a of the deal", "in the deal"), "deal", width=3, sort="left")
    assert list(further["id"]) == ["A03", "A02", "A01"]


def test_bad_patterns():
    message = refuses(lambda: concordance(UNITS, "peace (deal"), "character 7", '"(deal"', r"\(")
    assert message.count(". ") == 0
    for broken in ["[a", "*)", "a{99999999999}", "(" * 5000, "(?P<x", "\\", "?!", "(?z)x"]:
        refuses(lambda: concordance(UNITS, broken), "pattern")
    for empty in ["", "   "]:
        refuses(lambda: concordance(UNITS, empty), "empty")
    for nothing in [r"\b", "^", "x{0}", "(?=a)"]:
        refuses(lambda: concordance(UNITS, nothing), "empty places")
    for wrong in [None, 5, b"peace", ["peace"]]:
        refuses(lambda: concordance(UNITS, wrong), "recogni*")


def test_bad_options_and_units():
    for width in (-1, 2.5, "40", None, True):
        refuses(lambda: concordance(UNITS, "peace", width=width), "width", repr(width))
    refuses(lambda: concordance(UNITS, "peace", sort="rigth"), "rigth", '"right"?')
    refuses(lambda: concordance(UNITS, "peace", sort=1), '"left"')
    refuses(lambda: concordance(UNITS, "peace", sort=["left"]), '"left"')
    refuses(lambda: concordance(UNITS.drop(columns="source"), "peace"), "source")
    refuses(lambda: concordance("peace", "peace"), "table")
    refuses(lambda: concordance(table("peace", None), "peace"), "A02")
    refuses(lambda: kwic("hits"), "concordance")


def test_kwic_stands_in_line():
    lines = kwic(concordance(table("Peace now", "The long peace", "| a peace |"), "peace")).split("\n")
    assert lines == ["A01           [Peace] now", "A02  The long [peace]", "A03       | a [peace] |"]


# ---------------------------------------------------------------- dispersion


def test_the_worked_example_of_gries():
    parts = [
        "b a m n i b e u p",
        "b a s a t b e w q n",
        "b c a g a b e s t a",
        "b a g h a b e a a t",
        "b a h a a b e a x a t",
    ]
    found = dispersion([part.split() for part in parts], "a")
    assert found.dp == pytest.approx(0.18) and found.dp_norm == pytest.approx(0.18 / 0.82)


def test_extremes_of_dispersion():
    even = dispersion([["x", "y"], ["x", "y", "y", "x"]], "x")
    assert even == (0, 0)
    assert dispersion([["x"], ["y"] * 99], "x").dp == pytest.approx(0.99)
    assert dispersion([["x"], ["y"] * 99], "x").dp_norm == pytest.approx(1)
    assert all(map(math.isnan, dispersion([["x"], ["y"]], "z"))) and all(map(math.isnan, dispersion([], "z")))
    single = dispersion([["x", "y"], []], "x")
    assert single.dp == 0 and math.isnan(single.dp_norm)
    assert dispersion([["x"], [], ["y"]], "x") == dispersion([("x",), iter("y")], "x")


def test_dispersion_refuses_texts():
    refuses(lambda: dispersion("a text", "a"), "tokens(text)")
    refuses(lambda: dispersion(["a text", "b"], "a"), "tokens(text)")
    refuses(lambda: dispersion([None], "a"), "tokens(text)")
    refuses(lambda: dispersion(None, "a"), "tokens(text)")
    refuses(lambda: dispersion([["a"]], 5), "peace")


# ---------------------------------------------------------------- keyness


def g2_by_entropy(a, n, b, m):
    """The same statistic from sums of k log k: cells, less rows, less columns, plus the whole."""
    h = lambda *numbers: sum(k * math.log(k) for k in numbers if k)  # noqa: E731
    return 2 * (h(a, b, n - a, m - b) - h(n, m) - h(a + b, n + m - a - b) + h(n + m))


def corpus_of(word, count, size):
    return [word] * count + ["other"] * (size - count)


def test_the_first_row_of_dunnings_table():
    found = keyness(corpus_of("swiss", 110, 110 + 2442), corpus_of("swiss", 111, 111 + 29114)).set_index("word")
    assert found.loc["swiss", "g2"] == pytest.approx(270.72, abs=0.005)
    assert found.loc["other", "g2"] == pytest.approx(-270.72, abs=0.005)


NEWS = {source: tokens("\n".join(lines_of(source))) for source in "ABCDE"}


@pytest.mark.parametrize("target, reference", ["AC", "CA", "EB"])
def test_keyness_of_every_word_by_the_other_formula(target, reference):
    found = keyness(NEWS[target], NEWS[reference])
    here, there = Counter(NEWS[target]), Counter(NEWS[reference])
    n, m = len(NEWS[target]), len(NEWS[reference])
    assert set(found["word"]) == set(here) | set(there) and found["word"].is_unique
    for row in found.itertuples():
        a, b = here[row.word], there[row.word]
        assert (row.target, row.reference) == (a, b)
        assert abs(row.g2) == pytest.approx(g2_by_entropy(a, n, b, m), abs=1e-6)
        assert row.g2 == 0 or (row.g2 > 0) == (a / n > b / m)
        assert row.log_ratio == pytest.approx(math.log2(((a or 0.5) / n) / ((b or 0.5) / m)))
    order = list(zip(-found["g2"], found["word"]))
    assert order == sorted(order)


def test_zero_cells_and_equal_rates():
    found = keyness(["a"] * 4 + ["b"] * 4, ["b"] * 4 + ["c"] * 4).set_index("word")
    assert found.loc["a", "g2"] == pytest.approx(g2_by_entropy(4, 8, 0, 8)) == -found.loc["c", "g2"]
    assert found.loc["b", "g2"] == 0 and found.loc["b", "log_ratio"] == 0
    assert found.loc["a", "log_ratio"] == 3  # 4 against half a use
    assert keyness(["a"], ["a"]).values.tolist() == [["a", 1, 1, 0, 0]]


@pytest.mark.parametrize("function", [keyness, log_odds])
def test_token_lists_only(function):
    for wrong in ["a text", b"x", None, 5, {"a": 1}, Counter("a"), [], ["a", 5], [["a"]], UNITS]:
        refuses(lambda: function(wrong, ["a"]), "target", "tokens(text)")
        refuses(lambda: function(["a"], wrong), "reference", "tokens(text)")


# ---------------------------------------------------------------- log-odds


def log_odds_one_by_one(word, here, there, prior):
    n, m, whole = sum(here.values()), sum(there.values()), sum(prior.values())
    a, b, add = here[word], there[word], prior[word]
    first = math.log((a + add) / (n + whole - (a + add)))
    second = math.log((b + add) / (m + whole - (b + add)))
    return first - second, (first - second) / math.sqrt(1 / (a + add) + 1 / (b + add))


@pytest.mark.parametrize("prior", [None, "all five", "counts", 0.5])
def test_log_odds_word_by_word(prior):
    here, there = Counter(NEWS["A"]), Counter(NEWS["C"])
    everything = [word for source in NEWS.values() for word in source]
    given, weights = {
        None: (None, here + there),
        "all five": (everything, Counter(everything)),
        "counts": (Counter(everything), Counter(everything)),
        0.5: (0.5, {word: 0.5 for word in here | there}),
    }[prior]
    found = log_odds(NEWS["A"], NEWS["C"], given)
    assert set(found["word"]) == set(here) | set(there)
    for row in found.itertuples():
        wanted = log_odds_one_by_one(row.word, here, there, weights)
        assert (row.log_odds, row.z) == pytest.approx(wanted)
    order = list(zip(-found["z"], found["word"]))
    assert order == sorted(order)


def test_the_prior_draws_rare_words_in():
    target, reference = ["rare"] * 2 + ["often"] * 60 + ["x"] * 938, ["often"] * 30 + ["x"] * 970
    found = log_odds(target, reference).set_index("word")
    ratio = keyness(target, reference).set_index("word")["log_ratio"]
    assert ratio["rare"] > ratio["often"] and found.loc["often", "z"] > found.loc["rare", "z"] > 0


def test_bad_priors():
    lists = ["a", "b"], ["b", "c"]
    message = refuses(lambda: log_odds(*lists, prior={"b": 2}), "2 of the 3 words", '"a"')
    assert message.count(". ") == 0
    refuses(lambda: log_odds(*lists, prior="a b c"), "prior", "tokens(text)")
    refuses(lambda: log_odds(*lists, prior=[]), "prior")
    refuses(lambda: log_odds(*lists, prior={"a": 1, "b": 0, "c": 1}), '"b"')
    refuses(lambda: log_odds(*lists, prior={"a": 1, "b": "x", "c": 1}), '"b"')
    for number in (0, -1, math.nan, math.inf):
        refuses(lambda: log_odds(*lists, prior=number), "more than 0")
    refuses(lambda: log_odds(*lists, prior=True), "prior")


# ---------------------------------------------------------------- where words stand


@pytest.fixture
def drawn(monkeypatch):
    """Each figure that was presented, with its sentence."""
    kept = []
    monkeypatch.setattr(plots, "present", lambda fig, sentence: kept.append((fig, sentence)))
    return kept


def strips_of(fig):
    """What the figure has: the strips as (left, width) in inches, the lines of uses as {height: [x]}, and its words."""
    [ax] = fig.axes
    bars = [bar for bar in ax.artists + ax.patches if bar.get_facecolor()[:3] == pytest.approx((232 / 255,) * 3)]
    lines = {}
    for line in ax.lines:
        if line.get_linewidth() > 2:
            lines.setdefault(round(line.get_ydata()[0], 2), []).append((line.get_xdata()[0], line.get_color()))
    return bars, lines, [text.get_text() for text in ax.texts]


def test_each_strip_is_as_long_as_its_text_and_each_line_stands_where_the_use_is(drawn):
    for word in ("peace", "NATO"):
        words.look(word)
        fig, _ = drawn.pop()
        bars, lines, written = strips_of(fig)
        lengths = words.spread(UNITS, [word])["words"]
        assert [bar.get_x() for bar in bars] == [bars[0].get_x()] * 5
        scale = bars[2].get_width() / lengths["C"]
        assert [bar.get_width() / scale for bar in bars] == pytest.approx(list(lengths))
        # By another route: in the whole text of each source, not unit by unit.
        for bar, (source, own) in zip(bars, UNITS.groupby("source"), strict=True):
            whole = "\n".join(own["text"])
            uses = re.finditer(rf"\b{word}\b", whole, re.IGNORECASE)
            expected = [sum(map(is_word, tokens(whole[: use.start()]))) for use in uses]
            here = lines.get(round(bar.get_y(), 2), [])
            # A word cut by a hyphen may count on either side of the cut.
            assert [(x - bar.get_x()) / scale for x, _ in here] == pytest.approx(expected, abs=3)
            assert {colour for _, colour in here} <= {plots.outline(plots.colour(source))}
        ids = concordance(UNITS, word)["id"].unique()
        assert set(written) >= set("ABCDE") and len(set(ids) & set(written)) > 0.8 * len(ids)


def test_no_two_ids_of_a_figure_stand_on_one_another(drawn):
    for word in ("Kosovo", "the", "e*"):
        words.look(word)
        fig, _ = drawn.pop()
        fig.set_dpi(100)
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        FigureCanvasAgg(fig).draw()
        boxes = [text.get_window_extent() for text in fig.axes[0].texts if re.fullmatch(r"[A-E]\d\d", text.get_text())]
        assert len(boxes) > 20 and not [
            (a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a.overlaps(b) and abs(a.y0 - b.y0) < 1
        ]


def test_the_sentence_below_has_the_counts_the_ids_and_the_silences(drawn):
    words.look("peace", guess="a")
    words.look("recogni*")
    words.look("Kosovo", guess="none")
    words.look("refugee*")
    peace, recogni, kosovo, refugees = (sentence for _, sentence in drawn)
    assert peace == (
        "Uses of “peace”, in strips as long as the texts: A 2 (A01, A11), B 5 (B01, B02, B03, B08, B25), C none, D 1 (D01), "
        "E 4 (E05, E36, E39, E41). All the words were shuffled 1,000 times: C had none in 0 of the shuffles. "
        "Your guess: A. Never there: C."
    )
    assert "A none, B 3 (B10, B15, B19), C 12 (C04, C11, C13, C22, C23, C27, …)" in recogni and "guess" not in recogni
    assert "shuffled" not in kosovo and kosovo.endswith("Your guess: none. Never there: none.")
    assert refugees.endswith("A none, B none, C none, D none, E none. No text has it, so there is nothing to shuffle.")


def test_how_often_chance_is_silent_is_what_can_be_reckoned_without_it():
    for word, text in [("recognition", "A"), ("recogni*", "A"), ("NATO", "D"), ("war", "C"), ("peace", "C")]:
        found = strips.find(word, UNITS)
        every, whole = sum(map(len, found.uses.values())), sum(found.lengths.values())
        others = whole - found.lengths[text]
        exact = math.comb(others, every) / math.comb(whole, every)  # all uses fall outside of the text
        assert abs(found.silent[text] / 1000 - exact) < 4 * math.sqrt(exact * (1 - exact) / 1000) + 0.001, word
        assert set(found.silent) == {source for source, uses in found.uses.items() if not uses}
    assert strips.find("Kosovo", UNITS).silent == {} == strips.find("refugee*", UNITS).silent


def test_a_look_at_texts_of_ones_own(drawn):
    own = pd.DataFrame(
        {
            "id": ["AA01", "AA02", "F01"],
            "source": ["AA", "AA", "F"],
            "text": ["Rain fell.", "It rained; rain!", "The sun & <b> $5 $7."],
        }
    )
    words.look("rain*", guess="f", units=own)
    [(fig, sentence)] = drawn
    assert "AA 3 (AA01, AA02), F none" in sentence and sentence.endswith("Your guess: F. Never there: F.")
    assert {"AA", "F", "AA01", "AA02", "3"} <= {text.get_text() for text in fig.axes[0].texts}
    long = pd.DataFrame(
        {"id": ["F01", "G01"], "source": ["F", "G"], "text": ["bridge " + "so " * 30_000, "so " * 30_000]}
    )
    assert 400 < strips.find("bridge", long).silent["G"] < 600  # too long to be shuffled: drawn instead


def test_a_look_refuses_in_one_sentence():
    refuses(lambda: words.look(7), "word", "peace")
    refuses(lambda: words.look("  "), "empty")
    refuses(lambda: words.look("peace ("), "no regular expression")
    refuses(lambda: words.look("peace", guess="X"), 'no source "X"', 'write "none"')
    refuses(lambda: words.look("peace", guess=3), "guess")
    for call in (lambda units: words.look("peace", units=units), lambda units: words.look(units=units)):
        refuses(lambda: call(UNITS.iloc[:0]), "empty")
        refuses(lambda: call(UNITS.drop(columns="source")), "source")
        refuses(lambda: call("A"), "table")
        many = pd.DataFrame(
            {"id": [f"F{n}" for n in range(31)], "source": [f"F{n}" for n in range(31)], "text": "peace"}
        )
        refuses(lambda: call(many), "31 texts", "30")
    refuses(lambda: words.look("peace", units=UNITS.assign(text="…").iloc[:5]), "no word")


def test_without_widgets_a_sentence_says_how_to_look(monkeypatch):
    said = []
    monkeypatch.setattr(strips, "say", said.append)
    words.look()
    assert len(said) == 1 and 'words.look("peace")' in said[0]


@pytest.fixture
def box(monkeypatch):
    """The parts of the box, opened."""
    shown = []
    monkeypatch.setattr(desk, "live", lambda: True)
    monkeypatch.setattr(desk, "show_desk", lambda parts, what, *look: shown.append((parts, what)))
    words.look()
    [(parts, what)] = shown
    assert what == "A box to look for a word in the texts. Run this cell in JupyterLab to open it."
    monkeypatch.setattr(type(parts[1]), "focus", lambda self: None)
    return parts


def test_the_box_shows_the_figure_with_its_words_and_each_once(box, monkeypatch):
    guess, word, button, status = box
    assert all(part.description.strip() for part in (guess, word, button)) and "press Enter" in status.value
    calls, as_page = [], strips._as_page
    monkeypatch.setattr(strips, "_as_page", lambda *given: calls.append(given) or as_page(*given))
    guess.value = "D E"
    word.value = "NATO"  # as Enter sends it
    assert 'role="status"' in status.value and re.search(
        r'<img alt="Uses of “NATO”.{200,}src="data:image/png', status.value
    )
    assert "Your guess: D and E. Never there: D and E." in status.value
    button.click()
    assert len(calls) == 1
    word.value = "<b>x</b> ("
    assert "no regular expression" in status.value and "&lt;b&gt;" in status.value and "<b>x" not in status.value
    guess.value, word.value = "", "peace"
    assert "C had none in 0 of the shuffles" in status.value and "Your guess" not in status.value


def test_the_table_of_the_spread_has_counts_and_rates():
    table = words.spread(UNITS, ["peace", "nothing*here"])
    assert table["peace"].tolist() == [2, 5, 0, 1, 4] and table["nothing*here"].sum() == 0
    assert table.loc["A", "peace per 1,000"] == round(2000 / table.loc["A", "words"], 1)


# ---------------------------------------------------------------- boundaries, and the passages nobody tuned on


def test_boundaries_are_where_pieces_begin_but_for_the_first():
    lines = pd.DataFrame({"source": ["X", "X"], "line": [1, 2], "text": ["One. Two. Two.", "Three."]})
    assert words.boundaries(sentences, lines) == {("X", 1, 5), ("X", 1, 10)}


def test_the_unseen_passages_are_split_as_well_as_the_lesson_says():
    passages = words.unseen()
    lines = passages.groupby(["source", "line"])["text"].agg(" ".join).reset_index()
    for row in passages.itertuples():
        text = lines.loc[lines["line"] == row.line, "text"].item()
        assert text[row.start : row.start + len(row.text)] == row.text
    wanted = {(p.source, p.line, p.start) for p in passages.itertuples() if p.start > 0}
    found = words.boundaries(sentences, lines)
    assert len(found & wanted) / len(found) >= 0.99 and len(found & wanted) / len(wanted) >= 0.98


# -- what the lessons say of lengths -----------------------------------------------------------------------------------


def cell(lesson, name):
    notebook = json.loads(
        next((corpus.DATA.parent / "notebooks").glob(f"{lesson}_*.ipynb")).read_text(encoding="utf-8")
    )
    return "".join(next("".join(each["source"]) for each in notebook["cells"] if each["id"] == name))


def test_the_two_lengths_of_e_are_those_that_the_lessons_give_and_each_says_why():
    units, lines = corpus.load_units(), page.lines(corpus.load_sources())
    by_page = page.makeup(lines, corpus.load_table("anatomy")).loc["E", "the article"]
    by_word = sum(words.is_word(t) for text in units.loc[units["source"] == "E", "text"] for t in words.tokens(text))
    assert (by_page, by_word) == (772, 728)
    assert "so 772 here for E, and 728 at the head of the text, as in lesson 02" in cell("01", "makeup-see")
    assert "by it E has 772 words, by this one 728" in cell("02", "tokens-see")


def test_that_the_cases_are_not_alike_is_said_early_and_shown_in_05():
    said = cell("00", "trust")
    assert "do not make the two sides' cases at equal length" in said and "Lesson 05 shows by one test" in said
    assert "from the place" in said and "compare.sides(" in cell("05", "sides")


def test_both_displaced_groups_have_a_number_a_doer_and_an_owner():
    said = cell("05", "silent-all-see")
    events = {row.date: row.event for row in corpus.load_table("timeline").itertuples()}
    told = " ".join(corpus.load_table("timeline")["event"])
    for number, doer in [("850,000", "Yugoslav and Serbian forces"), ("230,000", "the KLA and other Albanians")]:
        assert number in said and doer in said and number in told
    assert "commissioner has 230,000" in events["1999-06-12"]


def test_before_the_guess_no_sentence_of_c_is_shown_and_one_of_e():
    [path] = (corpus.DATA.parent / "notebooks").glob("02_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    until = next(n for n, each in enumerate(cells) if each["id"] == "guess-c-e")
    shown = " ".join(json.dumps(each, ensure_ascii=False) for each in cells[:until])
    assert [unit for unit, text in UNITS.set_index("id")["text"].items() if unit[0] in "CE" and text in shown] == [
        "E36"
    ]


def test_the_silences_that_lesson_02_names_are_all_there_are():
    table = words.spread(UNITS, ["peace", "NATO", "recognition", "recogni*"])
    never = {word: "".join(table.index[table[word] == 0]) for word in ("peace", "NATO", "recognition", "recogni*")}
    assert never == {"peace": "C", "NATO": "DE", "recognition": "AD", "recogni*": "A"}
    assert "C never says *peace*, D and E never *NATO*, and A and D never *recognition*" in cell("02", "learned")
    assert "A alone has none of these words (*recognition* is missing in D, too)" in cell("02", "recogni-see")
    in_titles = concordance(UNITS[UNITS["role"].isin(["headline", "heading"])], "peace")
    assert in_titles["id"].tolist() == ["A01", "B01", "D01", "E39"] and "(A01, B01, E39)" in cell(
        "02", "look-peace-see"
    )
