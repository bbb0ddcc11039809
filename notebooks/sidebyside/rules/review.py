"""What any text cites, quotes and leaves unsupported, against any units; see `critique.review`."""

import difflib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from types import SimpleNamespace

import pandas as pd

from ..corpus import shortened
from ..display import UNIT, no_such_unit

# What a review can find, and whether it asks for anything to be done.
HOLDS = ("id exists", "quotation holds", "sources", "not judged")
LONGEST = 100_000  # characters that are read: a critique has two thousand
CLOSE_LOOKS = 200  # quotations that are compared word by word, when they stand nowhere as they are

NOT_JUDGED = ("Whether what you claim is true, whether the reasoning holds, and whether your choice of units is fair: "
              "no program can tell. Ask another reader, best one who does not agree with you.")
WHAT_SHOWS = "No id and no quotation: what shows this? If it is a reason, a reading or a limit, it may need neither."
TOO_SHORT = "One small word that stands in every text shows nothing: quote more of it."
NO_QUOTATION = "Nothing is quoted: give a few exact words, so that a reader can check them."
OWN_EYES = "Your own word of judgement: what would a reader who does not share your view need to see here?"
# A sentence that begins so speaks of its writer, of a reading or of what was just shown, and is not asked what shows it;
# nor are those of a paragraph with such a label.
_OPENERS = re.compile(r"(?:I|My|We|Our|In my|In our|To me|Another|This|That|These|All this|All of this|None of this|Both)\b")
_LABEL = re.compile(r"(?:The |A |An |My )?(?:claim|warrant|other reading|another reading|limits?)\s*[.:\n]", re.I)


def look_over(text, units, small, verdict_words):
    """The rows of `critique.review`; `small` are words that show nothing alone, `verdict_words` those of judgement."""
    whole, text = len(text), text[:LONGEST]
    phrases, loose = find_quotations(text)
    masked = _mask(text, phrases)
    sentences = _sentences(masked)
    mentions = find_mentions(text, units)
    rows = _id_rows(mentions) + _quotation_rows(text, phrases, mentions, sentences, units, small)
    rows += [(at, "mark without a pair", mark, "A mark in this paragraph has no partner: what follows it was not checked.")
             for at, mark in loose]
    rows += _assertions(text, masked, sentences, mentions, phrases) + _verdicts(text, masked, verdict_words)
    rows = [row for _, row in sorted(enumerate(rows), key=lambda item: (item[1][0], item[0]))]
    rows += _sources_rows(mentions, phrases, units, len(text))
    if whole > len(text):
        rows.append((len(text), "not read", "", f"Only the first {LONGEST:,} characters of {whole:,} were read."))
    return rows_of(rows + [(len(text), "not judged", "", NOT_JUDGED)], [start for start, _ in sentences], len(text))


def rows_of(rows, starts=(), end=0):
    table = []
    for at, finding, what, advice in rows:
        where = f"sentence {max(bisect_right(starts, at), 1)}" if starts and at < end else "the whole"
        table.append((finding, where, shortened(what, 90), advice))
    return pd.DataFrame(table, columns=["finding", "where", "what", "advice"], dtype=object)


# ---- quotations and sentences of a text

_QUOTED = re.compile(
    "„(?P<low>[^„“”]*)[“”]|“(?P<curly>(?:[^“”]|“[^“”]*”)*)”|«(?P<in>[^«»]*)»|»(?P<out>[^«»]*)«"
    "|\"(?P<straight>[^\"]*)\"|(?<!\\w)‘(?P<single>(?:[^‘’]|’(?=\\w))*)’(?!\\w)"
)
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"\[[^\[\]]*\]|…|\.(?:\s?\.){2,}")  # an ellipsis, or words of the student's own in square brackets


def find_quotations(text):
    """`([(start, end, phrase)], [start of a paragraph in which a mark has no pair])`. No quotation runs over an empty line."""
    phrases, loose = [], []
    for block in re.finditer(r"(?:[^\n]|\n(?![^\S\n]*\n))+", text):
        found = [(block.start() + m.start(), block.start() + m.end(), m[m.lastgroup]) for m in _QUOTED.finditer(block[0])]
        phrases += [(start, end, phrase) for start, end, phrase in found if _WORD.search(phrase)]
        loose += [(block.start(), mark[0]) for mark in [re.search('[“”„«»"]', _QUOTED.sub("", block[0]))] if mark]
    return phrases, loose


def _mask(text, phrases):
    """The text with an underline for each sign inside quotation marks but the last, which may end a sentence."""
    pieces, at = [], 0
    for start, end, _ in phrases:
        pieces += [text[at : start + 1], "_" * (end - start - 3), text[max(end - 2, start + 1) : end]]
        at = end
    return "".join([*pieces, text[at:]])


_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»“)\]]*(?:\s*[(\[][^()\[\]]{0,80}\d[^()\[\]]{0,20}[)\]]\.?)?\s+|\n\s*\n\s*")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:cf|vs|Mr|Mrs|Ms|Dr|St|pp|p))$")


def _sentences(masked):
    """`[(start, end)]`. A reference in brackets after the full stop belongs to the sentence before it."""
    cuts = [0]
    for end in _END.finditer(masked):
        after = masked[end.end() : end.end() + 1]
        plain_stop = masked[end.start()] == "." and _ABBREVIATION.search(masked[max(0, end.start() - 6) : end.start()])
        if "\n" in end[0] and not end[0].strip() or not (after.islower() or plain_stop):
            cuts.append(end.end())
    return [(start, end) for start, end in zip(cuts, cuts[1:] + [len(masked)]) if masked[start:end].strip()]


# ---- ids

def find_mentions(text, units):
    """Each id or range in a text: `start, end, words, ids` (those that exist), `wrong` (a sentence, or an empty text)."""
    known = [str(unit) for unit in units["id"]]
    parts = [(re.fullmatch(r"(.*?)(\d{1,6})", unit, re.S), unit) for unit in known]
    number = {(found[1].lower(), int(found[2])): unit for found, unit in parts if found and found[1]}
    prefixes = sorted({prefix for prefix, _ in number}, key=lambda prefix: (-len(prefix), prefix))
    if not prefixes:
        return []
    any_of = "|".join(map(re.escape, prefixes))
    pattern = re.compile(rf"(?<!\w)({any_of})(\d{{1,6}})(?:[–‑-](\d{{2,6}}))?(?!\w)", re.I)
    order = {unit: n for n, unit in enumerate(known)}
    ends = {}  # of each prefix, the first unit and the last
    for (prefix, _), unit in number.items():
        ends[prefix] = (ends.get(prefix, [unit])[0], unit)
    found = []
    for match in pattern.finditer(text):
        prefix, first = match[1].lower(), int(match[2])
        if match[1].islower() and len(prefix) == 1 and len(match[2]) < 2:
            continue  # "a 5" and "e1" are seldom units
        last = int(match[3]) if match[3] and int(match[3]) > first else first
        before = found[-1] if found else None
        if before and before.prefix == prefix and before.first == before.last < first and \
                re.fullmatch(r"\s{0,3}(?:[–—‑-]|to)\s{0,3}", text[before.end : match.start()][:9]):
            found.pop()
            match_start, first, last = before.start, before.first, last
        else:
            match_start = match.start()
        found.append(SimpleNamespace(start=match_start, end=match.end(), prefix=prefix, first=first, last=last))
    for mention in found:
        mention.words = text[mention.start : mention.end]
        within = range(mention.first, min(mention.last, mention.first + 2000) + 1)
        mention.ids = sorted((number[mention.prefix, n] for n in within if (mention.prefix, n) in number), key=order.get)
        lacking = [n for n in (mention.first, mention.last) if (mention.prefix, n) not in number]
        mention.wrong = _no_such(mention.prefix, lacking[0], known, ends[mention.prefix]) if lacking else ""
    strange = re.finditer(rf"[(\[]\s*((?!{any_of})[A-Z]\d\d)\s*[)\]]", text, re.I)
    for match in strange:  # (F12), where there is no source F
        wrong = no_such_unit(match[1], known)
        found.append(SimpleNamespace(start=match.start(1), end=match.end(1), words=match[1], ids=[], wrong=wrong))
    return sorted(found, key=lambda mention: mention.start)


def _no_such(prefix, wanted, known, ends):
    name = f"{prefix.upper() if len(prefix) == 1 else prefix}{wanted:02d}"
    return no_such_unit(name, known) if UNIT.match(name) else \
        f"There is no unit {shortened(name)}: these units run from {ends[0]} to {ends[1]}."


def _id_rows(mentions):
    rows, seen = [], set()
    for mention in mentions:
        name = mention.words.upper()
        if name in seen:
            continue
        seen.add(name)
        if mention.wrong:
            rows.append((mention.start, "no such id", mention.words, mention.wrong))
        elif len(mention.ids) > 8:
            rows.append((mention.start, "wide range", mention.words,
                         f"{len(mention.ids)} units: more than a reader will look up. Name the ones that matter."))
        else:
            rows.append((mention.start, "id exists", mention.words, f"There: {', '.join(mention.ids)}."))
    return rows


# ---- quotations against the units

def _quotation_rows(text, phrases, mentions, sentences, units, small):
    runs = _running(units)
    starts, begins = [start for start, _ in sentences], [mention.start for mention in mentions]
    by_sentence, cited, known, left = {}, set(), {}, CLOSE_LOOKS
    for mention in mentions:
        by_sentence.setdefault(bisect_right(starts, mention.start), set()).update(mention.ids)
        cited.update(mention.ids)

    def cited_between(first, last):
        return {unit for mention in mentions[bisect_left(begins, first) : bisect_left(begins, last)] for unit in mention.ids}

    rows = []
    for start, end, phrase in phrases:
        words = _words(phrase)
        if len(words) == 1 and cited_between(start, end):
            continue  # an id between marks
        if len(words) == 1 and words[0] in small:
            rows.append((start, "quotation too short", phrase, TOO_SHORT))
            continue
        behind = re.match(r"[\s,.;:]{0,3}[(\[][^()\[\]]{1,80}[)\]]", text[end : end + 90])
        given = behind and cited_between(end, end + behind.end()) or by_sentence.get(bisect_right(starts, start), set())
        if phrase not in known:
            hits = _hits(phrase, runs)
            if not hits and left:
                left -= 1
                hits = _close(words, runs, small)
            known[phrase] = hits
        rows.append((start, *_judge(phrase, known[phrase], given, cited)))
    return rows


def _running(units):
    """Each source as one text, with its words, where they stand, and where each unit begins."""
    runs = []
    for _, own in units.groupby("source", sort=False):
        run = SimpleNamespace(text=" ".join(own["text"]), ids=[str(unit) for unit in own["id"]], begins=[], starts=[], places={})
        at = 0
        for text in own["text"]:
            run.begins.append(at)
            at += len(text) + 1
        run.spans = [m.span() for m in _WORD.finditer(run.text)]
        run.words = [run.text[a:b].lower() for a, b in run.spans]
        at = 1
        for n, word in enumerate(run.words):
            run.starts.append(at)
            at += len(word) + 1
            run.places.setdefault(word, []).append(n)
        run.folded = f" {' '.join(run.words)} "
        runs.append(run)
    return runs


def _words(text):
    return [word.lower() for word in _WORD.findall(text)]


def _found(words, run, after=0):
    """Where words stand one after the other in a source: the number of the first, or -1."""
    at = run.folded.find(f" {' '.join(words)} ", run.starts[after] - 1 if after < len(run.starts) else len(run.folded))
    return -1 if at < 0 else bisect_right(run.starts, at + 1) - 1


def _hits(phrase, runs):
    """Every place where the words of a phrase stand in order, its gaps apart: `ids, wording, how`."""
    pieces = [piece for piece in _GAP.split(phrase) if _WORD.search(piece)] or [phrase]
    return [hit for run in runs for hit in _in_run([phrase], run)] or \
        [hit for run in runs for hit in _in_run(pieces, run) if len(pieces) > 1 or pieces[0] != phrase]


def _in_run(pieces, run):
    hits, first = [], 0
    words = [_words(piece) for piece in pieces]
    while len(hits) < 300 and (first := _found(words[0], run, first)) >= 0:
        spans = [(first, first + len(words[0]))]
        for later in words[1:]:
            at = _found(later, run, spans[-1][1])
            spans.append((at, at + len(later)))
            if at < 0:
                return hits  # what does not follow here will not follow further on
        ids = _ids(run, spans[0][0], spans[-1][1])
        if len(pieces) == 1 or len(ids) <= 2:
            same = all(_trimmed(piece) == " ".join(_slice(run, *span).split()) for piece, span in zip(pieces, spans))
            how = ("shortened" if len(pieces) > 1 else "holds") if same else "changed"
            hits.append(SimpleNamespace(ids=ids, wording=_slice(run, spans[0][0], spans[-1][1]), how=how, said=""))
        first += 1
    return hits


def _ids(run, first, last):
    """The units that the words from `first` up to `last` stand in."""
    start, end = (bisect_right(run.begins, run.spans[n][0]) for n in (first, last - 1))
    return run.ids[start - 1 : end]


def _slice(run, first, last):
    return run.text[run.spans[first][0] : run.spans[last - 1][1]]


def _trimmed(piece):
    words = list(_WORD.finditer(piece))
    return " ".join(piece[words[0].start() : words[-1].end()].split())


def _close(words, runs, small):
    """Where almost all the words of a phrase stand in order: the places that share most words with it, compared by difflib."""
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
                span = low + first, low + last
                hits.append(SimpleNamespace(ids=_ids(run, *span), wording=_slice(run, *span), how=altered, said=told))
    fewest = min((hit.how for hit in hits), default=0)
    return [hit for hit in hits if hit.how == fewest]


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


def _judge(phrase, hits, given, cited):
    """The finding, the words and the advice for one quotation. `given` are the ids beside it, `cited` all ids of the text."""
    if not hits:
        own = " If the marks are your own, to hold a word at a distance, say so in words." if len(_words(phrase)) <= 2 else ""
        return "quotation not found", phrase, f"In no unit, in this form or nearly so: copy it again from the source.{own}"
    order = {"holds": 0, "shortened": 1, "changed": 2}
    best = min(hits, key=lambda hit: (not given & set(hit.ids), not cited & set(hit.ids), order.get(hit.how, 3)))
    place = " and ".join(best.ids) if len(best.ids) < 4 else f"{best.ids[0]} to {best.ids[-1]}"
    finding = "quotation holds" if given & set(best.ids) else "quotation elsewhere"
    if given & set(best.ids):
        place = f"In {place}."
    elif given:
        place = f"In {place}, and not in {', '.join(sorted(given)[:4])}, which you give for it."
    elif cited & set(best.ids):
        place = f"In {place}, which you cite in another place: put the id beside it."
    else:
        place = f"In {place}, which you do not cite."
    wording = shortened(best.wording, 300)
    if best.said:
        return "words altered", phrase, f"The source has “{wording}” ({best.said}). {place}"
    if best.how == "changed":
        return _first_of(finding, "quotation changed"), phrase, \
            f"Recognised, but changed in its marks, dashes, capitals or dots: the source has “{wording}”. {place}"
    if best.how == "shortened":
        return _first_of(finding, "quotation shortened"), phrase, \
            f"Recognised, with a gap: the source has “{wording}”. Does your short form say the same? {place}"
    return finding, phrase, place


def _first_of(finding, form):
    return form if finding == "quotation holds" else finding


# ---- sentences, words of judgement, sources

def _assertions(text, masked, sentences, mentions, phrases):
    evidence = sorted([mention.start for mention in mentions] + [start for start, _, _ in phrases])
    rows, labelled, first = [], False, True
    for n, (start, end) in enumerate(sentences):
        said = masked[start:end].strip()
        if n == 0 or re.search(r"\n\s*\n\s*$", text[max(start - 20, 0) : start]):  # a paragraph begins
            labelled = bool(_LABEL.match(said))
        at = bisect_left(evidence, start)
        shown = at < len(evidence) and evidence[at] < end + 2  # two signs: the next sentence may begin with a quotation
        heading = len(said.split()) <= 3 or len(said.split()) <= 8 and said[-1:].isalnum()
        if not (shown or first or heading or labelled or said.endswith("?") or _OPENERS.match(said)):
            rows.append((start, "nothing to show it", text[start:end], WHAT_SHOWS))
        first = first and heading
    return rows


def _verdicts(text, masked, words):
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(w.strip()) for w in words if w.strip())})(?![\w-])", re.I)
    first = {}
    for match in pattern.finditer(masked):
        first.setdefault(match[0].lower(), match.start())
    return [(at, "word of judgement", text[at : at + len(word)], OWN_EYES) for word, at in first.items()]


def _sources_rows(mentions, phrases, units, end):
    home = {str(unit): str(source) for unit, source in zip(units["id"], units["source"])}
    counts = Counter(source for mention in mentions for source in dict.fromkeys(home[unit] for unit in mention.ids))
    rows = [] if phrases else [(end, "no quotation", "", NO_QUOTATION)]
    if not counts:
        return rows + [(end, "no id", "", "No unit is cited: give an id beside each thing you say of a source.")]
    told = ", ".join(f"{source} {n}" for source, n in sorted(counts.items()))
    rows.append((end, "sources", told, "How often each source is cited. Is each of them heard on the point you make?"))
    if len(counts) == 1:
        rows.append((end, "one source", told, "Only one source is cited. Would another pass the test that you put this one to?"))
    return rows
