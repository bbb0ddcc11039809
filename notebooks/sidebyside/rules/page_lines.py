"""What each line of a page is, by rule: the article, or a byline, a caption, a credit, links to other articles, or the site's own.

A line is taken for another thing than the article only by a clue, which is named: in the line itself (`line_clues`), or in its place.
Below a label of links it looks like a title; above the article it is a menu, or has where and when it appeared; it stands on several
pages, once more in the article, or behind its end. A sentence of an article that begins with *Related*, or has *sign up* in it, stays.
"""

import re
from collections import Counter
from itertools import pairwise, takewhile

from .line_clues import (
    APART,
    ARTICLE,
    LETTER,
    LONG,
    PARTICLES,
    SAID,
    SENTENCE_END,
    SPEAKS,
    alone,
    is_sentence,
    of_parts,
    plain,
)

GIVEN = "given at the head of the file"
_HEADER = re.compile(r"\s*(title|kind|author|date|outlet)\s*:(.*)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?:page |p\. ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?\W*|.*(?:https?://|www\.).*", re.IGNORECASE
)
_NOTE = re.compile(r"(\d{1,2}|[*†])\s+\S")
_MARK = re.compile(r"[^\W\d_][.,;:”]?(\d{1,2}|[*†])(?!\w)")
_ENDS = re.compile(
    r"ends$|notes? to editors|for (?:further|more) information|tags?\b|topics?\b|comments\b|.*all rights reserved"
)
_ONE_QUOTATION = re.compile('[“"„«][^“”"„«»]{0,300}[”“"»]')
_SELLS = re.compile(r"advert|sponsor|promot|paid|newsletter|sign up|subscribe|reklam|oglas|реклам|publicitet")
_SIGN_OFF = re.compile(r"\W*\w{2,6}(?:/\w{2,4}){1,3}(?: \([\w, ]+\))?\W*")
_ABOUT_AUTHOR = ("about the author", "o autor", "rreth autor")
PAGE_MARKS = "stands on several pages", "the number of a page", "a note at the foot of a page"
_OF_THE_PAGE = re.compile(
    r"\W*(?:first |last |originally )?(?:updated|published|posted|modified)\b|.*\bago$", re.IGNORECASE
)
_OF_OWNERS = "a notice of rights", "whose picture it is", "ends with whose picture it is", PAGE_MARKS[0]
HEAD = 40  # lines, at most, above an article
_NO_TITLE_ENDS = set(
    "the a an of to and or that in on at for with by from as its his her their our was were is are be been has had have which who would"
    " will not but than into after before".split()
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
    found += [ARTICLE if is_sentence(line, words, hints) else alone(line, words) for line in bare[top:]]
    title = given.get("title", (0, ""))
    if title[1]:
        found[title[0]] = ARTICLE
        if top < len(bare) and plain(bare[top]) == plain(title[1]):
            found[top] = "headline", "the title once more"
    _page_marks(bare, found, top)
    _in_place(bare, numbers, found, top, bool(title[1]))
    _beside_labels(bare, numbers, found, top)
    _said_twice(bare, numbers, found, top)
    _titles_of_others(bare, numbers, found, top)
    _outside(bare, found, top, bool(title[1]), words)
    _writer_at_the_end(bare, found, top, given.get("author", (0, ""))[1], words)
    _behind_the_end(bare, found, top)
    return found


# ---------------------------------------------------------------- a line by its place


def _in_place(lines, numbers, found, top, has_title):
    """Mend what the clues of single lines gave by what stands around them."""
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
        speaks = (
            n + 1 < len(lines)
            and found[n + 1] == ARTICLE
            and numbers[n + 1] == numbers[n] + 1
            and numbers[n - 1] < numbers[n] - 1
        )
        if _is_name(lines[n]) and "byline" in beside and not speaks:  # a name above what is asked or answered
            found[n] = "byline", "a name beside a date or a byline"


def _page_marks(lines, found, top):
    """What a printed page has at its head and foot: its number, a line that other pages have too, notes."""
    numbers = [len(line) < LONG and bool(_PAGE_NUMBER.fullmatch(line)) for line in lines]
    shapes = [re.sub(r"\d+", "#", " ".join(line.split())) if len(line) < LONG else "" for line in lines]
    many = Counter(shapes)
    heads = {
        shapes[n]
        for n in range(top + 1, len(lines))
        if many[shapes[n]] > 1 and LETTER.search(shapes[n]) and not numbers[n] and numbers[n - 1]
    } - {""}
    marked = set(_MARK.findall("\n".join(lines)))
    for n in range(len(lines) - 1, top - 1, -1):
        if shapes[n] in heads:
            found[n] = "site-furniture", PAGE_MARKS[0]
        elif numbers[n] and many[shapes[n]] > 1:
            found[n] = "site-furniture", PAGE_MARKS[1]
        elif n + 1 < len(lines) and found[n] == ARTICLE and found[n + 1][1] in PAGE_MARKS[1:]:
            note = _NOTE.match(lines[n])
            if note and note[1] in marked:
                found[n] = "site-furniture", PAGE_MARKS[2]


def _beside_labels(lines, numbers, found, top):
    """In a block of up to three lines that begins with an advertisement or a letter to order, and on a page with its paragraphs apart, the others."""
    apart = [b > a + 1 for a, b in pairwise([*numbers, numbers[-1] + 2])]
    long = _paragraphs(lines, found, top)
    if 2 * sum(apart[n] for n in long) <= len(long):
        return
    begin = top
    for n in range(top, len(lines)):
        if not apart[n]:
            continue
        if found[begin] != ARTICLE and n - begin < 3 and _SELLS.search(plain(lines[begin])):
            for k in range(begin + 1, n + 1):
                if (
                    found[k] == ARTICLE
                    and len(lines[k]) < LONG
                    and not SPEAKS.search(lines[k])
                    and not SAID.search(lines[k])
                ):
                    found[k] = "site-furniture", "stands below an advertisement, or a letter to order"
        begin = n + 1


def _outside(lines, found, top, has_title, words):
    """Above the first paragraph and below the last: menus, and where and when the text appeared. A line is left for the title."""
    long = _paragraphs(lines, found, top)
    above = [n for n in range(top, long[0] if long else top) if found[n] == ARTICLE]
    below = [n for n in range(long[-1] + 1 if long else len(lines), len(lines)) if found[n] == ARTICLE]
    owners = " ".join(f" {plain(line)} " for line, (_, why) in zip(lines, found) if why in _OF_OWNERS)

    def role(n):
        tabs = lines[n].count("\t")
        in_table = tabs and tabs in (line.count("\t") for line in [*lines[n - 1 : n], *lines[n + 1 : n + 2]])
        by_parts = None if in_table else of_parts(lines[n], words)
        if not by_parts and n in above_it and _is_name(lines[n]) and f" {plain(lines[n])} " in owners:
            return "site-furniture", "the name of the site"
        return by_parts

    above_it = set(above[:HEAD])
    taken = {n: of_it for n in [*above[:HEAD], *below] if (of_it := role(n))}
    if not has_title and above and taken.keys() >= set(above):
        del taken[above[-1]]
    for n, of_it in taken.items():
        found[n] = of_it


def _behind_the_end(lines, found, top):
    """What is no sentence and stands below the last one, with who wrote it or another end between; and the initials of an agency's writers."""
    article = [n for n in range(top, len(lines)) if found[n] == ARTICLE]
    last = max((n for n in article if SENTENCE_END.search(lines[n][-4:])), default=len(lines))
    parted = False
    for n in range(last + 1, len(lines)):
        if found[n] != ARTICLE:
            parted = parted or found[n][0] == "byline" or bool(_ENDS.match(plain(lines[n])))
        elif _SIGN_OFF.fullmatch(lines[n]):
            found[n] = "byline", "initials at the end"
        elif (
            parted
            and len(lines[n].split()) < 8
            and not lines[n][0].islower()
            and lines[n][-1] != ":"
            and "\t" not in lines[n]
        ):
            found[n] = "site-furniture", "behind the end of the article"
        else:
            break


def _said_twice(lines, numbers, found, top):
    """Words of the article that stand once more between its paragraphs, in large letters, and the name below them."""
    first = next((n for n in range(top, len(lines)) if found[n] == ARTICLE), len(lines))  # it may be the headline
    alone = [n for n in range(first + 1, len(lines)) if found[n] == ARTICLE and _ONE_QUOTATION.fullmatch(lines[n])]
    alone = alone[:HEAD]
    text = plain(" ".join(lines[n] for n in range(top, len(lines)) if found[n] == ARTICLE and n not in set(alone)))
    for n in alone:
        has_speaker = (
            numbers[n] == numbers[n - 1] + 1 and found[n - 1] == ARTICLE and not SENTENCE_END.search(lines[n - 1][-4:])
        )
        if not has_speaker and (words := plain(lines[n])).count(" ") > 2 and words in text:
            found[n] = "site-furniture", "words of the article once more"
            if (
                n + 1 < len(lines)
                and numbers[n + 1] == numbers[n] + 1
                and found[n + 1] == ARTICLE
                and _is_name(lines[n + 1])
            ):
                found[n + 1] = "site-furniture", "the name below such words"


def _paragraphs(lines, found, top):
    """The places of the lines of the article that are long, or sentences, but for its headline."""
    article = [n for n in range(top, len(lines)) if found[n] == ARTICLE]
    ends = [bool(SENTENCE_END.search(lines[n][-4:])) for n in article]
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
        and "  " not in line
        and all(word[0].isupper() or word in PARTICLES for word in words)
        and not any(
            word[0].isupper() and word.lower() in _NO_TITLE_ENDS - {"the"} for word in words
        )  # A Bridge With Two Banks
    )


def _writer_at_the_end(lines, found, top, author, words):
    """Behind the last paragraph, a line about the author, or a name alone."""
    names = {plain(author)}
    for n, (_, why) in enumerate(found):
        if why == "where and when it appeared":
            names.add(plain(APART.split(lines[n])[0]))
        elif why == "who wrote it":
            written = re.split(r"[,|/·–—]", lines[n][words.written.match(lines[n]).end() :])[0].split()
            names.add(plain(" ".join(takewhile(lambda word: word[0].isupper(), written))))
        elif why.startswith("a name beside"):
            names.add(plain(lines[n]))
    rest = [n for n in range(top, len(lines)) if found[n] == ARTICLE]
    for n in reversed(rest[2:]):
        folded = plain(lines[n])
        named = next((name for name in names if name and folded.startswith(name)), None)
        below_label = "autho" in lines[n - 1].lower() and found[n - 1][1] == "a label of the site"
        is_about = named and _ABOUT.match(folded[len(named) :]) or folded.startswith(_ABOUT_AUTHOR) or below_label
        if is_about and len(lines[n]) <= 500:
            found[n] = "byline", "about the author"
        elif SENTENCE_END.search(lines[n][-4:]):
            break
        elif n == rest[-1] and _is_name(lines[n]) and len(lines[n].split()) < 4:
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
        is_bare = ":" not in lines[n].rstrip(": ")  # else its subjects stand behind it
        if found[n][1] == "the label of a list of links" or found[n][1] == "a list of subjects" and is_bare:
            below = True
        elif below and found[n] == ARTICLE:
            below = is_link(n)
            if below:
                found[n] = "related-links", "looks like a title, below a label of links"
        elif below and found[n][1] not in ("a date", "no letter in it", PAGE_MARKS[1]):
            below = found[n][0] == "related-links"
    end = [n for n in range(len(lines) - 1, top - 1, -1) if found[n] == ARTICLE]
    run = list(takewhile(lambda n: is_link(n) and len(lines[n].split()) > 3, end))
    if len(run) > 2 and len(run) < len(end) and SENTENCE_END.search(lines[end[len(run)]][-4:]):
        for n in run:
            found[n] = "related-links", "one of several titles in a row at the end"
