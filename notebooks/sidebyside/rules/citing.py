"""What a text cites and quotes, and whom it gives the words to: its ids, its quotations, its sentences, the names beside them."""

import math
import re
from bisect import bisect_left, bisect_right
from types import SimpleNamespace

from ..corpus import shortened
from ..display import UNIT, no_such_unit
from .matching import WORD, plain_word, stands
from .quotation_marks import SINGLE, marks_of

# ---- quotations

_BLOCK = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")
_REFERENCE = re.compile(r"[\s,.;:]{0,3}[(\[]([^()\[\]]{1,80})[)\]]")  # behind a quotation
_ID_LIKE = re.compile(r"(?<!\w)[A-Za-z][\w-]{0,20}?\d{1,6}(?!\w)")
_FURTHEST_MARK = 40  # marks that are looked through for the one that closes


def find_quotations(text, book=None):
    """`([(start, end, phrase)], [(start of a paragraph, a mark in it without a pair)])`, in order. Marks inside a quotation are part
    of it. No quotation runs over an empty line. Where marks can be paired in more ways than one, the way in which the words stand
    in the units of `book` counts."""
    phrases, loose = [], []
    for block in _BLOCK.finditer(text):
        marks, n, alone = marks_of(text, block.start(), block.end()), 0, None
        cited = [
            found.span() for found in re.finditer(r"[(\[][^()\[\]\n]{1,80}[)\]]", block[0]) if _ID_LIKE.search(found[0])
        ]
        cited = [(start + block.start(), end + block.start()) for start, end in cited]
        starts = [start for start, _ in cited]
        while n < len(marks):
            mark = marks[n]
            if not mark.opens:
                alone = alone or (mark.char not in SINGLE and mark.char)
                n += 1
                continue
            at = bisect_left(starts, mark.end)
            limit = starts[at] if at < len(starts) else block.end()
            close = _closing(text, marks, n, limit, book)
            if close is not None:
                inside, end, after = (mark.end, marks[close].start), marks[close].end, close + 1
            elif mark.char in SINGLE:
                n += 1
                continue
            else:  # never closed: what stands before the id, if there is one, is what is quoted
                alone = alone or mark.char
                following = next((k for k in range(n + 1, len(marks)) if marks[k].char not in SINGLE), len(marks))
                if limit == block.end() or following < len(marks) and marks[following].start < limit:
                    n += 1
                    continue
                inside, end, after = (mark.end, limit), limit, following
            if WORD.search(text, *inside):
                phrases.append((mark.start, end, text[slice(*inside)]))
            n = after
        if alone:
            loose.append((block.start(), alone))
    return phrases, loose


def _closing(text, marks, n, limit, book):
    """Which mark closes the one that opens, before an id in brackets; None if none does."""
    single, depth, ends, first = marks[n].char in SINGLE, 0, [], None
    following = [k for k in range(n + 1, min(len(marks), n + _FURTHEST_MARK)) if marks[k].start < limit]
    angled = marks[n].char in "«»" and any(marks[k].char in "«»" for k in following)
    for k in following:
        mark = marks[k]
        if (mark.char in SINGLE) != single or angled and mark.char not in "«»":
            continue
        if mark.closes:
            ends.append(k)
            if first is None and depth == 0:
                first = k
            depth -= 1
        elif single:
            break
        else:
            if first is not None:
                break
            depth += 1
    if not ends:
        return None
    if (
        text[marks[ends[-1]].end : limit].strip(" ,.;:\n") == ""
        and limit < len(text)
        and (len(ends) == 1 or first is None)
    ):
        return ends[-1]  # the id follows
    balanced = first is not None and ends[-1] == first
    if balanced and not single:
        return first
    held = [k for k in ends if book and stands(text[marks[n].end : marks[k].start], book)]
    if held:
        return held[-1]
    if single:
        sure = [k for k in ends if marks[k].strong or marks[k].end == limit or text[marks[k].end : limit].strip() == ""]
        close = (sure or ends)[0]
        inside = text[marks[n].end : marks[close].start]
        return None if re.search('[“”„«»"]', inside) else close
    if first is None:
        return ends[0]
    return ends[-1] if text[marks[ends[-1]].end : limit].strip(" ,.;:\n") == "" else first


def masked(text, phrases):
    """The text with an underline for each sign inside quotation marks but the last, which may end a sentence."""
    pieces, at = [], 0
    for start, end, _ in phrases:
        pieces += [text[at : start + 1], "_" * (end - start - 3), text[max(end - 2, start + 1) : end]]
        at = end
    return "".join([*pieces, text[at:]])


_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»“)\]]*(?:\s*[(\[][^()\[\]]{0,80}\d[^()\[\]]{0,20}[)\]]\.?)?\s+|\n\s*\n\s*")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:cf|vs|Mr|Mrs|Ms|Dr|St|pp|p))$")


def sentences_of(masked):
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
    """Each id or range in a text: `start, end, words, ids` (those that exist), `wrong` (a sentence, or an empty text).
    `units` is a table with the column `id`, or a book."""
    known = [str(unit) for unit in (units.ids if hasattr(units, "ids") else units["id"])]
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
            if text[match.start() - 1 : match.start()] not in ("(", "["):
                continue  # "a 5" and "e1" are seldom units
        last = int(match[3]) if match[3] and int(match[3]) > first else first
        before = found[-1] if found else None
        if (
            before
            and before.prefix == prefix
            and before.first == before.last < first
            and re.fullmatch(r"\s{0,3}(?:[–—‑-]|to)\s{0,3}", text[before.end : match.start()][:9])
        ):
            found.pop()
            match_start, first, last = before.start, before.first, last
        else:
            match_start = match.start()
        found.append(SimpleNamespace(start=match_start, end=match.end(), prefix=prefix, first=first, last=last))
        # (C13, 14): the letter is said once
        for more in _more_numbers(text, match.end()):
            if (prefix, int(more[1])) in number:
                start, end = more.start(1), more.end(1)
                found.append(
                    SimpleNamespace(start=start, end=end, prefix=prefix, first=int(more[1]), last=int(more[1]))
                )
    for mention in found:
        mention.words = text[mention.start : mention.end]
        within = range(mention.first, min(mention.last, mention.first + 2000) + 1)
        mention.ids = sorted(
            (number[mention.prefix, n] for n in within if (mention.prefix, n) in number), key=order.get
        )
        lacking = [n for n in (mention.first, mention.last) if (mention.prefix, n) not in number]
        mention.wrong = _no_such(mention.prefix, lacking[0], known, ends[mention.prefix]) if lacking else ""
    strange = re.finditer(rf"[(\[]\s*((?!{any_of})[A-Z]\d\d)\s*[)\]]", text, re.I)
    for match in strange:  # (F12), where there is no source F
        wrong = no_such_unit(match[1], known)
        found.append(SimpleNamespace(start=match.start(1), end=match.end(1), words=match[1], ids=[], wrong=wrong))
    return sorted(found, key=lambda mention: mention.start)


_MORE = re.compile(r"\s?(?:,|;|/|&|and|or)\s?(\d{2,3})(?=\s?[,;/)\]&]|\s(?:and|or)\s)")


def _more_numbers(text, at):
    found = _MORE.match(text, at)
    while found:
        yield found
        found = _MORE.match(text, found.end())


def _no_such(prefix, wanted, known, ends):
    name = f"{ends[0][: len(prefix)]}{wanted:02d}"
    return (
        no_such_unit(name, known)
        if UNIT.match(name)
        else f"There is no unit {shortened(name)}: these units run from {ends[0]} to {ends[1]}."
    )


# A unit that is only set beside the one that is quoted: what stands before its id, or behind it; and an id with which another clause begins.
_BESIDE = re.compile(
    r"\b(?:unlike|(?<!\bi\s)like|than|beside|besides|against|not(?=\sin\s)|(?:same|similar|identical|alike|equal|close|differ\w*|contrast\w*|compar\w+)"
    r"(?:\s\w+){0,3}?\s(?:as|to|with|from)|opposite\s(?:of|to)|(?:just|exactly|much|well)\sas)\s(?:(?:in|of|that|those|the|unit|what|we|see|find)\s){0,4}$",
    re.I,
)
_THE_SAME = re.compile(
    r"(?:,?\s\w+){0,3}?,?\s(?:same|similar\w*|alike|differ\w*|opposite|too|as\swell|likewise)\b", re.I
)
_NEW_CLAUSE = re.compile(
    r"(?:\b(?:and|but|while|whereas|though|although|yet)\s(?:(?:so|in|of)\s(?:\w+\s)?)?|;\s?)(?:unit\s)?$", re.I
)


def _firm_from(masks, mentions):
    """Where a quotation must begin for the ids of its sentence to be firm; `mentions` are those that belong to no quotation.

    A unit named for comparison is given for no quotation; one that begins a clause of its own (“…”, and C20 says) for none before it.
    """
    firm_from = math.inf
    for mention in mentions:
        before, after = masks[max(0, mention.start - 60) : mention.start], masks[mention.end : mention.end + 40]
        if not (_BESIDE.search(before) or _THE_SAME.match(after)):
            firm_from = min(firm_from, mention.start if _NEW_CLAUSE.search(before) else -1)
    return firm_from


def units_given(text, masks, phrases, mentions, sentences):
    """For each quotation the ids that are given for it, and how firmly: `[(set of ids, firm)]`.

    Firmly (2) those right behind it or right before it, else (1) those of its sentence, if one belongs to no other quotation and is not
    only set beside it. Else every id of its sentence may be meant, and none is firm (0).
    """
    begins, starts = [mention.start for mention in mentions], [start for start, _ in sentences]
    taken, given = set(), []

    def between(first, last):
        return range(bisect_left(begins, first), bisect_left(begins, last))

    def ids(numbers):
        return {unit for n in numbers for unit in mentions[n].ids}

    for k, (start, end, _) in enumerate(phrases):
        behind = _REFERENCE.match(text, end)
        numbers = between(end, behind.end()) if behind else range(0)
        if not ids(numbers):
            bare = between(end, end + 5)
            numbers = bare if bare and re.fullmatch(r"[\s,.;:|–—-]+", text[end : begins[bare[0]]] or "x") and re.match(
                r"\s*(?:[.,;|)\n]|$)", text[mentions[bare[-1]].end :]) else range(0)  # fmt: skip
        if not ids(numbers):
            least = max(
                phrases[k - 1][1] if k else 0,
                starts[max(bisect_right(starts, start) - 1, 0)] if starts else 0,
                start - 80,
            )
            before = between(least, start)
            words = masks[mentions[before[-1]].end : start] if before else ""
            lead = masks[max(0, mentions[before[0]].start - 60) : mentions[before[0]].start].lower() if before else ""
            close = before and len(words.split()) <= 4 and not re.search(r"[.;!?]|\b(?:but|while|and|as)\b", words)
            opened = (
                re.search(r"[(\[]\s*$", text[max(0, mentions[before[0]].start - 2) : mentions[before[0]].start])
                if before
                else None
            )
            if close and not re.search(r"\bwith\s*$", lead) and not _BESIDE.search(lead) and not (opened and k):
                numbers = before
        taken.update(numbers)
        given.append(numbers)
    found, of_sentence = [], {}
    for (start, _, _), numbers in zip(phrases, given):
        n = bisect_right(starts, start) - 1
        if not ids(numbers) and n not in of_sentence:
            own = between(*sentences[n]) if 0 <= n < len(sentences) else range(0)
            free = [mentions[k] for k in own if mentions[k].ids and k not in taken]
            of_sentence[n] = ids(own), _firm_from(masks, free)
        found.append((ids(numbers), 2) if ids(numbers) else (of_sentence[n][0], int(of_sentence[n][1] < start)))
    return found


# ---- speakers

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[^\w\s]")
_OWN_WORDS = set("words word own very claim phrase promise statement voice remark line quote quotation quoted sentence answer view hope"
                 " warning boast question speech term expression insistence assertion".split())  # fmt: skip
_BESIDE_VERB = set(
    "then also again even later himself herself once still just only has had is was in his her own openly directly clearly first".split()
)
_SAYING_TOO = set("speaks spoke speaking puts put uses used insists".split())
_WITH_IS = set("quoted heard cited".split())  # is quoted, and not: quoted
_PASSIVE = set("told asked called".split())


def speakers_named(masks, phrases, sentences, people, verbs):
    """For each quotation who is said to speak it: a key of `people`' values, or None where that is not sure.

    `people` maps the plain words of a name to a person, `verbs` are forms of verbs of saying. Looked at is the nearest name before
    the opening mark, with a verb of saying, *words of*, *according to*, a colon or a possessive, else one right behind.
    """
    starts, said = [start for start, _ in sentences], []
    for k, (start, end, _) in enumerate(phrases):
        n = bisect_right(starts, start) - 1
        low, high = sentences[n] if 0 <= n < len(sentences) else (0, len(masks))
        low = max(low, phrases[k - 1][1] if k else 0, start - 200)
        following = phrases[k + 1][0] if k + 1 < len(phrases) else high
        before = _tokens(masks[low:start])
        after = _tokens(
            re.sub(
                r"^[\s,.;:]{0,3}[(\[][^()\[\]]{1,80}[)\]]", " ", masks[end : min(max(high, end), following, end + 160)]
            )
        )
        who = _before(before, people, verbs)
        if who is None:
            who = _after(after, people, verbs, following >= high)
        said.append(who)
    return said


def _tokens(text):
    """The words and signs of a text, each with its word as it is compared, which is empty for a sign."""
    found = _TOKEN.findall(text)
    return [(token, plain_word(re.sub(r"[’'][sS]?$", "", token)) if token[0].isalnum() else "") for token in found]


def _names(tokens, people):
    return [n for n, (token, word) in enumerate(tokens) if token[0].isupper() and word in people]


def _before(tokens, people, verbs):
    """Who is said before a quotation to speak it: of the names, the nearest that something says so of."""
    names = _names(tokens, people)
    persons = [people[tokens[n][1]] for n in names]
    colon = bool(tokens) and tokens[-1][0] == ":"
    for n, person in reversed(list(zip(names, persons))):
        rest, lead = _without_aside(tokens[n + 1 :]), [word for _, word in tokens[max(0, n - 6) : n] if word]
        words, led = [word for _, word in rest if word], " ".join(lead)
        if {token for token, word in rest if not word} & {";", "(", ")", "!", "?"} or len(words) > 9:
            return None
        if re.search(r"(?:[’']s|s[’'])$", tokens[n][0]) or rest[:1] and rest[0][0] in "’'":
            return person if set(words) <= _OWN_WORDS | {"in", "that", "of", "as", "the", "a"} else None
        single, earlier = (
            len(set(persons)) == 1,
            [other for k, other in zip(names, persons) if k < n and other != person],
        )
        direct = set(words) <= {"himself", "herself", "as", "in", "such", "for", "example", "like"}
        if direct and re.search(_SPOKEN_BY, led) or colon and single and re.search(r"\bwords? of(?: \w+){0,3}$", led):
            return person
        if re.search(r"\bso (?:is|was|does|did)$", led) and not words:
            return person
        if set(lead) & _UNSURE or lead[-1:] == ["and"] and set(lead[-2:-1]) & people.keys():
            return None
        cleft = bool(re.search(r"\bit (?:is|was)$", led)) and words[:1] in (["that"], ["who"])
        if cleft and colon and single:
            return person
        if re.search(_AFTER_PREPOSITION, led):
            continue
        if direct and colon:
            return person if single else None
        if direct and set(lead[-3:]) & verbs and not set(lead[-3:]) & _PASSIVE:  # as says Vucic
            return None if earlier else person
        if (said := _says_so(rest, verbs, cleft, earlier)) is not None:
            return person if said else None
    return None


def _without_aside(rest):
    """What follows a name, without what stands between two commas right behind it: Vucic, who is asked for it, says."""
    if rest[:1] and rest[0][0] == "," and rest[1:2] and rest[1][1] not in ("and", "but", "or", "so"):
        close = next((k for k, (token, _) in enumerate(rest[1:12], start=1) if token == ","), None)
        if close is not None and close + 1 < len(rest):
            return rest[close + 1 :]
    return rest


_SPOKEN_BY = r"\b(?:words? of|according to|voice of|quotes?|quoting|statement of|from|by)(?: \w+){0,3}$"
_AFTER_PREPOSITION = (
    r"\b(?:of|to|in|with|about|after|before|like|unlike|against|behind|under|for|near|beside|at|visiting)"
    r"(?: (?:the|serbian|russian|american|us|president|prime|foreign|minister|mr|ms)){0,3}$"
)
# Words before a name, and words behind a verb of saying, after which it is not sure that anybody said it.
_UNSURE = set("if whether think thinks imagine suppose not neither nor nobody where unless".split())
_OTHERWISE = set("while but whereas although and he she they who nothing little no".split())


def _says_so(rest, verbs, cleft, earlier):
    """Of what stands between a name and a quotation: whether it is that the person says it, or None if nothing is said of that."""
    words = [word for _, word in rest if word]
    place = next(
        (
            k
            for k, word in enumerate(words)
            if word in verbs or word in _SAYING_TOO or word in _WITH_IS and {"is", "was"} & set(words[:k])
        ),
        None,
    )
    if place is None or not set(words[:place]) <= _BESIDE_VERB | ({"that", "who"} if cleft else set()):
        return None
    verb = next(k for k, (_, word) in enumerate(rest) if word == words[place])
    if earlier and "," in [token for token, _ in rest[:verb]]:
        return False  # Thaci, who met Putin, said
    if {"was", "is", "were"} & set(words[:place]) and words[place] in _PASSIVE:
        return False
    return not _OTHERWISE & set(words[place + 1 :])


def _after(tokens, people, verbs, last):
    """Who is named right behind a quotation, if it is the `last` of its sentence or a sign closes what is said of it."""
    while tokens and (not tokens[0][1] or tokens[0][1] in ("so", "thus", "as")):
        tokens = tokens[1:]
    names = [n for n in _names(tokens, people) if n <= 6]
    if not names or re.search(r"[’']s$", tokens[names[0]][0]):
        return None
    n = names[0]
    before, following = [word for _, word in tokens[:n]], [word for _, word in tokens[n + 1 : n + 2]]
    verb = bool(following) and following[0] in verbs  # Vucic says
    end = n + 2 if verb else n + 1
    if not all(before) or not last and not (end < len(tokens) and not tokens[end][1]):
        return None
    person, joined = people[tokens[n][1]], " ".join(before)
    if re.search(r"(?:words? of|according to|(?:said|spoken|told|stated|insisted|put) by)(?: \w+){0,3}$", joined):
        return person
    if joined in ("is what", "was what", "is how") and verb:
        return person
    if before and (before[0] in verbs or before[0] in ("spoke", "speaks")):  # said the Serbian president Vucic
        return (
            person
            if len(before) < 6 and not set(before) & (_PASSIVE | set("that to by about of in and".split()))
            else None
        )
    if verb and (not before or before[0] in ("the", "president", "minister")):
        return person
    return None


_OWN = re.compile(r"[’']s?(?:\s(?:own|very))?\s(?:%s)\s?[,:]?\s*$" % "|".join(sorted(_OWN_WORDS)))
_PLAINLY = re.compile(
    r"(?:\s(?:also|then|himself|herself|once|even|again|still|just|openly|clearly|has|had|(is|was)))*\s([a-z]+)"
    r"(?:\s(?!(?:[A-E]|which|who|where|what|while|when|after|before|although|though|because|since|text|author|writer|narrator|headline|title|article"
    r"|source|unit|dateline|call(?:s|ed)?|says?|said|writes|named|it|they|he|she|and|but|not|no|never|nothing|little)\b)[\w’'-]+){0,7}[,:]?\s*$"
)
_SPEAKS, _HEARD = frozenset(["speaks", "spoke"]), frozenset(["quoted", "cited", "heard"])


def _says(be, verb, verbs):
    """Whether somebody with this verb says something: he *warned* and *is warning*, but *was described* says nothing, and *was quoted* does."""
    return verb in _HEARD or (verb in verbs or verb in _SPEAKS) and (not be or verb.endswith("ing"))


def plainly_said(person, start, seen, people, verbs):
    """Whether so little stands between a person's name and the mark at `start` that nobody else can be meant; a name behind it is enough."""
    n = max(bisect_right(seen.sentences, (start, math.inf)) - 1, 0)
    low = max(seen.sentences[n][0], *(end if end <= start else 0 for _, end, _ in seen.phrases), start - 200)
    names = [
        found for found in _TOKEN.finditer(seen.masked[low:start])
        if people.get(plain_word(re.sub(r"[’'][sS]?$", "", found[0]))) == person and found[0][0].isupper()
    ]  # fmt: skip
    if not names:
        return True
    lead = " ".join(word for _, word in _tokens(seen.masked[low : low + names[-1].start()])[-6:] if word)
    if re.search(r"\b(?:when|whenever|while|after|before|since|if|once|because|until)(?: \w+){0,3}$", lead):
        return False
    end = low + names[-1].end() - len(re.search(r"(?:[’'][sS]?)?$", names[-1][0])[0])
    rest = seen.masked[end:start]
    said = _PLAINLY.match(rest)
    return bool(
        _OWN.match(rest)
        or said
        and _says(*said.groups(), verbs)
        or re.fullmatch(r"\s*:\s*", rest)
        or rest.strip(" ,\n") == ""
        and re.search(_SPOKEN_BY, lead)
    )
