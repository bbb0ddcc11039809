"""Names of people, places and bodies in any texts, by rule; see `own_sources.proper_names`."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ..display import progress
from . import DAYS_AND_MONTHS
from .letters import UPPER

# A word with a capital; initials keep their points, and so do Jr. and Inc.; al-Nahda, d'Arc and eBay begin small.
# To compile the class of all capitals takes long, so it stands here as few times as can be: (?(1)…) is only before a second word.
_INITIALS = rf"[{UPPER}]\.(?:(?:[{UPPER}]\.)+|(?=\s[{UPPER}])|(?<=[{UPPER}]\.\s.\.))|(?:Jr|Sr|Inc|Corp|Co|Ltd|Bros)\."
_CAPITAL = rf"(?:{_INITIALS}|(?:[a-z]{{1,2}}[-'’]|[a-z](?=.\w))?[{UPPER}]\w*(?:['’&‐-]\w+)*)"
_SMALL = "of the|of|the|de la|de los|de las|de|del|der|da|dos|do|du|di|della|la|le|van der|van den|van|von der|von dem|von|bin|ibn|al|el|für|on|for|&"
_CAPITALS = re.compile(rf"(?<![\w=?&])(?<![a-z]\.){_CAPITAL}")
_RUN = re.compile(rf"(?<![\w=?&])(?<![a-z]\.)(?:(?(1)(?:(?<=\b[SMF]t)\.|(?:\s(?:{_SMALL}))?)\s)({_CAPITAL}))+")
_COMPOUND = re.compile(rf"(?<!\w)[{UPPER}]\w+(?:-[{UPPER}]\w+)+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OWNER = re.compile(r"['’][sS]?$")
_LED = re.compile(
    r"[-‐](?:\w*ed|\w*ing|wide|style|era|born|run|made|majority|free|friendly|like)$"
)  # EU-led, NATO-backed
_STARTS = re.compile(r"(?:^|[.!?…:|•]['\"”’)\]]*\s+|[“‘«„\"(\[]|(?:^|\s)')[\W_]*$")
_ENDING = re.compile(
    r"..(?:tion|ment|ness|ist|ism|ers|able|ible|ful|less|ity|ous|[^mre]ed|(?:al|ous|ive|ful|less|ed|ing|nt|ar|ate|ib|ab)ly)s?$"
)
_NEXT = re.compile(r"\s([^\W_][\w’'-]*)")
_STOPPED = re.compile(r"\.\W*$")
_SHORT_MONTHS = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Rev|[^\W\d_])\.\s+$")


class NameWords(NamedTuple):
    """What a finder of names has to know of words: sets, of which the rule itself has none."""

    small: frozenset  # words that may open a sentence, in small letters
    everyday: frozenset  # other words that are mostly no names, in small letters
    bodies: frozenset  # after these a small word can be part of a name: the Council on Foreign Relations, the Supreme Court of Canada
    titles: frozenset  # no part of a name
    before_title: frozenset  # nor these, before a title: Foreign Minister
    surnames: frozenset  # titles that may end a name: Stephen King
    openings: frozenset  # everyday words that begin names: New Zealand
    never: frozenset  # capitals that name nobody: OK


@lru_cache(maxsize=1)
def names_once(ids, sources, texts, known_words):
    found, places = Counter(), {}
    for unit, source, name, _ in find_names(ids, sources, texts, known_words):
        found[source, name] += 1
        places.setdefault((source, name), {})[unit] = None
    rows = [
        (name, source, number, " ".join(map(str, places[source, name]))) for (source, name), number in found.items()
    ]
    order = {source: n for n, source in enumerate(dict.fromkeys(sources))}
    rows.sort(key=lambda row: (order[row[1]], -row[2]))  # of equals, the first in the text
    return pd.DataFrame(rows, columns=["name", "source", "count", "units"])


def find_names(ids, sources, texts, known_words):
    """Every name: `(unit, source, name, start)`, in the order of the text; `known_words` are `NameWords`."""
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    plain, middle = Counter(), Counter()  # words without a capital; words with one where no sentence begins
    headline, all_runs = [], []
    for text in progress(texts, "words"):
        words = _WORD.findall(text)
        runs = list(_RUN.finditer(text))
        all_runs.append(runs)
        headline.append(not _STOPPED.search(text) and _is_headline(words))
        if not headline[-1]:
            plain.update(words)
            for run in runs:
                for word in _CAPITALS.findall(run[0])[_begins(text, run.start()) :]:
                    middle[_bare(word)] += 1
    known = {
        word.upper(): word for word, number in middle.items() if not word.isupper() and number >= plain[word.lower()]
    }
    known |= {word: word for word in middle if word.isupper() and len(word) > 1 and word not in known}

    def apart(compound):  # Kosovo-Serbia is two names if both stand alone elsewhere
        return compound[0].replace("-", "–") if all(middle[word] for word in compound[0].split("-")) else compound[0]

    # In another language the everyday words are not known.
    english = 8 * sum(plain[word] for word in known_words.small) > plain.total()

    openings = known_words.openings | known_words.bodies

    def usual(word):
        return not english or is_everyday(word, known_words.small, known_words.everyday)

    for unit, source, text, title, runs in progress(zip(ids, sources, texts, headline, all_runs), "names"):
        parted = _COMPOUND.sub(apart, text) if "-" in text else text
        if parted != text:
            text, runs = parted, _RUN.finditer(parted)
        for run in runs:
            for words in _parts(run, _begins(text, run.start()), known_words, known if title else None):
                name = _name(words, plain, middle, known, usual, openings)
                if name:
                    yield unit, source, name, run.start() + words[0][1]


def _is_headline(words):
    """Whether words without a full stop have capitals nearly throughout, so that these say nothing."""
    long = [word[0] for word in words[1:] if len(word) > 3]
    return len(long) > 1 and len(words) > 3 and sum(map(str.isupper, long)) > 0.7 * len(long)


def _begins(text, place):
    before = text[max(place - 20, 0) : place]
    return bool(_STARTS.search(before)) and not _SHORTENED.search(before)


@lru_cache(maxsize=10_000)
def _bare(word):
    """A word without the ending of an owner, or of an adjective made with it: EU's and EU-led give EU."""
    return _LED.sub("", _OWNER.sub("", word))


def _parts(run, first, known_words, known):
    """A run cut at what is part of no name: lists of `(word, place in the run, whether it may only open a sentence, small words
    before)`.
    """
    part, end = [], 0
    shouted = _is_shouted(run[0], known_words)
    for match in _CAPITALS.finditer(run[0]):
        between, word = run[0][end : match.start()].strip(), _bare(match[0])
        end = match.end()
        doubtful = between in ("on", "for", "of", "of the")
        joined = part and (
            not doubtful or part[-1][0] in known_words.bodies or len(part) == 1 and between.startswith("of")
        )
        if part and not joined:
            yield part
            part = []
        after = run.string[run.start() + end : run.start() + end + 40]
        following = _next_word(after)
        left_out = (
            _is_title(word, following, part, between, run, known_words)
            or _is_date(word, after, following, part, between, first and not match.start(), known_words.titles)
            or _is_no_name(word, after, following, part, between, shouted, known_words)
            or known is not None
            and word.upper() not in known
        )
        if left_out:
            if part:
                yield part
            part = []
        else:
            part.append((word, match.start(), first and match.start() == 0, between if part else ""))
            if len(word) < len(match[0]):  # what follows an owner is another name
                yield part
                part = []
    if part:
        yield part


def _next_word(after):
    found = _NEXT.match(after)
    return _bare(found[1]) if found else ""


def _is_title(word, following, part, between, run, known_words):
    """Whether a word is a title, and not inside a name: the Court of Justice, Stephen King (but the Norwegian King)."""
    before_title = word in known_words.before_title and following in known_words.titles | known_words.before_title
    if word.split("-")[0] not in known_words.titles and not before_title or part and between not in ("", "the"):
        return False
    last = not following[:1].isupper() or following in ("Jr", "Sr")
    surname = part and last and word in known_words.surnames
    return not surname or run.string[: run.start()][-4:].lower() == "the "


def _is_date(word, after, following, part, between, opens, titles):
    given = part and not between or not opens and following[:1].isupper() and following not in titles
    if word in _SHORT_MONTHS:
        return bool(re.match(r"\s\d", after))  # Jan 14; Jan Roe is somebody
    return word in DAYS_AND_MONTHS and not (given and word in ("May", "April", "June"))  # Theresa May, April Lind


def _is_no_name(word, after, following, part, between, shouted, known_words):
    """Whether a word with a capital is a small word, a lone letter, or an everyday word in capitals throughout."""
    small, followed = word.lower() in known_words.small, following[:1].isupper()
    if word == "I" or word in known_words.never or after[:1] == "." and word + "." in known_words.never:
        return True
    if len(word) == 1:
        return word != "X" and not part and not followed
    if not word.isupper():  # in Doctors Without Borders a small word is part of the name
        return (
            small
            and word not in DAYS_AND_MONTHS
            and not (part and not between and followed and word not in ("And", "Or", "But"))
        )
    if small:
        return shouted or word not in ("US", "WHO", "IT")
    everyday = word.lower() in known_words.everyday and (shouted or len(word) > 3)
    return everyday or len(word) > 4 and is_everyday(word, known_words.small, known_words.everyday)


def _is_shouted(run, known_words):
    """Whether a run of capitals is not a name but said loudly: most of its words are everyday ones."""
    words = run.lower().split() if run.isupper() and " " in run else []
    return 2 * sum(word in known_words.everyday or word in known_words.small for word in words) > len(words)


@lru_cache(maxsize=50_000)
def is_everyday(word, small, everyday):
    """Whether a word is one of the small or everyday words, or made of one with an ending."""
    word = _OWNER.sub("", word).lower()
    stems = {
        word,
        *(word.removesuffix(ending) for ending in ("s", "es", "ed", "ing", "ly", "er", "ers", "r", "rs", "d")),
    }
    stems |= {word.removesuffix(ending) + "e" for ending in ("ing", "er", "ers")}
    stems |= {word.removesuffix(ending) + "y" for ending in ("ies", "ied", "ily", "ier")}
    stems |= {stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]}  # shopping, shop
    return any(stem in everyday or stem in small for stem in stems) or _ENDING.search(word) is not None


def _name(words, plain, middle, known, usual, openings):
    """The words as a name, or an empty text; a first word that only opens the sentence is left out."""
    word, _, opens, _ = words[0]
    unknown = opens and not middle[word]
    if len(words) == 1:
        if middle[word] < plain[word.lower()] or unknown and not (word.isupper() and len(word) > 1) and usual(word):
            return ""
    elif opens and (middle[word] < plain[word.lower()] or unknown and _only_opens(words, usual, openings)):
        del words[0]
        return _name(words, plain, middle, known, usual, openings)
    name = ""
    for n, (word, _, _, between) in enumerate(words):
        usual_form = known.get(word, word) if len(word) > 3 and word.isupper() else word
        name += (". " if between == "." else f" {between} " if between else " ") * (n > 0) + usual_form
    return name


def _only_opens(words, usual, openings):
    """Whether the first word is no part of the name that follows it: Historian Ruth Meyer, but not World Bank."""
    (word, *_), (second, _, _, between), *_ = words
    return word.endswith("ing") or between in ("", "of") and word not in openings and usual(word) and not usual(second)
