"""What each line of a page is, by rule: the article, or a byline, a caption, a credit, links to other articles, or the site's own.

A line is taken for another thing than the article only by a clue in the line itself, which is named; or, below a label of links, if
it looks like the title of an article. A sentence of an article that begins with *Related*, or has *sign up* in it, stays. The words
are passed in; they are English ones, and some of the languages of the region.
"""

import re
from itertools import pairwise, takewhile

ARTICLE = ("", "")
GIVEN = "given at the head of the file"
LONG = 100  # characters: a line of the article, and no title
_HEADER = re.compile(r"\s*(title|author|date|outlet)\s*:(.*)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_STOPS = tuple(".!?…:;,”\"'’»)]|")
_SPEAKS = re.compile('[“”"„«»]')
_TWO_IN_ONE = re.compile(r"(?<=[a-zà-ž])(?=[A-ZÀ-Ž])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PIECES = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_NUMBERED_DATE = re.compile(r"\W*(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}-\d\d-\d\d)\b")
_RIGHTS = re.compile(r"\W*(?:copyright|\(c\)|©)\W*\d{4}", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|according)\b")
_HELPED = re.compile(r".{3,100}\bcontributed (?:to this (?:report|story|article)|reporting)\b")
_OF_THE_PAGE = re.compile(
    r"\W*(?:first |last |originally )?(?:updated|published|posted|modified)\b|.*\bago$", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+|(?:#\w+[\s,]*)+", re.IGNORECASE)
_PATH = re.compile(
    r"[^|>»›·]{2,25}(?:[|>»›·][^|>»›·]{2,25}){2,}|(?:home|naslovna|kryefaqja) ?[>»›/|].{2,60}", re.IGNORECASE
)
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
_PARTICLES = set(
    "and with in of for at on the de la van von der den bin al und i dhe our special staff chief political diplomatic correspondent"
    " correspondents reporter reporters editor editors agencies agency writer news".split()
)
_NO_TITLE_ENDS = set(
    "the a an of to and or that in on at for with by from as its his her their our was were is are be been has had have which who would"
    " will not but than into after before".split()
)


class Words:
    """The words of `data/page/page_words.csv`, from `{kind: phrases}`, made ready for looking up."""

    def __init__(self, phrases):
        self.sets = {kind: frozenset(words) for kind, words in phrases.items()}
        self.label, self.links, self.subjects = (_any_of(phrases[kind]) for kind in ("label", "links", "subjects"))
        self.opening, self.inside = _any_of(phrases["opening"]), _any_of(phrases["inside"])
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
        by_agency = rf"[\w’'.-]+\s?/\s?(?:[\w .’'-]+/)?(?:{agency})|\bvia\s(?:{agency})"
        self.credit = re.compile(
            rf"[\[(]?(?:(?:{owner})[^“”\"]*|[\w .’'-]+(?:/[\w .’'-]+)?/\s?(?:{agency})\W*|(?:{agency})\W*)"
        )
        self.credited = re.compile(
            rf"[(\[][^()\[\]]*(?:\b(?i:{picture})(?:\s{by}|:)|\b(?:{shown})\b|(?:{agency})\s?/|{by_agency})[^()\[\]]*[)\]]\W*$"
            rf"|\s(?:{owner})[^.“”\"]{{0,90}}\.?$|(?:{by_agency})\W*$"
        )
        self.credit_hints = ["/", "©", "via ", "opyright", *(words[1:] for words in phrases["picture"])]


def _either(phrases):
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(
        re.escape(words).replace(r"\#", r"\d[\d ]*k?").replace("…", r"\w+(?: \w+){0,4}") for words in longest_first
    )


def _any_of(phrases):
    return re.compile(rf"(?:{_either(phrases)})\b")


def header(lines):
    """What the first lines of a file give, such as *Title: …*: `{name: (place, value)}`. Empty lines are passed over."""
    given = {}
    for place, line in enumerate(lines):
        found = _HEADER.fullmatch(line)
        if found and found[1].lower() not in given:
            given[found[1].lower()] = place, found[2].strip()
        elif line.strip():
            break
    return given


def roles(lines, numbers, words):
    """For each line of one page `(role, why)`, both empty for a line of the article. `lines` are texts, in order, none of them blank,
    and `numbers` their numbers on the page.

    The roles are those of `data/anatomy.csv`: byline (a date, too), caption, credit, related-links, site-furniture, markup; *why* is
    the clue, in words. Lines such as *Author: …* at the head are bylines, but *Title: …* is of the article.
    """
    given = header(lines)
    top = 1 + max((place for place, _ in given.values()), default=-1)
    bare = [line.strip() for line in lines]
    found = [("byline", GIVEN)] * top + [_alone(line, words) for line in bare[top:]]
    title = given.get("title", (0, ""))
    if title[1]:
        found[title[0]] = ARTICLE
        if top < len(bare) and plain(bare[top]) == plain(title[1]):
            found[top] = "headline", "the title once more"
    _in_place(bare, found, top, bool(title[1]))
    _writer_at_the_end(bare, found, top, given.get("author", (0, ""))[1], words)
    _titles_of_others(bare, numbers, found, top)
    return found


def plain(text):
    """The words of a text in small letters, with one space between."""
    return " ".join(re.findall(r"\w+", text.lower()))


# ---------------------------------------------------------------- a line by itself


def _alone(line, words):
    """The role of a line, and its clue, from nothing but the line."""
    if not _LETTER.search(line):
        if _NUMBERED_DATE.match(line):
            return "byline", "a date"
        return ("site-furniture" if line[0].isdigit() else "markup"), "no letter in it"
    if len(line) > 600 or line[0] == "|" or line[-1] == "|":  # a row of a table
        return ARTICLE
    speaks = _SPEAKS.search(line)
    if len(line) > 250 and not line.endswith((")", "]")) and speaks:
        return ARTICLE
    return (
        (not speaks and _of_site(line, words))
        or (len(line) < 200 and _of_writer(line, words))
        or _of_picture(line, words, speaks)
        or ARTICLE
    )


def _of_site(line, words):
    folded = plain(line)
    if words.label.fullmatch(folded):
        return "site-furniture", "a label of the site"
    if _RIGHTS.match(line):
        return "site-furniture", "a notice of rights"
    if (words.opening.match(folded) or words.inside.search(folded)) and not _SAID.search(folded):
        return "site-furniture", "speaks to the visitor"
    if len(line) > 200:
        return None
    if line[-1] not in ".,;" and words.links.fullmatch(folded):
        return "related-links", "the label of a list of links"
    before, mark, after = (part.strip() for part in re.split(r"(: |:$| ?[|>»›→] ?|$)", line, maxsplit=1))
    if mark and after and words.links.fullmatch(plain(before)):
        return "related-links", "a label with its link"
    if (mark == ":" or not after) and words.subjects.fullmatch(plain(before)):
        return "related-links", "a list of subjects"
    label = words.links.match(folded)
    if label and label.end() < len(folded) and line[: label.end()].isupper() and not line[label.end() :].isupper():
        return "related-links", "a label with its link"
    if _ADDRESS.fullmatch(line):
        return "site-furniture", "an address alone"
    if len(line) < LONG and line[-1] not in ".!?":
        if _PATH.fullmatch(line):
            return "site-furniture", "a menu, or the path to the page"
        parted = plain(_TWO_IN_ONE.sub(" ", line)).split()
        buttons = sum(word in words.sets["button"] for word in parted)
        others = sum(word in words.sets["beside"] or word.isdigit() for word in parted) if buttons > 1 else 0
        if buttons > 1 and buttons + others == len(parted):
            return "site-furniture", "nothing but names of buttons"
    return None


def _of_writer(line, words):
    pieces = [piece for piece in _PIECES.findall(_TWO_IN_ONE.sub(" ", line).lower())]
    if any(piece[0].isdigit() for piece in pieces) and all(
        piece[0].isdigit() or piece in words.sets["date"] for piece in pieces
    ):
        named = [piece for piece in pieces if not piece[0].isdigit()]
        return ("byline", "a date") if named and len(pieces) > 1 else None
    if words.worked.match(line) or _HELPED.match(line):
        return "byline", "who worked on it"
    opening = words.written.match(line)
    if opening and not line.endswith(("?", "!", ":")):
        rest = line[opening.end() :].split()
        names = [token.strip(",|/·•–—-()&.;") for token in rest]
        names = [name for name in names if name]
        known = [
            name[0].isupper() or name[0].isdigit() or name.lower() in _PARTICLES | words.sets["date"] for name in names
        ]
        if names and len(names) <= 16 and all(known) and names[0].lower() not in words.sets["date"]:
            if any(name[0].isupper() for name in names) or names[-1].lower() in _PARTICLES:
                return "byline", "who wrote it"
    return None


def _of_picture(line, words, speaks):
    label = words.picture.match(line)
    if label:
        rest = line[label.end() :]
        is_name = len(rest) < 60 and all(
            word[0].isupper() or not word[0].isalpha() or word in _PARTICLES | {"via"} for word in rest.split()
        )
        return ("credit", "whose picture it is") if is_name else ("caption", "the label of a picture")
    if len(line) < 120 and words.credit.fullmatch(line):
        return "credit", "whose picture it is"
    if any(hint in line for hint in words.credit_hints) and words.credited.search(line):
        return "caption", "ends with whose picture it is"
    if not speaks and _PLACES.search(line) and len(re.findall(r"[.!?] ", line)) < 2:
        return "caption", "says who is where in a picture"
    return None


# ---------------------------------------------------------------- a line by its place


def _in_place(lines, found, top, has_title):
    """Mend what the clues of single lines gave by what stands around them."""
    first, last = _paragraphs(lines, found, top)
    for n in range(top, len(lines)):
        role, why = found[n]
        if first < n < last and (why == "who wrote it" or why == "a date" and not _OF_THE_PAGE.match(lines[n])):
            found[n] = ARTICLE  # between two paragraphs, it is a heading
        elif (
            role == "caption"
            and n > top
            and found[n - 1] == ARTICLE
            and 20 < len(lines[n - 1])
            and lines[n].startswith(lines[n - 1])
        ):
            found[n - 1] = "caption", "the same as the caption below it"
    for n in [n for n in range(top, min(first, len(lines))) if found[n] == ARTICLE][not has_title :]:
        beside = found[max(n - 1, top)][0], found[min(n + 1, len(lines) - 1)][0]
        if _is_name(lines[n]) and "byline" in beside:
            found[n] = "byline", "a name beside a date or a byline"


def _paragraphs(lines, found, top):
    """The places of the first and of the last line of the article that is long."""
    long = [n for n in range(top, len(lines)) if len(lines[n]) > LONG and found[n] == ARTICLE]
    return (long[0], long[-1]) if long else (len(lines), -1)


def _is_name(line):
    words = line.split()
    return (
        2 <= len(words) <= 5
        and line[-1] not in ".!?:;,"
        and all(word[0].isupper() or word in _PARTICLES for word in words)
    )


def _writer_at_the_end(lines, found, top, author, words):
    """Behind the last paragraph, a line about the author, or a name alone."""
    names = {plain(author)}
    for n, (_, why) in enumerate(found):
        if why == "who wrote it":
            written = re.split(r"[,|/·–—]", lines[n][words.written.match(lines[n]).end() :])[0].split()
            names.add(plain(" ".join(takewhile(lambda word: word[0].isupper(), written))))
        elif why.startswith("a name beside"):
            names.add(plain(lines[n]))
    last = _paragraphs(lines, found, top)[1]
    rest = [n for n in range(top, len(lines)) if found[n] == ARTICLE]
    for n in rest[2:]:
        folded = plain(lines[n])
        named = next((name for name in names if name and folded.startswith(name)), None)
        if n < last or len(lines[n]) > 500:
            continue
        if (
            named
            and _ABOUT.match(folded[len(named) :])
            or "autho" in lines[n - 1].lower()
            and found[n - 1][1] == "a label of the site"
        ):
            found[n] = "byline", "about the author"
        elif n == rest[-1] and n > last > 0 and _is_name(lines[n]) and len(lines[n].split()) < 4:
            found[n] = "byline", "a name alone at the end"


_ABOUT = re.compile(r" (?:is|was|has|covers|writes|reports|works|teaches|edits|lives|studies)\b|$")


def _is_title(line):
    """Whether a line looks like the title of an article: no sentence, and no part of one that was broken to fit a width."""
    words = line.split()
    ends_well = line[-1] not in ".:;,|" and words[-1].lower().strip("’”'\"") not in _NO_TITLE_ENDS
    starts_well = line[0].isupper() or line[0].isdigit() or line[0] in "“‘'\"„"
    return len(words) <= 18 and len(line) <= 130 and starts_well and ends_well


def _titles_of_others(lines, numbers, found, top):
    """Below a label of links, the lines that look like titles; and three or more such lines at the very end."""
    has_gaps = any(after > before + 1 for before, after in pairwise(numbers[top:]))

    def is_link(n):
        goes_on = n + 1 < len(lines) and (
            lines[n + 1][0].islower() or has_gaps and numbers[n + 1] == numbers[n] + 1 and lines[n + 1].endswith(".")
        )  # a line that was broken to fit a width
        return _is_title(lines[n]) and not goes_on

    below = False
    for n in range(top, len(lines)):
        if found[n][1] == "the label of a list of links":
            below = True
        elif below and found[n] == ARTICLE:
            below = is_link(n)
            if below:
                found[n] = "related-links", "looks like a title, below a label of links"
        elif below and found[n][1] not in ("a date", "no letter in it"):
            below = found[n][0] == "related-links"
    end = [n for n in range(len(lines) - 1, top - 1, -1) if found[n] == ARTICLE]
    run = list(takewhile(lambda n: is_link(n) and len(lines[n].split()) > 3, end))
    if len(run) > 2 and len(run) < len(end) and lines[end[len(run)]].endswith((".", "”", '"', "!", "?")):
        for n in run:
            found[n] = "related-links", "one of several titles in a row at the end"
