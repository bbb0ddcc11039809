"""What a line of a page is, by a clue in the line itself: the words of `data/page/page_words.csv`, and the signs that go with them."""

import re

ARTICLE = ("", "")
LONG = 100  # characters: a line of the article, and no title
LETTER = re.compile(r"[^\W\d_]")
SENTENCE_END = re.compile('[.!?…][’”“"»)\\]]*$')
SPEAKS = re.compile('[“”"„«»]')
_TWO_IN_ONE = re.compile(r"(?<=[a-zà-ž])(?=[A-ZÀ-Ž])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PIECES = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_NUMBERED_DATE = re.compile(r"\W*(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}-\d\d-\d\d)\b")
_TIME = re.compile(r"\d{1,2}:\d\d")
_RIGHTS = re.compile(r"\W*(?:copyright|\(c\)|©)\W*\d{4}", re.IGNORECASE)
SAID = re.compile(r"\b(?:said|says|told|wrote|according)\b")
_HELPED = re.compile(r".{3,100}\bcontributed (?:to this (?:report|story|article)|reporting)\b")
_LABEL_END = re.compile(r"(:\s+|:$|\s?[|>»›→]\s?)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+|(?:#\w+[\s,]*)+", re.IGNORECASE)
_PATH = re.compile(
    r"[^|>»›·]{2,25}(?:[|>»›·][^|>»›·]{2,25}){2,}|(?:home|naslovna|kryefaqja) ?[>»›/|].{2,60}", re.IGNORECASE
)
_MENU = re.compile(r"[|›»·•☰\t]|\s{2,}")
APART = re.compile(r"[|›»·•☰\t]|\s[>–—-]\s|\s{2,}")  # what stands between the names of a menu
# What a caption says of who is where.
_PLACES = re.compile(
    r"""
    , \s (?: (?:second|third|far|top|bottom|front) \s )? (?: left | right | cent(?:re|er) | foreground | background )
      (?: ,? \s and \s [^,]{3,50}, \s (?:second\s)? (?:left|right|cent(?:re|er)) )? ,
    | \( (?: (?:from|far|second|top|bottom) \s )? (?: left | right | cent(?:re|er) | pictured | [LRC] | L[-–]R ) \)
    | \b from \s left \b | \b pictured \s (?:above|below|here|in) \b | \b seen \s here \b | \b file \s (?:photo|picture|image) \b
    """,
    re.VERBOSE,
)
PARTICLES = set(
    "and with in of for at on the de la van von der den bin al und i dhe our special staff chief political diplomatic correspondent"
    " correspondents reporter reporters editor editors agencies agency writer news".split()
)
_WORK = set("reporting writing editing additional further by from production research translation".split())


class Words:
    """The words of `data/page/page_words.csv`, from `{kind: phrases}`, made ready for looking up."""

    def __init__(self, phrases):
        self.sets = {kind: frozenset(words) for kind, words in phrases.items()}
        self.label, self.opening, self.links = (_Phrases(phrases[kind]) for kind in ("label", "opening", "links"))
        self.written = re.compile(rf"\W*(?:{_either(phrases['written'])})(?:\s*:|(?=\s))", re.IGNORECASE)
        self.worked = re.compile(rf"\W*(?:{_either(phrases['worked'])})(?!\w)", re.IGNORECASE)
        picture, agency = _either(phrases["picture"]), _either(phrases["agency"])
        shown = _either(
            [words.capitalize() for words in phrases["picture"]] + [words.upper() for words in phrases["picture"]]
        )
        self.picture = re.compile(
            rf"(?i:(?:(?:file|archive)\s)?(?:(?:{picture})(?:\s(?:credits?|caption))?|caption|credit)\s?[:|])\s*(?=\S)"
        )
        by = r"(?i:by|courtesy(?:\sof)?|via)\s(?=[^\Wa-z])"
        owner = rf"(?:{shown})\s?(?:[/©:]|{by})|(?i:copyright)\s(?=[^\Wa-z]|©)|©|(?:{agency})(?:/|\s(?i:photo)\b)"
        by_agency = rf"(?:[\w’'.-]+\s?/\s?(?:[\w .’'-]+/)?|\bvia\s)(?:{agency})"
        self.credit = re.compile(
            rf"[\[(]?(?:(?:{owner})[^“”\"]*|[\w .’'-]+(?:/[\w .’'-]+)?/\s?(?:{agency})(?:\svia\s(?:{agency}))?\W*|(?:{agency})\W*)"
        )
        self.credited = re.compile(
            rf"[(\[][^()\[\]]*(?:\b(?i:{picture})(?:\s{by}|:)|\b(?:{shown})\b|(?:{agency})\s?/|{by_agency})[^()\[\]]*[)\]]\W*$"
            rf"|\s(?:{owner})(?:[^.“”\"]|(?<=\s[^\Wa-z\d])\.){{0,90}}\.?$|(?:{by_agency})\W*$"
        )
        begin = [re.split("[:#…]", words)[0].split()[:3] for kind in _BEGIN for words in phrases[kind]]
        self.starts = {" ".join(words) for words in begin if words} | {"updated", "published", "posted", "modified"}
        of_pictures = {words[1:5] for words in phrases["picture"]}
        of_site = {max(words.split(), key=len) for words in phrases["inside"]}
        hints = ["/", "©", " via ", "opyright", *of_pictures, *of_site, *_PLACE_HINTS, "contributed "]
        self.hints = [hint for hint in hints if not any(other in hint and other != hint for other in hints)]


_BEGIN = ["label", "opening", "links", "subjects", "written", "worked", "picture"]  # the kinds with which a line begins
_PLACE_HINTS = [
    ", left",
    ", right",
    ", cent",
    "ground,",
    "(left",
    "(right",
    "(L",
    "(R",
    "(C",
    "from left",
    "pictured",
    "seen here",
    "file p",
]


class _Phrases:
    """Phrases to be looked up in a line in small letters without marks; # stands for a number, … for one to five words."""

    def __init__(self, phrases):
        self.exact = frozenset(words for words in phrases if not {"#", "…"} & set(words))
        self.others = re.compile(rf"(?:{_either(set(phrases) - self.exact)})\b")
        self.longest = max(words.count(" ") + 1 for words in phrases)

    def is_all_of(self, folded):
        return folded in self.exact or self.others.fullmatch(folded) is not None

    def begins(self, folded):
        """How many words of the line are a phrase with which it begins; 0 for none."""
        words = folded.split(" ", self.longest)[: self.longest]
        number = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in self.exact), 0)
        found = None if number else self.others.match(folded)
        return found[0].count(" ") + 1 if found else number


def _either(phrases):
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(
        re.escape(words).replace(r"\#", r"\d[\d ]*k?").replace("…", r"\w+(?: \w+){0,4}") for words in longest_first
    )


def plain(text):
    """The words of a text in small letters, with one space between."""
    return " ".join(re.findall(r"\w+", text.lower()))


# ---------------------------------------------------------------- a line by itself


_NO_MARKS = dict.fromkeys(map(ord, "’'-"), " ") | dict.fromkeys(map(ord, ',.:;!?“”"'))


def is_sentence(line, words, hints):
    """Whether a line ends as a sentence does and has nothing in it that a clue could begin with: most lines, so that it has to be quick."""
    if line[-1] not in '.!?”"' or not (line[0].isalpha() or line[0] in '“"'):
        return False
    first = line[:50].lower().translate(_NO_MARKS).split(None, 3)[:3]
    if not first or not words.starts.isdisjoint((first[0], " ".join(first[:2]), " ".join(first))):
        return False
    return not (hints and any(hint in line for hint in hints))


def alone(line, words):
    """The role of a line, and its clue, from nothing but the line."""
    if not LETTER.search(line):
        if _NUMBERED_DATE.match(line):
            return "byline", "a date"
        if _TIME.fullmatch(line):
            return "byline", "a time"
        return ("site-furniture" if line[0].isdigit() else "markup"), "no letter in it"
    if len(line) > 600 or line[0] == "|" or line[-1] == "|":  # a row of a table
        return ARTICLE
    speaks = SPEAKS.search(line)
    if len(line) > 250 and not line.endswith((")", "]")) and speaks:
        return ARTICLE
    return (
        (_of_label(line, words) if speaks else _of_site(line, words))
        or (len(line) < 200 and _of_writer(line, words))
        or _of_picture(line, words, speaks)
        or ARTICLE
    )


def _of_site(line, words):
    folded = plain(line)
    if words.label.is_all_of(folded):
        return "site-furniture", "a label of the site"
    if _RIGHTS.match(line):
        return "site-furniture", "a notice of rights"
    if (words.opening.begins(folded) or any(said in folded for said in words.sets["inside"])) and not SAID.search(
        folded
    ):
        return "site-furniture", "speaks to the visitor"
    if len(line) > 200:
        return None
    if line[-1] not in ".,;" and words.links.is_all_of(folded):
        return "related-links", "the label of a list of links"
    before, mark, after = _LABEL_END.split(line, maxsplit=1) if _LABEL_END.search(line) else (line, "", "")
    if (labelled := _of_label(line, words)) is not None:
        return labelled
    if (mark[:1] == ":" or not after) and (plain(before) if mark else folded) in words.sets["subjects"]:
        return "related-links", "a list of subjects"
    number = words.links.begins(folded) if line[:3].isupper() else 0
    label, link = " ".join(line.split()[:number]), line.split()[number:]
    if number and link and label.isupper() and not link[0].isupper():
        return "related-links", "a label with its link"
    beside = _ADDRESS.sub(" ", line).split() if line[-1] not in ".!?" and _ADDRESS.search(line) else [line] * 5
    if len(beside) < 5 and ("://" in line or not any(word[0].islower() for word in beside)):
        return "site-furniture", "an address"
    if len(line) < LONG and line[-1] not in ".!?":
        if _PATH.fullmatch(line):
            return of_parts(line, words) or ("site-furniture", "a menu, or the path to the page")
        if folded.split(" ", 1)[0] in words.sets["button"] and _all_buttons(line, words.sets):
            return "site-furniture", "nothing but names of buttons"
    return None


def _of_label(line, words):
    """A label of links with the link behind it, in which somebody may speak, but which is no sentence."""
    before, mark, after = _LABEL_END.split(line, maxsplit=1) if _LABEL_END.search(line) else (line, "", "")
    is_sentence = SPEAKS.search(line) and (SENTENCE_END.search(line[-4:]) or SAID.search(line))
    if mark and after and not after[0].islower() and not is_sentence and words.links.is_all_of(plain(before)):
        return "related-links", "a label with its link"
    return None


def _all_buttons(line, sets):
    """Whether a line is two names of buttons or more, perhaps run together: Share this articleComments."""
    parted = plain(_TWO_IN_ONE.sub(" ", line)).split()
    buttons = [word in sets["button"] for word in parted]
    others = [word in sets["beside"] or word.isdigit() for word in parted]
    return sum(buttons) > 1 and all(map(max, buttons, others))


def _of_writer(line, words):
    if any(map(str.isdigit, line)) and _is_date(line, words.sets["date"]):
        return "byline", "a date"
    if _HELPED.match(line):
        return "byline", "who worked on it"
    worked = words.worked.match(line)
    opening = worked or words.written.match(line)
    if not opening or line.endswith(("?", "!", ":")):
        return None
    names = [name for token in line[opening.end() :].split() if (name := token.strip(",|/·•–—-()&.;"))]
    small = PARTICLES | words.sets["date"] | (_WORK if worked else set())
    all_names = all(name[0].isupper() or name[0].isdigit() or name.lower() in small for name in names)
    if names and all_names and (worked or len(names) <= 16 and names[0].lower() not in words.sets["date"]):
        if any(name[0].isupper() for name in names) or names[-1].lower() in PARTICLES:
            return "byline", "who worked on it" if worked else "who wrote it"
    return None


def _is_date(line, dates):
    pieces = _PIECES.findall(_TWO_IN_ONE.sub(" ", line).lower())
    named = [piece for piece in pieces if not piece[0].isdigit()]
    return 0 < len(named) < len(pieces) and all(piece in dates for piece in named)


def _of_picture(line, words, speaks):
    label = words.picture.match(line)
    if label:
        rest = line[label.end() :]
        is_name = len(rest) < 60 and all(
            word[0].isupper() or not word[0].isalpha() or word in PARTICLES | {"via"} for word in rest.split()
        )
        return ("credit", "whose picture it is") if is_name else ("caption", "the label of a picture")
    if len(line) < 120 and words.credit.fullmatch(line):
        return "credit", "whose picture it is"
    if not any(hint in line for hint in words.hints):
        return None
    if words.credited.search(line):
        return "caption", "ends with whose picture it is"
    if not speaks and _PLACES.search(line) and len(re.findall(r"[.!?] ", line)) < 2:
        return "caption", "says who is where in a picture"
    return None


def of_parts(line, words):
    """The role of a line that is made of names with signs between them, or with a date."""
    parts = [part.strip() for part in APART.split(line) if part.strip()]
    small = [part for whole in parts for part in whole.split(", ")]
    if line[-1] in ".!?" or not all(
        len(part.split()) < 5 and not part[0].islower() for part in small if part[:5] != "page "
    ):
        return None
    dates = [_NUMBERED_DATE.match(part) or _is_date(part, words.sets["date"]) for part in small]
    if any(dates) and len(small) > 1:
        return "byline", "where and when it appeared"
    known = [words.label.is_all_of(plain(part)) or plain(part) in words.sets["button"] for part in parts]
    if (
        _MENU.search(line)
        and not any(part[0].isdigit() for part in parts)
        and (len(parts) > 2 or len(parts) > 1 and any(known))
    ):
        return "site-furniture", "a menu, or the path to the page"
    return None
