"""Where words stand in units, and how nearly: letters and figures decide, and neither marks nor spaces do."""

import difflib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from types import SimpleNamespace

from ..corpus import shortened

WORD = re.compile(r"[^\W_]+")
GAP = re.compile(
    r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|\[[^\[\]]*\]|…|\.(?:\s?\.){2,}"
)  # or words of one's own in square brackets
FURTHEST = 4  # units that a quotation with a gap may run over
CLOSE_LOOKS = 200  # quotations of one text that are compared word by word, when they stand nowhere as they are
_MARKUP = re.compile(r"<[\s/]*[a-z]{1,6}[\s/]*>|Â")  # left in a page by its site: nobody copies it
_DENIES = set("not no never nor neither without hardly cannot nobody nothing none t".split())
_OTHER_LETTERS = str.maketrans("đøłıðæœ", "dolidao")


def plain_word(word):
    """A word without capitals and accents: Vučić is Vucic."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold()).translate(_OTHER_LETTERS)
    return "".join(letter for letter in letters if letter.isalnum())


def words_of(text):
    """The words of a text as they are compared."""
    return [word for word in map(plain_word, WORD.findall(text)) if word]


def squeezed(text):
    """The letters and figures of a text, one after the other."""
    return "".join(words_of(text))


def as_read(text):
    """A text without what a site left in it, every sign in its place."""
    return _MARKUP.sub(lambda found: " " * len(found[0]), text)


def book_of(units):
    """Units made ready for looking up words in them: each source as one text, with its words and where they stand."""
    runs = []
    for source, own in units.groupby("source", sort=False):
        texts = [as_read(text) for text in own["text"]]
        begins = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
        text = " ".join(texts)
        spans = [found.span() for found in WORD.finditer(text)]
        words = [plain_word(text[start:end]) for start, end in spans]
        kept = [n for n, word in enumerate(words) if word]
        spans, words = [spans[n] for n in kept], [words[n] for n in kept]
        run = SimpleNamespace(
            source=str(source),
            text=text,
            ids=[str(unit) for unit in own["id"]],
            begins=begins,
            spans=spans,
            words=words,
        )
        run.letters = "".join(words)
        run.ends = list(accumulate(map(len, words)))
        run.starts = [0, *run.ends[:-1]]
        run.places = {}
        for n, word in enumerate(words):
            run.places.setdefault(word, []).append(n)
        runs.append(run)
    return SimpleNamespace(
        ids=[str(unit) for unit in units["id"]],
        source_of={str(unit): str(source) for unit, source in zip(units["id"], units["source"])},
        runs=runs,
        words={word for run in runs for word in run.places},
    )


def stands(phrase, book):
    """Whether the words of a phrase, with no gap in it, stand somewhere one after the other."""
    letters = squeezed(phrase)
    return bool(letters) and any(_next(letters, run, 0) for run in book.runs)


def _next(letters, run, after):
    """`(first word, the one after the last)` of the next place where these letters are whole words, or None."""
    at = run.starts[after] if after < len(run.starts) else len(run.letters)
    while (at := run.letters.find(letters, at)) >= 0:
        first, last = bisect_left(run.starts, at), bisect_left(run.ends, at + len(letters))
        if first < len(run.starts) and run.starts[first] == at and run.ends[last] == at + len(letters):
            return first, last + 1
        at += 1


def hits_of(phrase, book):
    """Every place where the words of a phrase stand in order, its gaps apart: `run, first, last, ids, wording, how`.

    `how` is "holds", "changed" (in capitals, dashes, accents or marks), "shortened" (with a gap), or "denial left out" (with
    a gap that hides a *not*).
    """
    phrase = as_read(re.sub(r"\[(\w)\](?=\w)", r"\1", phrase))  # “[T]he”
    found = [hit for run in book.runs for hit in _in_run([phrase], run)]
    pieces = pieces_of(phrase)
    if found or len(pieces) == 1 and pieces[0] == phrase:
        return found
    return [hit for run in book.runs for hit in _in_run(pieces, run)]


def pieces_of(phrase):
    return [piece for piece in GAP.split(phrase) if WORD.search(piece)] or [phrase]


def _in_run(pieces, run):
    hits, first, letters = [], 0, [squeezed(piece) for piece in pieces]
    if not all(letters):
        return hits
    while len(hits) < 300 and (span := _next(letters[0], run, first)):
        spans = [span]
        for later in letters[1:]:
            span = _next(later, run, spans[-1][1])
            if not span:
                return hits  # what does not follow here will not follow further on
            spans.append(span)
        first = spans[0][0] + 1
        ids = ids_at(run, spans[0][0], spans[-1][1])
        if len(pieces) > 1 and len(ids) > FURTHEST:
            continue
        slices = [slice_of(run, *span) for span in spans]
        if any(_figures(piece) != _figures(words) for piece, words in zip(pieces, slices)):
            continue
        same = all(_shape(piece) == _shape(words) for piece, words in zip(pieces, slices))
        how = "changed" if not same else "shortened" if len(pieces) > 1 else "holds"
        if any(_hides(run, one[1], other[0]) for one, other in zip(spans, spans[1:])):
            how = "denial left out"
        hits.append(_hit(run, spans[0][0], spans[-1][1], how))
    return hits


def _hit(run, first, last, how, said=""):
    return SimpleNamespace(
        run=run,
        first=first,
        last=last,
        ids=ids_at(run, first, last),
        wording=slice_of(run, first, last),
        how=how,
        said=said,
    )


def _hides(run, start, end):
    """Whether a gap of few words leaves out a *not*."""
    left_out = set(run.words[start:end])
    return end - start <= 4 and bool(left_out & _DENIES) and "but" not in left_out


def _figures(text):
    """The figures of a text in a row, with the mark that makes another number of them: 3.5 is not 35, and 50,000 is 50000."""
    return "".join(re.findall(r"\d|(?<=\d)[.,](?=\d{1,2}(?!\d))", text)).replace(",", ".")


def _shape(text):
    """What of a text is said to be changed if it differs: not its spaces, nor whether an apostrophe is curly."""
    words = list(WORD.finditer(text))
    text = text[words[0].start() : words[-1].end()] if words else ""
    return re.sub(r"\s+", " ", re.sub("[’‘ʼ`´]", "'", text))


def ids_at(run, first, last):
    """The units that the words from `first` up to `last` stand in."""
    start, end = (bisect_right(run.begins, run.spans[n][0]) for n in (first, last - 1))
    return run.ids[start - 1 : end]


def slice_of(run, first, last):
    return run.text[run.spans[first][0] : run.spans[last - 1][1]]


# ---- nearly


def near(phrase, book, small):
    """Where almost all the words of a phrase stand: hits whose `said` names what was altered, best first; none if it comes near nothing."""
    pieces = pieces_of(phrase)
    if len(pieces) > 1:
        return _near_with_gaps(pieces, book, small)
    words = words_of(phrase)
    return _close(words, book.runs, small) or _same_words(words, book.runs, small)


def near_in(words, ids, book, small):
    """The same for a phrase that comes near nothing by itself: the unit given for it that has half of its words that count."""
    counting = [word for word in words if word not in small]
    for run in book.runs:
        for n, unit in enumerate(run.ids):
            if unit not in ids or not counting:
                continue
            first = bisect_left(run.spans, (run.begins[n], 0))
            last = bisect_left(run.spans, (run.begins[n + 1], 0)) if n + 1 < len(run.ids) else len(run.spans)
            own = {word: place for place, word in reversed(list(enumerate(run.words[first:last], start=first)))}
            at = [own[word] for word in counting if word in own] or [
                place
                for word in counting
                for other, place in own.items()
                if len(word) > 4 and word[:2] == other[:2] and _spelled_alike([word], [other])
            ]
            if at and 2 * len(at) >= len(counting):
                return [
                    _hit(
                        run,
                        max(first, min(at) - 1),
                        min(last, max(at) + 3),
                        "altered",
                        "your words stand otherwise there",
                    )
                ]
    return []


def _near_with_gaps(pieces, book, small):
    """The places of the longest piece, if it stands somewhere and no piece comes near nothing."""
    places = [hits_of(piece, book) or _close(words_of(piece), book.runs, small) for piece in pieces]
    longest = max(range(len(pieces)), key=lambda n: len(words_of(pieces[n])))
    if not places[longest] or len(set(words_of(pieces[longest])) - small) < 2:
        return []
    altered = [hit for hits in places for hit in hits[:1] if hit.said]
    said = altered[0].said if altered else "the pieces do not follow each other so, or not near each other"
    return [_hit(hit.run, hit.first, hit.last, "altered", said) for hit in places[longest][:5]]


def _close(words, runs, small):
    """Where almost all the words stand in order: the places that share most words with it, compared by difflib."""
    hits, n = [], len(words)
    if not 2 <= n <= 80:
        return hits
    for run in runs:
        votes = Counter(place - k for k, word in enumerate(words) for place in run.places.get(word, [])[:50])
        for offset, shared in votes.most_common(4):
            low = max(offset - 2, 0)
            window = run.words[low : max(offset + n + 2, 0)]
            if shared * 2 < n - 1:
                continue
            equal, changed, first, last = _compared(words, window)
            altered = sum(max(len(mine), len(theirs)) for mine, theirs in changed)
            if altered > max(2, n // 6) or not set(equal) - small or first == last:
                continue
            if len(equal) >= 2 * altered or all(_spelled_alike(*pair) for pair in changed):
                told = "; ".join(_alteration(" ".join(mine), " ".join(theirs)) for mine, theirs in changed)
                hits.append((altered, _hit(run, low + first, low + last, "altered", told)))
    fewest = min((altered for altered, _ in hits), default=0)
    return [hit for altered, hit in hits if altered == fewest]


def _same_words(words, runs, small):
    """A stretch that has at least three in four of the words that count, in whatever order."""
    counting = {word for word in words if word not in small}
    if len(words) < 4 or len(counting) < 3 or len(words) > 80:
        return []
    wide, best = len(words) + 3, (0, None, 0)
    for run in runs:
        places = sorted((place, word) for word in counting for place in run.places.get(word, [])[:50])
        low, inside = 0, Counter()
        for place, word in places:
            inside[word] += 1
            while places[low][0] <= place - wide:
                inside[places[low][1]] -= 1
                low += 1
            shared = sum(count > 0 for count in inside.values())
            if shared > best[0]:
                best = shared, (run, places[low][0]), place + 1
    shared, start, last = best
    if not start or shared < 3 or shared * 4 < 3 * len(counting):
        return []
    return [_hit(start[0], start[1], last, "altered", "the words are put otherwise there")]


def _compared(words, window):
    """`(words in both, [(words here, words there)] that differ, where these words begin in the window, where they end)`."""
    parts = difflib.SequenceMatcher(None, words, window, autojunk=False).get_opcodes()
    parts = [part[1:] for k, part in enumerate(parts) if part[0] != "insert" or 0 < k < len(parts) - 1]
    a, b, c, d = parts[0]
    parts[0] = a, b, max(c, d - (b - a)), d  # of the window, no more at either end than there are words here
    a, b, c, d = parts[-1]
    parts[-1] = a, b, c, min(d, c + b - a)
    pairs = [(words[a:b], window[c:d]) for a, b, c, d in parts]
    equal = [word for mine, theirs in pairs if mine == theirs for word in mine]
    return equal, [pair for pair in pairs if pair[0] != pair[1]], parts[0][2], parts[-1][3]


def _spelled_alike(mine, theirs):
    return difflib.SequenceMatcher(None, " ".join(mine), " ".join(theirs)).ratio() >= 0.75


def _alteration(mine, theirs):
    mine, theirs = f"“{shortened(mine, 90)}”", f"“{shortened(theirs, 90)}”"
    return f"{theirs} left out" if mine == "“”" else f"{mine} added" if theirs == "“”" else f"{mine} for {theirs}"
