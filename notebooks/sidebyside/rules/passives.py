"""Passives of any text, by rule; see `names.passives`, which passes in the lists."""

import re
from functools import cache
from typing import NamedTuple

_BE = "am is are was were be been being get gets got gotten getting isn't aren't wasn't weren't".split()
_BETWEEN = """not never also already now still just even soon often ever yet once twice later first then only almost rather well again
    always all both being instead best better more most less least thus therefore thereby hence perhaps maybe however
    much sometimes seldom altogether together last next long otherwise nevertheless
    nonetheless meanwhile indeed anyway here there thrice somehow elsewhere alike""".split()
_PHRASES = """no longer;no more;in turn;in fact;in part;in effect;in particular;at first;at last;at least;at once;at times;at present;of course
    so far;for now;by now;by then;by far;to date;as yet;yet again;once again;once more;all but;more or less;from then on""".replace(
    "\n    ", ";"
).split(";")
_GOT = "married divorced lost used stuck rid started dressed left going done".split()  # with got these are no passives
_UNDO = "undo undone under unveil unleash uncover unearth unload unlock unif untie unblock unpack unplug unseat unwrap unravel unfold unmask"
# What is left-handed, old-fashioned or unarmed is so: nobody does it.
_ADJECTIVE = re.compile(
    r".*-(?:hand|legg|ey|sight|fashion|mind|sid|natur|heart|head|temper|fac|hair|skinn|shap|siz|ag|wing|tail|foot|blood"
    rf"|manner|spirit|tooth|neck|colou?r|edg|bodi|limb|pric)ed|un(?!{'|'.join(w[2:] for w in _UNDO.split())}).+ed"
)
_WORD = r"[^\W\d_]+"
CLAUSE_ENDS = re.compile(
    r"[,;:—–()]|\b(?:but|because|although|while|if|until|unless|after|before|since|when|where|which|who|that)\b"
)
_PHRASE_ENDS = re.compile(r"\b(?:with|in|on|by|at|to|during|against|from|over|for|as|into)\b|[.!?]")


class PassiveWords(NamedTuple):
    participles: tuple  # those not in -ed
    by_nobody: tuple  # what behind by names nobody
    not_participles: tuple
    states: dict  # {participle: the words before which it is a state}; an empty text stands for all


def find_passives(text, words):
    """`(start, end, participle, agent)` of each passive; `words` are `PassiveWords`."""
    passive, participle, by, no_agent = _passive_patterns(words.participles, words.by_nobody)
    for found in passive.finditer(text):
        parts = list(participle.finditer(text, found.start("first"), found.end("near")))
        if found["later"]:
            parts += [participle.search(text, found.start("later"))]
        for part in parts:
            if part[0].lower() not in _BETWEEN:
                far = found["later"] and part.start() < found.start("later")
                agent = by.match(text, part.end(), found.end("gap") if far else len(text))
                agent = "" if agent is None or no_agent.match(agent[1]) else first_phrase(agent[1])
                if agent or not _is_state(part[0].lower(), text[part.end() : part.end() + 20], found[0].lower(), words):
                    start = found.start() if part.start() == found.start("first") else part.start()
                    yield start, part.end(), part[0], agent


def first_phrase(text):
    """The words up to the first word that begins another phrase or clause."""
    return _PHRASE_ENDS.split(CLAUSE_ENDS.split(text)[0])[0].strip()


@cache
def _passive_patterns(participles, by_nobody):
    """A passive, a participle, a by-phrase, and the beginning of a by-phrase that names nobody."""
    participle = rf"\b(?:{_WORD}-)?(?:{_WORD}ed|{either(participles)})\b"
    between = rf"(?:{_WORD}ly|so(?!\s{_WORD}\sthat\b)|{either(_PHRASES + _BETWEEN)})"
    asking = (
        "how|when|where|why|what|who|nor|neither|then|never|nowhere|once|hardly|rarely|seldom|no\\s(?:way|case|time)"
    )
    asked = rf"(?:(?-i:Is|Are|Was|Were)|\b(?:{asking})\s(?:is|are|was|were))(?:n['’]t)?(?:\s{_WORD}){{1,4}}?"
    be = rf"(?<!\bthere\s)\b(?:{either(_BE)}|(?<=we['’])re|(?<=they['’])re|(?<=you['’])re|{asked})"
    more = (
        rf"(?:(?:,|,?\s(?:and|or|but))\s(?:{between}\s)*{participle}(?!\s(?:the|an?|to|that|him|her|his|its|their)\b))*"
    )
    # Farther off only what cannot be a past tense (was saved and, that night, flown home), or what has an agent.
    later = either(
        word for word in participles if word.endswith(("n", "ne", "ung", "unk")) and word not in ("won", "spun")
    )
    after = rf"(?:(?P<gap>\s[^,.;:!?()]{{1,60}}?)\s(?:and|or|but)\s(?:{between}\s)*(?P<later>(?:{later})|{participle}(?=\sby\s))\b)?"
    passive = rf"{be}(?:\s{between}|,[^,.;]{{2,40}},)*\s[“‘\"']?(?P<near>(?P<first>{participle}){more}){after}"
    by = r"(?:\s(?!by\b)[^\s,.;:!?]+){0,4}?\sby\s([^,.;:!?()]{1,200})"
    nobody, times = ([line for line in by_nobody if line.startswith("the ") is wanted] for wanted in (False, True))
    times = either(line.removeprefix("the ") for line in times)
    no_agent = rf"[\d$€£]|(?!(?:king|lightning|\w*thing)\b){_WORD}ing\b|(?:{either(nobody)}|(?:the|an?)\s(?:{times}))\b"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (passive, participle, by, no_agent))


def _is_state(participle, after, be, words):
    if (
        participle in words.not_participles
        or (be.startswith("g") and participle in _GOT)
        or _ADJECTIVE.fullmatch(participle)
    ):
        return True
    before = words.states.get(participle, [])
    return any(re.match(rf"\s{word}\b" if word.isalpha() else re.escape(word), after) for word in before) or (
        "." in before and not after
    )


def either(words):
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))
