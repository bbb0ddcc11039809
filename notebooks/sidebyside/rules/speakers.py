"""Saying-verbs at work in a sentence, and the names before and behind them; what each verb does is passed in."""

import re
from typing import NamedTuple

from . import DAYS_AND_MONTHS
from .quotation_marks import NO_STOP

TOKEN = re.compile(r"[^\W_]+(?:[’'&._-][^\W_]+)*|[^\w\s]")
_ABBREVIATED = NO_STOP | {"Inc", "Ltd", "Co", "Corp"}
# A name ends at one of these ...
BREAKS = set(
    "that but as because when while if whether where which who whom whose since though although then so than or yet until"
    " unless how what why after before and".split()
)
# ... and, after the verb, at one of these as well.
_AFTER_NAME = BREAKS | set(
    "in on at during from by with through via to about into outside inside following amid last this yesterday today tomorrow"
    " earlier later recently adding speaking referring calling citing noting describing explaining warning not is was were"
    " are had has have will would could exclusively".split()
)
_BEFORE_VERB = set(
    "has have had was were is are be been being also once later then never often again just still now since already"
    " earlier first even have would will could might may can did do does to as himself herself each both all jokingly"
    " yesterday today previously long".split()
)
HELPERS = set(
    "is was are were be been has have had will would could can may might did does do went came took began started appeared"
    " seemed tried wanted wants refused declined used gave got made makes kept keeps keep".split()
)
PREPOSITIONS = set(
    "in on at after before during for from with by since under to of amid following speaking asked when".split()
)
STARTERS = set("as but and so yet or meanwhile however ironically instead still then later earlier asked".split())
DETERMINERS = set("the a an his her their its our my your this that these those no any some such same".split())
PRONOUNS = set("he she they we i it you".split())
_PEOPLE = set(
    "police officials officers prosecutors critics analysts experts residents ministers lawyers witnesses activists"
    " campaigners researchers scientists authorities organisers organizers supporters opponents doctors teachers parents"
    " diplomats sources lawmakers investigators neighbours neighbors observers economists government".split()
)
INVERTS_NOT = set("tell tells told telling call calls called calling accuse accused accuses describe described".split())
_NEEDS = {"put": "it", "puts": "it", "putting": "it", "refers": "to", "referred": "to", "referring": "to", "point": "to out", "points": "to out",
          "pointed": "to out", "pointing": "to out", "read": ": ,", "reads": ": ,", "reading": ": ,", "lashed": "out", "lashes": "out", "lashing": "out"}  # fmt: skip


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    leans: str  # what it does to the reader as a saying-verb; empty if it is none


def words_of(text, start, end, leans):
    return [_Word(m[0], m.start(), m.end(), leans.get(m[0], "")) for m in TOKEN.finditer(text, start, end)]


def is_verb(tokens, n):
    """Whether the token is a saying-verb at work, and not a noun (the claims) or an adjective (the declared winner)."""
    word = tokens[n].text
    if not tokens[n].leans:
        return False
    before = tokens[n - 1].text.lower() if n else ""
    if before.endswith("ly") and n > 1:
        before = tokens[n - 2].text.lower() if tokens[n - 2].text.lower() in DETERMINERS else before
    if before in DETERMINERS or before.endswith(("’s", "'s", "s’", "s'")):
        return False
    after = tokens[n + 1].text.lower() if n + 1 < len(tokens) else ""
    need = _NEEDS.get(word)
    if need and after not in need.split() and (after or not word.startswith("read")):
        return False
    if before in ("of", "for", "in", "with", "on", "more", "its", "new") and not word.endswith("ing"):
        return False
    if word.startswith("call") and after == "at":  # a ship, or a guest, calls at a place
        return False
    if word in _NOUNS:  # Balkan states, peace talks and demands: a verb only with something to say
        return after in _AFTER_NOUNLIKE or before in PRONOUNS or before in ("who", "also", "not")
    return True


_NOUNS = set(
    "states claims calls demands reports notes offers comments orders points requests appeals shows reports answers posts"
    " report comment claim demand offer order point request appeal show answer post state note call brand brands label labels"
    " rule rules doubt doubts fear fears hope hopes think feel tweet tweets pledge pledges promise promises threat praise"
    " protest protests welcome blame joke quip boast advocate advocates refuse hail".split()
)
_AFTER_NOUNLIKE = set("that the a an it he she they him her them there his their for on out , : is no “".split())


def gather(tokens, last, first=0):
    """The name phrase that ends with the token `last`: `(first token, last token)`, or None."""
    n = last
    while n >= first:
        word = tokens[n].text
        lower = word.lower()
        if not word[0].isalnum():
            if (
                word == "."
                and n
                and (tokens[n - 1].text in _ABBREVIATED or len(tokens[n - 1].text) == 1 or "." in tokens[n - 1].text)
            ):
                n -= 1
                continue
            if word in "’'-&/":
                n -= 1
                continue
            break
        if lower == "and" and n > first and _joins(tokens, n, last, first):
            n -= 1
            continue
        if lower in BREAKS and not (lower == "as" and n == last) or lower in ("quoted", "cited"):
            break
        if (
            n < last
            and word.islower()
            and is_verb(tokens, n)
            and word.endswith(("ed", "aid", "ays", "old", "ing", "rote"))
        ):
            break
        n -= 1
    return _trim(tokens, n + 1, last)


def _joins(tokens, n, last, first):
    """Whether this `and` joins two names (Smith and Jones said)."""
    return (
        tokens[n - 1].text[:1].isupper()
        and n < last
        and (tokens[n + 1].text[:1].isupper() or tokens[n + 1].text in DETERMINERS)
    )


def _trim(tokens, first, last):
    """A name phrase without what does not belong to it, or None if no name is left."""
    while first <= last and (tokens[first].text.lower() in STARTERS or not tokens[first].text[0].isalnum()):
        first += 1
    while (
        first < last and tokens[first].text.replace(".", "").isdigit() and tokens[first + 1].text[0].isupper()
    ):  # the time in a live blog
        first += 1
    while first < last and tokens[first].text.endswith("ly") and tokens[first + 1].text != "’":
        first += 1
    if last - first >= 2 and tokens[first].text.lower() == "it" and tokens[first + 1].text in ("was", "is"):
        first += 2
    for n in range(first + 1, last + 1):
        if tokens[n].text in HELPERS:
            last = n - 1
            break
        if tokens[n].text in (
            "on",
            "in",
            "at",
            "late",
            "earlier",
            "later",
            "this",
            "last",
            "yesterday",
            "today",
            "told",
        ) and (tokens[n].text not in ("in", "at") or n == last or tokens[n + 1].text in ("a", "an", "his", "her")):
            last = n - 1
            break
    while last >= first and (tokens[last].text.lower() in _BEFORE_VERB or tokens[last].text in DAYS_AND_MONTHS):
        last -= 1
    if first > last or tokens[first].text in HELPERS:
        return None
    if tokens[first].text.lower() in PREPOSITIONS:  # In Washington Thaci said: the name is what comes last
        n = last
        while n > first and (tokens[n].text[0].isupper() or not tokens[n].text[0].isalnum()):
            n -= 1
        if tokens[n].text.lower() in DETERMINERS:
            n -= 1
        while n > first + 1 and tokens[n].text.islower() and tokens[n - 1].text.lower() in DETERMINERS:
            n -= 2
        first = n + 1
        if first > last:
            return None
    if last - first > 16:
        n = last
        while n > first and tokens[n - 1].text[0].isupper():
            n -= 1
        first = n
    return (first, last) if _names_someone(tokens, first, last) else None


def _names_someone(tokens, first, last):
    words = [t.text for t in tokens[first : last + 1]]
    if words[0].lower() in PRONOUNS:
        return words[0].lower() != "it" or len(words) == 1
    if len(words) == 1:
        plural = words[0].endswith("s") and not words[0].endswith("ss") and len(words[0]) > 5
        return (
            words[0][0].isupper()
            and words[0] not in DAYS_AND_MONTHS
            or plural
            or words[0] in _PEOPLE
            or words[0].lower() in ("one", "another", "many", "some", "others")
        )
    return True


def subject(tokens, verb, first=0):
    """The name phrase in front of a verb: `(first token, last token)`, or None; "before" if it is that of an earlier verb."""
    n = verb - 1
    while n >= first and (tokens[n].text.lower() in _BEFORE_VERB or tokens[n].text.endswith("ly")):
        n -= 1
    if n < first:
        return None
    word = tokens[n].text.lower()
    if tokens[verb].text.endswith("ing") and (
        n == verb - 1 and word in (",", "and", "before", "after", "by", "while", "in", "—", "–")
    ):
        return "before"
    if word in ("and", "but", "or", "then"):
        return "before"
    if word in ("who", "which", "that"):
        n -= 1
        if n >= first and tokens[n].text == ",":
            n -= 1
        return gather(tokens, n, first) if n >= first else None
    if word in (",", ")", "—", "–"):  # X, director of Y, said
        opening = {")": "("}.get(word, word)
        m = n - 1
        while m > first and tokens[m].text != opening:
            m -= 1
        inside = tokens[m + 1].text.lower() if m + 1 < n else ""
        if tokens[m].text == opening and m > first and inside not in ("and", "but"):
            while m - 2 > first and tokens[m - 2].text == "," and tokens[m - 1].text.isdigit():
                m -= 2
            name = gather(tokens, m - 1, first)
            if name:
                return name[0], n - 1 if word != ")" else n
        return gather(tokens, n - 1, first)
    if tokens[verb - 1].text.lower() == "to" and n == verb - 2 or tokens[n].text in HELPERS:
        n = verb - 1
    return gather(tokens, n, first)


def name_after(tokens, verb, surely=False, beside_it=True):
    """The name phrase behind a verb (said X, director of Y): `(first token, last token)`, or None."""
    n = first = verb + 1
    while n < len(tokens):
        word = tokens[n].text
        lower = word.lower()
        if not word[0].isalnum():
            if (
                word == "."
                and (tokens[n - 1].text in _ABBREVIATED or len(tokens[n - 1].text) == 1)
                and n + 1 < len(tokens)
            ):
                n += 1
                continue
            if word in "’'-&/":
                n += 1
                continue
            break
        if lower in _AFTER_NAME and not (
            lower == "and" and n > first and n + 1 < len(tokens) and _joins(tokens, n, n + 1, first)
        ):
            break
        if (
            word in DAYS_AND_MONTHS
            or n > first
            and word.islower()
            and tokens[n].leans
            and is_verb(tokens, n)
            and word.endswith(("ed", "aid"))
        ):
            break
        n += 1
    last = n - 1
    if last < first or last - first > 16 or not _names_someone(tokens, first, last):
        return None
    if tokens[first].text in ("that", "it", "there", "this", "no", "not", "nothing", "more") or tokens[
        first
    ].text.endswith("ing"):
        return None
    if tokens[first].text.islower() and tokens[first].text not in DETERMINERS | PRONOUNS | _PEOPLE | {"one", "another"}:
        if not any(t.text[0].isupper() for t in tokens[first : last + 1]) and not surely:
            return None
    # What stands beside the name, up to the next comma: ", director of Y", ", 45", "(CEAS)".
    while beside_it and n + 1 < len(tokens) and tokens[n].text in ",(":
        beside = tokens[n + 1].text
        if tokens[n].text == "," and (
            beside.lower() in _AFTER_NAME
            or beside.endswith("ing")
            or beside in PRONOUNS
            or tokens[n + 1].leans
            or beside.endswith("ly")
        ):
            break
        m = n + 1
        while m < len(tokens) and (tokens[m].text[0].isalnum() or tokens[m].text in "’'-&/" or _dot_inside(tokens, m)):
            if tokens[m].text in HELPERS or tokens[m].text in (
                "who",
                "which",
                "adding",
                "after",
                "when",
                "during",
                "on",
                "as",
            ):
                break
            m += 1
        if m == n + 1:
            break
        if tokens[n].text == "(":
            if m < len(tokens) and tokens[m].text == ")":
                m += 1
            else:
                break
        n, last = m, m - 1
    return first, last


def _dot_inside(tokens, n):
    return (
        tokens[n].text == "."
        and n + 1 < len(tokens)
        and (tokens[n - 1].text in _ABBREVIATED or len(tokens[n - 1].text) == 1)
    )


def is_content(tokens, verbs):
    """Whether the last verb is in what the one before it says: Brady said he felt, Russia said it would respond."""
    before, last = verbs[-2], verbs[-1]
    between = {t.text.lower() for t in tokens[before + 1 : last]}
    if (
        between & {",", "and", "but", "or", ";", "who", "what"}
        or last - before < 2
        or tokens[before].text.endswith("ing")
    ):
        return False
    return (
        bool(between & {"would", "will", "could", "can", "may", "might", "must", "should", "he", "she", "they", "it"})
        or tokens[last].leans == "mind"
    )


def subject_of(tokens, verbs):
    """The name phrase of the last of the verbs; where it has none of its own (and insisted, adding), of one before it."""
    for place in range(len(verbs) - 1, -1, -1):
        verb = verbs[place]
        name = subject(tokens, verb)
        if name == "before":
            continue
        if (
            name is None and tokens[verb].text.endswith("ing") and tokens[verb - 1].text == "as" and verb >= 2
        ):  # quoted him as saying
            quoted = next((n for n in range(verb - 2, -1, -1) if tokens[n].text in ("quoted", "cited", "quotes")), None)
            if quoted is not None:
                return gather(tokens, verb - 2, quoted + 1) or subject(tokens, quoted)
        return name
    for n, token in enumerate(tokens[: verbs[0]]):  # no verb has one: the name that the sentence begins with
        did = token.text.islower() and token.text.endswith("ed") and tokens[n + 1].text in DETERMINERS
        if n and (did or token.text in HELPERS or not token.text[0].isalnum() and token.text not in ".’'-&"):
            name = gather(tokens, n - 1)
            if name:
                return name
    return None
