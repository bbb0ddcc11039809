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
_SENTENCE_ENDS = tuple('.!?”"')
_SPEAKS = re.compile('[“”"„«»]')
_TWO_IN_ONE = re.compile(r"(?<=[a-zà-ž])(?=[A-ZÀ-Ž])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PIECES = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_NUMBERED_DATE = re.compile(r"\W*(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}-\d\d-\d\d)\b")
_RIGHTS = re.compile(r"\W*(?:copyright|\(c\)|©)\W*\d{4}", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|wrote|according)\b")
_HELPED = re.compile(r".{3,100}\bcontributed (?:to this (?:report|story|article)|reporting)\b")
_OF_THE_PAGE = re.compile(
    r"\W*(?:first |last |originally )?(?:updated|published|posted|modified)\b|.*\bago$", re.IGNORECASE
)
_LABEL_END = re.compile(r"(:\s+|:$|\s?[|>»›→]\s?)")
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
_WORK = set("reporting writing editing additional further by from production research translation".split())
_NO_TITLE_ENDS = set(
    "the a an of to and or that in on at for with by from as its his her their our was were is are be been has had have which who would"
    " will not but than into after before".split()
)


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
        by_agency = rf"[\w’'.-]+\s?/\s?(?:[\w .’'-]+/)?(?:{agency})|\bvia\s(?:{agency})"
        self.credit = re.compile(
            rf"[\[(]?(?:(?:{owner})[^“”\"]*|[\w .’'-]+(?:/[\w .’'-]+)?/\s?(?:{agency})(?:\svia\s(?:{agency}))?\W*|(?:{agency})\W*)"
        )
        self.credited = re.compile(
            rf"[(\[][^()\[\]]*(?:\b(?i:{picture})(?:\s{by}|:)|\b(?:{shown})\b|(?:{agency})\s?/|{by_agency})[^()\[\]]*[)\]]\W*$"
            rf"|\s(?:{owner})[^.“”\"]{{0,90}}\.?$|(?:{by_agency})\W*$"
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
    page = "\n".join(bare)
    hints = [hint for hint in words.hints if hint in page]
    found = [("byline", GIVEN)] * top
    found += [ARTICLE if _is_sentence(line, words, hints) else _alone(line, words) for line in bare[top:]]
    title = given.get("title", (0, ""))
    if title[1]:
        found[title[0]] = ARTICLE
        if top < len(bare) and plain(bare[top]) == plain(title[1]):
            found[top] = "headline", "the title once more"
    last = _in_place(bare, found, top, bool(title[1]))
    _writer_at_the_end(bare, found, top, last, given.get("author", (0, ""))[1], words)
    _titles_of_others(bare, numbers, found, top)
    return found


def plain(text):
    """The words of a text in small letters, with one space between."""
    return " ".join(re.findall(r"\w+", text.lower()))


# ---------------------------------------------------------------- a line by itself


_NO_MARKS = dict.fromkeys(map(ord, "’'-"), " ") | dict.fromkeys(map(ord, ',.:;!?“”"'))


def _is_sentence(line, words, hints):
    """Whether a line ends as a sentence does and has nothing in it that a clue could begin with: most lines, so that it has to be quick."""
    if line[-1] not in '.!?”"' or not (line[0].isalpha() or line[0] in '“"'):
        return False
    first = line[:50].lower().translate(_NO_MARKS).split(None, 3)[:3]
    if not first or not words.starts.isdisjoint((first[0], " ".join(first[:2]), " ".join(first))):
        return False
    return not (hints and any(hint in line for hint in hints))


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
    if words.label.is_all_of(folded):
        return "site-furniture", "a label of the site"
    if _RIGHTS.match(line):
        return "site-furniture", "a notice of rights"
    if (words.opening.begins(folded) or any(said in folded for said in words.sets["inside"])) and not _SAID.search(
        folded
    ):
        return "site-furniture", "speaks to the visitor"
    if len(line) > 200:
        return None
    if line[-1] not in ".,;" and words.links.is_all_of(folded):
        return "related-links", "the label of a list of links"
    before, mark, after = _LABEL_END.split(line, maxsplit=1) if _LABEL_END.search(line) else (line, "", "")
    if mark and after and not after[0].islower() and words.links.is_all_of(plain(before)):
        return "related-links", "a label with its link"
    if (mark[:1] == ":" or not after) and (plain(before) if mark else folded) in words.sets["subjects"]:
        return "related-links", "a list of subjects"
    number = words.links.begins(folded) if line[:3].isupper() else 0
    label, link = " ".join(line.split()[:number]), line.split()[number:]
    if number and link and label.isupper() and not link[0].isupper():
        return "related-links", "a label with its link"
    if _ADDRESS.fullmatch(line):
        return "site-furniture", "an address alone"
    if len(line) < LONG and line[-1] not in ".!?":
        if _PATH.fullmatch(line):
            return "site-furniture", "a menu, or the path to the page"
        if folded.split(" ", 1)[0] in words.sets["button"] and _all_buttons(line, words.sets):
            return "site-furniture", "nothing but names of buttons"
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
    small = _PARTICLES | words.sets["date"] | (_WORK if worked else set())
    all_names = all(name[0].isupper() or name[0].isdigit() or name.lower() in small for name in names)
    if names and all_names and (worked or len(names) <= 16 and names[0].lower() not in words.sets["date"]):
        if any(name[0].isupper() for name in names) or names[-1].lower() in _PARTICLES:
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
            word[0].isupper() or not word[0].isalpha() or word in _PARTICLES | {"via"} for word in rest.split()
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


# ---------------------------------------------------------------- a line by its place


def _in_place(lines, found, top, has_title):
    """Mend what the clues of single lines gave by what stands around them; gives the place of the last paragraph."""
    long = _paragraphs(lines, found, top)
    first, last = _body(long, lines)
    dates = [n for n in range(top, len(lines)) if found[n][1] == "a date" and not _OF_THE_PAGE.match(lines[n])]
    are_headings = dates and dates[-1] < last and any(dates[0] < n < dates[-1] for n in long)
    for n in dates:
        if are_headings or first < n < last:
            found[n] = ARTICLE
    for n in range(top, len(lines)):
        role, why = found[n]
        if why == "who wrote it" and first < n < last:
            found[n] = ARTICLE  # a heading, too
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
    return last


def _paragraphs(lines, found, top):
    """The places of the lines of the article that are long, or sentences, but for its headline."""
    article = [n for n in range(top, len(lines)) if found[n] == ARTICLE]
    ends = [lines[n].endswith(_SENTENCE_ENDS) for n in article]
    return [
        n for n, end in zip(article, ends) if len(lines[n]) > 40 and (end or len(lines[n]) > LONG and n != article[0])
    ]


def _body(long, lines):
    """Where the article itself begins and ends: at its second paragraph, since the first may be a summary with the byline below it."""
    return (long[min(1, len(long) - 1)], long[-1]) if long else (len(lines), -1)


def _is_name(line):
    words = line.split()
    return (
        2 <= len(words) <= 5
        and line[-1] not in ".!?:;,"
        and all(word[0].isupper() or word in _PARTICLES for word in words)
    )


def _writer_at_the_end(lines, found, top, last, author, words):
    """Behind the last paragraph, a line about the author, or a name alone."""
    names = {plain(author)}
    for n, (_, why) in enumerate(found):
        if why == "who wrote it":
            written = re.split(r"[,|/·–—]", lines[n][words.written.match(lines[n]).end() :])[0].split()
            names.add(plain(" ".join(takewhile(lambda word: word[0].isupper(), written))))
        elif why.startswith("a name beside"):
            names.add(plain(lines[n]))
    rest = [n for n in range(top, len(lines)) if found[n] == ARTICLE]
    for n in rest[2:]:
        if n < last or len(lines[n]) > 500:
            continue
        folded = plain(lines[n])
        named = next((name for name in names if name and folded.startswith(name)), None)
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
    block_end = list(range(len(lines)))
    for n in range(len(lines) - 2, top - 1, -1):
        if numbers[n + 1] == numbers[n] + 1:
            block_end[n] = block_end[n + 1]

    def is_link(n):
        goes_on = n + 1 < len(lines) and lines[n + 1][0].islower()  # a line that was broken to fit a width
        in_paragraph = has_gaps and block_end[n] > n and lines[block_end[n]].endswith((".", ".”", '."'))
        return _is_title(lines[n]) and not goes_on and not in_paragraph

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
    if len(run) > 2 and len(run) < len(end) and lines[end[len(run)]].endswith(_SENTENCE_ENDS):
        for n in run:
            found[n] = "related-links", "one of several titles in a row at the end"
