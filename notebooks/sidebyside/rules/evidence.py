"""One law of evidence: which ids of a text exist, which quotations hold, where they stand, and who speaks them.

It is the same for an answer, a critique, a page and texts of one's own. It knows no table: whatever it needs is in `Known`.
"""

import re
from bisect import bisect_right
from types import SimpleNamespace
from typing import Any, NamedTuple

from ..corpus import shortened
from .citing import find_mentions, find_quotations, masked, plainly_said, sentences_of, speakers_named, units_given
from .matching import CLOSE_LOOKS, WORD, book_of, hits_of, near, near_in, pieces_of, plain_word, squeezed, words_of

LONGEST = 150_000  # characters that are read: a critique has two thousand

# What is found of a quotation. Those of the first row ask for nothing, those of the second cannot stay as they are.
STANDS = ("quotation holds", "quotation changed", "quotation shortened")
FAULTS = ("no such id", "words altered", "quotation elsewhere", "another speaker")
NOT_FOUND = "quotation not found"  # a fault only if no quotation of the text holds
ASIDE = "not from the sources"  # a title, words of the question, words of one's own
TOO_SHORT = "quotation too short"


class Known(NamedTuple):
    """What a text is held against. `book` is made by `book_of`; the rest may be empty."""

    book: Any
    small: frozenset = frozenset()  # words that show nothing alone
    titles: tuple = ()  # of documents: between marks they are no quotations
    cards: dict = {}  # id of a document's card -> the few words of the document on it; they are of no source
    spoken: tuple = ()  # (ids, words, person): who speaks in which units
    heard: dict = {}  # id of a unit -> (person, words before his) of those who may speak there; None for somebody without a name
    people: dict = {}  # the plain words of a name -> person
    verbs: frozenset = frozenset()  # forms of verbs of saying


def known_of(units, **rest):
    """What a text is held against, of a table of units with `id, source, text`."""
    return Known(book_of(units), **rest)


def examine(text, known, aside=()):
    """What a text cites and quotes: `text, mentions, quotations, loose, masked, sentences`.

    A mention has `start, end, words, ids, cards, wrong`. A quotation has `start, end, phrase, finding, fault` (whether it cannot stay),
    `advice`, `place` (words on where it stands), `ids` (where it stands) and `hit`. `aside` are texts whose words, between marks, are no
    quotations of the sources: the question, or a text that is answered.
    """
    text = text[:LONGEST]
    phrases, loose = find_quotations(text, known.book)
    mentions = find_mentions(text, SimpleNamespace(ids=[*known.book.ids, *known.cards]))
    for mention in mentions:
        mention.cards = [found for found in mention.ids if found in known.cards]
        mention.ids = [found for found in mention.ids if found not in known.cards]
    masks = masked(text, phrases)
    sentences = sentences_of(masks)
    seen = SimpleNamespace(
        text=text, mentions=mentions, cited=list(dict.fromkeys(unit for mention in mentions for unit in mention.ids)),
        phrases=phrases, loose=loose, masked=masks, sentences=sentences,
    )  # fmt: skip
    given = units_given(text, masks, phrases, mentions, sentences)
    named = [None] * len(phrases)
    if known.spoken:
        named = speakers_named(masks, phrases, sentences, known.people, known.verbs)
    look = SimpleNamespace(
        hits={}, left=CLOSE_LOOKS, cited=set(seen.cited), begins=[mention.start for mention in mentions],
        aside=[squeezed(other) for other in aside], titles={squeezed(title) for title in known.titles},
        cards=[squeezed(known.cards[card]) for mention in mentions for card in mention.cards],
    )  # fmt: skip
    found = [_look_up(phrase, *ids, who, seen, known, look) for phrase, ids, who in zip(phrases, given, named)]
    seen.quotations = [quotation for quotation in found if quotation]
    if not any(quotation.finding in STANDS for quotation in seen.quotations):
        for quotation in seen.quotations:
            quotation.fault = quotation.fault or quotation.finding == NOT_FOUND
    return seen


def _look_up(place, ids, firm, who, seen, known, look):
    """One quotation, at a `place` with `ids` given for it and given to `who`, with its finding; None for an id between marks."""
    start, end, phrase = place
    words = words_of(phrase)
    if len(words) == 1 and bisect_right(look.begins, start) < bisect_right(look.begins, end - 1):
        return None
    quotation = SimpleNamespace(start=start, end=end, phrase=phrase, fault=False, place="", ids=(), hit=None)
    is_aside = _is_aside("".join(words), look)
    if phrase not in look.hits:
        look.hits[phrase] = hits_of(phrase, known.book)
        if not look.hits[phrase] and look.left and not is_aside:
            look.left -= 1
            look.hits[phrase] = near(phrase, known.book, known.small)
    hits = look.hits[phrase]
    if not set(words) - known.small and (len(words) < 2 or not hits):
        quotation.finding, quotation.advice = TOO_SHORT, SMALL_WORD
        return quotation
    if firm and look.left and all(hit.said and not ids & set(hit.ids) for hit in hits):
        look.left -= 1
        meant = near_in(words, ids, known.book, known.small)
        if meant and (not hits or _shared(words, meant[0], known) > _shared(words, hits[0], known)):
            hits = meant  # the unit that is given comes nearer than what stands elsewhere
    behind = firm == 2 and seen.text[end : end + 3].lstrip(" ,.;:")[:1] in ("(", "[")
    holding = any(set(hit.ids) & (ids or look.cited) for hit in hits if not hit.said)
    own = not holding and _of_ones_own(seen, start, behind or not hits)
    if not holding and (own or is_aside and not (behind and hits)):
        quotation.finding, quotation.advice = ASIDE, NO_QUOTATION
        return quotation
    _judge(quotation, hits, ids, firm, look.cited, words)
    if quotation.finding in STANDS:
        _who_speaks(quotation, who, known)
        if who and known.heard and not quotation.fault and plainly_said(who, start, seen, known.people, known.verbs):
            _not_heard(quotation, who, hits, known)
    return quotation


def _shared(words, hit, known):
    """How many of the words that count stand at a hit."""
    return len(set(words) & set(words_of(hit.wording)) - known.small)


NO_QUOTATION = "Not looked for in the sources: a title, words of the question or of a card, or your own."
SMALL_WORD = "One small word that stands in every text shows nothing. Which words around it do?"


def _is_aside(letters, look):
    return letters in look.titles or len(letters) > 3 and any(letters in other for other in [*look.aside, *look.cards])


_OWN = re.compile(
    r"\b(?:my|our)\s(?:\w+\s){0,2}(?:headline|title|version|wording|sentence|rewriting|words?|paraphrase)\b[^.!?]{0,30}$"
    r"|\bI\s(?:had\s|would\s|have\s|could\s|might\s)?(?:wrote|write|written|put|rewrote|headlined|added|add|replaced|replace)\b[^.!?“”\"]{0,30}$"
    r"|\b(?:changed|turned|replaced|rewrote)\b[^.!?]{0,90}\b(?:to|into|by|with)\s*(?:the\s(?:word|words|verb)\s*)?$"
    r"|\b(?:could|would|might|should)\s(?:also\s|just\s)?have\s[^.!?“”\"]{0,40}$",
    re.I,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|nor|no|nobody|none|instead\sof|rather\sthan|without)\b|n[’']t\b)[^.!?“”\"]{0,40}$", re.I
)


def _of_ones_own(seen, start, meant):
    """Whether a sentence says that the words between the marks are its writer's own, or, unless a unit is `meant`, that nobody has them."""
    n = bisect_right(seen.sentences, (start, len(seen.text) + 1)) - 1
    low = seen.sentences[n][0] if 0 <= n < len(seen.sentences) else 0
    before = seen.masked[max(low, start - 160) : start]
    return bool(_OWN.search(before) or not meant and _DENIED.search(before))


def _judge(quotation, hits, ids, firm, cited, words):
    """Put the finding, the advice and the place into one quotation. `ids` are those given for it, `cited` all of the text."""
    if not hits:
        own = " If the marks are your own, to hold a word at a distance, say so in words." if len(words) <= 2 else ""
        quotation.finding = NOT_FOUND
        quotation.advice = f"In no unit, in this form or nearly so. Where did you read it?{own}"
        return
    order = {"holds": 0, "changed": 1, "shortened": 2}
    best = min(hits, key=lambda hit: (not ids & set(hit.ids), not cited & set(hit.ids), order.get(hit.how, 3)))
    here = set(best.ids)
    quotation.hit, quotation.ids = best, tuple(best.ids)
    quotation.place = place = " and ".join(best.ids) if len(best.ids) < 4 else f"{best.ids[0]} to {best.ids[-1]}"
    quotation.finding = "quotation holds"
    if ids & here or not firm and cited & here:
        where = f"In {place}."
    elif firm < 2 and len(words) == 1 and not best.said:
        quotation.finding, quotation.advice = (
            ASIDE,
            f"A word that stands in {place} and has no id beside it: it is not looked up.",
        )
        return
    else:
        quotation.finding, quotation.fault = "quotation elsewhere", True
        where = f"In {place}, which you do not cite. Which id belongs beside it?"
        if ids and firm:
            named = "which you give for it" if firm == 2 else "which your sentence names"
            where = f"In {place}, and not in {', '.join(sorted(ids)[:4])}, {named}. Which unit do you mean?"
    quotation.advice = where
    wording = shortened(best.wording, 300)
    if best.said:
        quotation.finding, quotation.fault = "words altered", True
        quotation.advice = f"The source has “{wording}” ({best.said}). {where} Which words do you want to quote?"
    elif best.how == "denial left out":
        quotation.finding, quotation.fault = "words altered", True
        quotation.advice = (
            f"The gap leaves out a word that denies: the source has “{wording}”. {where} Do the two say the same?"
        )
    elif best.how == "changed":
        quotation.finding = quotation.finding if quotation.fault else "quotation changed"
        quotation.advice = f"Recognised, but changed in its marks, dashes, capitals, accents or dots: the source has “{wording}”. {where}"
    elif best.how == "shortened":
        quotation.finding = quotation.finding if quotation.fault else "quotation shortened"
        quotation.advice = (
            f"Recognised, with a gap: the source has “{wording}”. Does your short form say the same? {where}"
        )


def _who_speaks(quotation, named, known):
    """Say so if the words are given to a person who does not speak them. Where it is not sure who speaks, nothing is said."""
    if named is None:
        return
    pieces = [squeezed(piece) for piece in pieces_of(quotation.phrase)]
    speakers = {
        person for units, words, person in known.spoken
        if set(quotation.ids) <= set(units) and all(piece in words for piece in pieces)
    }  # fmt: skip
    if len(speakers) == 1 and named not in speakers and len(words_of(quotation.phrase)) > 1:
        quotation.finding, quotation.fault = "another speaker", True
        quotation.advice = f"The words stand in {quotation.place}, and there it is {min(speakers)} who says them. Who says them with you?"


def _not_heard(quotation, named, hits, known):
    """Say so if the words are given to a person, and no unit in which they stand quotes or reports him in them: they are the text's own."""
    pieces = [squeezed(piece) for piece in pieces_of(quotation.phrase)]
    for unit in {unit for hit in hits for unit in hit.ids}:
        for person, before in known.heard.get(unit, ()):
            if person in (None, named) and not all(piece in before for piece in pieces):
                return
    quotation.finding, quotation.fault = "another speaker", True
    quotation.advice = (
        f"The words stand in {quotation.place}, and nothing there gives them to {named}: they are the text's own. "
        "Who says them with you?"
    )


# ---- what a text says in words of its own


def own_words(seen):
    """The text outside its quotations and the references behind them."""
    pieces, at = [], 0
    for start, end, _ in seen.phrases:
        pieces.append(seen.text[at:start])
        at = end
    prose = " … ".join([*pieces, seen.text[at:]])
    return re.sub(r"[(\[][^()\[\]]{0,80}\d[^()\[\]]{0,20}[)\]]", " ", prose)


# A letter that is a source, and not the article, nor a vitamin.
_SOURCE = re.compile(
    r"(?<!vitamin )\b[B-E](?=[’']s\b|[\s,;)])"
    r"|(?:\b(?:in|of|from|to|than|both|and|while|but|by|for|on|source|text|with|that)\s|[,;:(]\s?)A(?=[’']s\b|[\s,.;:)])"
    r"|\bA(?=[’']s\b|,|\s(?:and|has|says|said|is|was|gives|lets|names|calls|writes|quotes|tells|uses|does|reports|speaks|puts|makes|or|to|never"
    r"|also|only|keeps|treats|leaves|takes)\b)"
)
_GENERIC = set(
    "write writes word words sentence sentences unit units exact quote quotation give gives cite three four two least choose one each source sources text"
    " texts say says said show shows same time way answer reader readers name names need needs three thing things whose which let lets more most own ones"
    " copy kind kinds number numbers first last many much make makes take takes put change changed changes question questions"
    " beginning check checked double marks stand apart keep keeps kept look looks looked true exists hold somebody uses side pair list open leave"
    " leaves left place know thinks think everybody person city added next cell tells really else beforehand mind read sign five column lesson"
    " missing".split()
)


_OF_TEXTS = {
    "headli",
    "dateli",
    "narrat",
    "author",
    "speake",
    "articl",
    "quoted",
}  # the beginnings of words for parts of a text


def says_something(seen, known, names, question, rubric=""):
    """Whether the text says anything of the sources in words of its own: it has one of `names` (plain words), a source, an id in running
    prose, a word that counts in the question or in what is asked of answers to it, or two such words of the units that it cites. The
    question pasted back does not count."""
    prose = without(own_words(seen), f"{question} {rubric}")
    words = words_of(prose)
    stems = {
        word[:6] for word in words_of(f"{question} {rubric}") if len(word) > 3 and word not in _GENERIC | known.small
    } | _OF_TEXTS
    capitals = {plain_word(found[0]) for found in WORD.finditer(prose) if found[0][0].isupper()}
    asked = any(word[:n] in stems for word in words if word not in _GENERIC for n in range(4, 7) if n <= len(word))
    told_again = set(words) & _words_cited(seen, known) - _GENERIC - known.small
    return bool(
        capitals & names or asked or len(told_again) > 1 or _SOURCE.search(prose) or find_mentions(prose, known.book)
    )


def _words_cited(seen, known):
    """The plain words of the units that a text cites, of four letters or more."""
    cited = set()
    for run in known.book.runs:
        for unit, begin, end in zip(run.ids, run.begins, [*run.begins[1:], len(run.text)]):
            if unit in seen.cited:
                cited |= {word for word in words_of(run.text[begin:end]) if len(word) > 3}
    return cited


def added_words(seen, known, question):
    """The different words of a text, outside its quotations, that say more than the question does: none of them is in the question, small,
    or a word for the task. A question that is pasted back in pieces has none."""
    asked = {*words_of(question), *_GENERIC, *known.small}
    return {word for word in words_of(own_words(seen)) if len(word) > 2} - asked


def without(prose, question, run=6):
    """A text without the stretches of six words or more that stand in the question."""
    spans = [(found.start(), found.end(), plain_word(found[0])) for found in WORD.finditer(prose)]
    asked = words_of(question)
    runs = {tuple(asked[n : n + run]) for n in range(len(asked) - run + 1)}
    pasted = [False] * len(spans)
    for n in range(len(spans) - run + 1):
        if tuple(word for _, _, word in spans[n : n + run]) in runs:
            pasted[n : n + run] = [True] * run
    pieces, at = [], 0
    for n, (start, end, _) in enumerate(spans):
        if pasted[n]:
            pieces.append(prose[at:start])
            at = end
    return " ".join([*pieces, prose[at:]])
