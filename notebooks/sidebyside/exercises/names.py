"""The questions of lesson 06."""

import re

from ..corpus import is_blank, load_table
from ..rules.evidence import STANDS
from .evidence import evidence, no_table
from .kinds import (
    BLANK,
    THE_OTHER_WAY_ROUND,
    Question,
    Reply,
    almost,
    choice,
    defensible,
    function,
    ids,
    not_yet,
    right,
)


def _on_the_first_naming(result):
    """What is said of what a function makes of a naming with two titles in small letters, if that is not True."""
    if result is False:
        return "A title in small letters is one too, wherever it stands. Ask with `in`, and have the naming and the title both in small letters."
    if isinstance(result, str) and result.lower() in ("president", "prime minister"):
        return "Python needs the whole question twice: `... in naming.lower() or ... in naming.lower()`."
    return "A question with `in` gives True or False by itself, and `naming.lower()` needs its brackets."


def _not_of_one(seen):
    """A sentence if no two of the names quoted, from two sources, are of one entity by the spans of `mentions.csv`, or nothing."""
    mentions = load_table("mentions")
    of_source = {}  # entity -> sources
    for quotation in seen.quotations:
        entities = _named_in(quotation, mentions)
        for entity in entities | ({"kosovo", "serbia"} if "pair" in entities else set()):  # who names both, names each
            of_source.setdefault(entity, set()).add(quotation.ids[0][0])
    if not any(len(sources) > 1 for sources in of_source.values()):
        return "The two names that you quote are not of one and the same, by our table of names. Whom or what does each of them stand for?"


def _named_in(quotation, mentions):
    """The entities that a quotation names: those of the mention that is most of it, else of the widest ones in it, else of the
    narrowest around it."""
    if quotation.finding not in STANDS or len(quotation.ids) != 1:
        return set()
    run, first, last = quotation.hit.run, quotation.hit.first, quotation.hit.last
    begin = run.begins[run.ids.index(quotation.ids[0])]
    start, end = run.spans[first][0] - begin, run.spans[last - 1][1] - begin
    own = mentions[mentions["unit_id"] == quotation.ids[0]]
    spans = list(zip(own["start"], own["end"], own["entity_id"]))
    for mention in own[own["clause"] != ""].itertuples():  # what a clause says of it names it, too
        clause = run.text.index(mention.clause, begin + mention.end) - begin
        spans.append((clause, clause + len(mention.clause), mention.entity_id))

    def alike(span):
        return (min(end, span[1]) - max(start, span[0])) / (max(end, span[1]) - min(start, span[0]))

    most = max(map(alike, spans), default=0)
    if most > 0.5:
        return {span[2] for span in spans if alike(span) == most}
    inside = [span for span in spans if start <= span[0] and span[1] <= end]
    widest = [a for a in inside if not any(b[0] <= a[0] and a[1] <= b[1] and b[:2] != a[:2] for b in inside)]
    around = sorted((span for span in spans if span[0] <= start and end <= span[1]), key=lambda span: span[1] - span[0])
    return {span[2] for span in widest or around[:1]}


# ---------------------------------------------------------------- three nouns that become sentences

# Each noun with an answer of ours.
ACTS = {
    "political change": "not named",
    "armed uprising": "The ethnic Albanian majority population rose up in arms.",
    "bombing campaign": "NATO bombed Serbia.",
}
_NOT_NAMED = r"\bnot (?:named|said|given|told|known|clear)\b|\bun(?:named|known)\b|n['’]t (?:named|said|say)\b|\bnot say\b|\bno(?:body| one| actor| agent| name)\b|\bneither\b|\bnot (?:name|mention)"
_NO = r"\bnot\b|\bnever\b|n['’]t\b"
_BELGRADE_CHANGED = r"^\W*(?:in 199\d\W+)?belgrade\b(?! politic)[^,;]*\b(?:chang|alter|shift)"
_ALBANIANS = r"\balbanians?\b|\bmajority\b"
_ROSE = r"\b(?:rose|rises?|rised|risen|uprose|revolt(?:s|ed)?|rebel(?:s|led)?|mutinied|(?:took|takes?|taken) up|(?:stood|stands?) up|fought|fights?|armed (?:itself|themselves)|(?:was|were|began|started) (?:rising|revolting|rebelling|fighting)|\w+(?:ed|t) (?:with|in|by) (?:arms|weapons|guns))\b"
_BOMBED = r"\bbombed\b|\bbombard(?:s|ed)\b|\b(?:was|were|began|started|kept) bomb(?:ing|arding)\b|\bbombs? (?!on\b|against\b|over\b|in\b)|\b(?:drop|threw|throw|used?|sent|attack|struck|strike|hit|fought|campaigned)\w* .*\bbombs\b"
# To change can also be done by nobody: "Politics in Belgrade changed" has a verb, and no actor.
_CHANGED = (
    r"^\W*(?:in (?:the )?199\ds?\W+)?(?:(?:in )?belgrade(?:['’]s)?\W+)?(?:the )?(?:politics|polic(?:y|ies)|political \w+|something|things?)"
    r"(?: (?:of|in) belgrade)?(?: has| have| had)? (?:changed|shifted|altered)\b(?: politically| in belgrade| in (?:the )?199\ds?)*\W*$"
)
_OWN_REASONS = r"\bkill|\bmurder|\bterror|\bcrim|\baggress|\billegal|\blegal|\boppress|\bexpel|\bliberat|\bfree|\bdefen[cds]|\bindependen|\bbecause\b|\bcivilian|\bvictim|\bprotect|\bsave"

# What is looked for in each sentence, in order: what has to be in it (True) or must not be (False), and the reply if it is otherwise.
LOOKED_FOR = {
    "political change": [
        (r"milo[sš]evi", False, "No unit of the five names him. Does B23 say who made the change?"),
        (
            r"\bnato\b|albanian|\bkosovo|\b(?:US|EU)\b|\bthe west\b|americans",
            False,
            "In B23 they do not make the change. Read the words before and after the noun.",
        ),
        (
            r"serb|yugoslav|government|regime|parliament|president|communist|\bparty\b|\bstate\b",
            False,
            "B23 does not say that of those whom you name. Does it say who made the change?",
        ),
        (
            r"somebody|someone|people|\bthey\b|politicians|leaders|officials|authorities",
            False,
            "Your word for who acts is not in B23. Does it say who made the change?",
        ),
        (
            rf"^(?!.*(?:{_NOT_NAMED})).*\bpolitical change\b",
            False,
            "The act is still the noun `change`. Which verb is in it, and does B23 say who does it?",
        ),
        (
            r"^\W*(?:no(?:body| one|ne)|neither)\W*$|\bno(?:body| one)(?: has| had| ever)* (?:made|chang|did)",
            False,
            "`Nobody`, as the one who acts, says that it was not done. Does B23 say that, or does it not say who did it?",
        ),
        (_NOT_NAMED, True, "Who made the change? I find nobody in your sentence who does it."),
    ],
    "armed uprising": [
        (_NOT_NAMED, False, "B23 does say who. Read on after the noun."),
        (r"\buprisings?\b", False, "The act is still the noun `uprising`. Which verb is in it?"),
        (_NO, False, "In B23 it was done. Write it without a no."),
        (
            r"\bKLA\b|\bU[CÇ]K\b|liberation army",
            False,
            "The Kosovo Liberation Army stands in none of the five texts. Whom does B23 have after `by`?",
        ),
        (
            r"\bnato\b|\bserb|belgrade|thaci|haradinaj|guerr?il|insurgent|militant|separatist|extremist|soldier|fighters|yugoslav",
            False,
            "Somebody or something in it is not in these words of B23. Whom does B23 have after `by`, and does it say against whom?",
        ),
        (_ALBANIANS, True, "I do not find those who rose. Take them from B23, after `by`."),
        (_ROSE, True, "Is that what an uprising is? Which verb is in the noun?"),
        (rf"(?:{_ALBANIANS}).*(?:{_ROSE})", True, "Put those who act first, and the verb after them."),
        (
            rf"\bagainst\b|{_OWN_REASONS}",
            False,
            "Against whom they rose, why, and what it did to anybody, B23 does not say. Leave that out.",
        ),
    ],
    "bombing campaign": [
        (_NOT_NAMED, False, "B24 does say who. Who ended the conflict, and with what?"),
        (
            r"\bby bombing\b",
            False,
            "After `by`, `bombing` has no subject of its own. Make it the verb of the sentence.",
        ),
        (
            r"\bcampaigns?\b|(?<!\bwas )(?<!\bwere )(?<!\bbegan )(?<!\bstarted )(?<!\bkept )\bbombings?\b",
            False,
            "The act is still a noun. Which verb is in `bombing`?",
        ),
        (_NO, False, "In B24 it was done. Write it without a no."),
        (r"\bnato\b", True, "I do not find the one who bombed. Who ended the conflict, in B24?"),
        (_BOMBED, True, "With what was it done, in B24? Which verb is in `bombing`?"),
        (
            r"yugoslav",
            False,
            "The state had that name then, but B24 does not use it. Whom or what did NATO bomb, in the words of B24?",
        ),
        (
            r"(?<!conflict in )kosovo|belgrade|\bserbs\b|serbians",
            False,
            "Whom or what did NATO bomb, in the words of B24?",
        ),
        (r"\bserbia\b", True, "Whom or what did NATO bomb, in the words of B24?"),
        (rf"\bnato\b.*(?:{_BOMBED})", True, "Put the one who acts first, and the verb after it."),
        (_OWN_REASONS, False, "Why it was done, and what it did to anybody, B24 does not say. Leave that out."),
    ],
}


def _judge_acts(given):
    problem = no_table("acts", given)
    if problem:
        return problem
    if not {"noun", "sentence"} <= set(given.columns) or sorted(map(str, given["noun"])) != sorted(ACTS):
        return almost(f"The table should have the columns noun and sentence, and a row for each of: {', '.join(ACTS)}.")
    told = dict(zip(given["noun"], given["sentence"]))
    if any(is_blank(sentence) for sentence in told.values()):
        return Reply(BLANK, "Not answered yet.", _PUT_SENTENCES)
    argued = []
    for noun, looked_for in LOOKED_FOR.items():
        sentence = told[noun]
        if not isinstance(sentence, str):
            return almost(f"At `{noun}`, write a sentence between quotation marks.")
        if len(sentence.split()) > 20:
            return not_yet(f"At `{noun}` you have {len(sentence.split())} words. One short sentence is enough.")
        if noun == "political change":
            argued = [why for pattern, why in _CHANGES if re.search(pattern, sentence, re.I)][:1]
            if argued:
                continue
        for pattern, wanted, reply in looked_for:
            if bool(re.search(pattern, sentence, re.I)) != wanted:
                return not_yet(f"At `{noun}`: {reply}")
    return defensible(argued[0]) if argued else right(_TWO_OF_THREE)


_PUT_SENTENCES = 'Put a short sentence between quotation marks, or `"not named"`, in place of each `...`.'
_BELGRADE = (
    "The change: one can take the city for those who govern from it, as in “Belgrade could reconsider” (C54). Ours reads “in Belgrade” as a place, as we do in C31, so that "
    "nobody is named. The other two are as we have them."
)
_OF_ITSELF = (
    "The change: *to change* can also be said of what changes, and then no one has to make it. Your verb does that, and keeps to B23. Ours says instead that "
    "whoever made it is not named. The other two are as we have them."
)
_CHANGES = ((_CHANGED, _OF_ITSELF), (_BELGRADE_CHANGED, _BELGRADE))
_TWO_OF_THREE = (
    "For two of the three the page says who acted: NATO bombed, and the ethnic Albanian majority population rose. For the change it has only a place, and not what it was. Nor does it say "
    "against whom anybody rose; that they rose in arms, it does say. A noun can leave all this open; why it was left open here, the page does not tell."
)


def _acts_typed(**sentences):
    """What a student would type who writes our sentences but for these, each under the last word of its noun."""
    rows = [(noun, sentences.get(noun.split()[1], ours)) for noun, ours in ACTS.items()]
    return f'acts = pd.DataFrame({rows!r}, columns=["noun", "sentence"])'


QUESTIONS = {
    "former-province": choice(
        "what_former_does",
        {"a": "nothing", "b": "no longer part of Serbia", "c": "independent state", "d": "given up"},
        "b",
        why="`Province` is the word of Serbia's law, and once of Yugoslavia's too; `former` takes for granted that it holds no longer. A reader in Belgrade may object to `former`, and one in "
        "Pristina to `province`. Each of the two words takes something for granted.",
        wrong={
            "a": "Leave the word out and read the sentence again: `its province`. Has only the history changed?",
            "c": "A thing can have stopped being one thing without having become a certain other. Does `former` say what it is now?",
            "d": "Whose word is `former`? Read B19 again: what does Belgrade agree to there, and does the writer say that it has agreed to this name?",
        },
        hints=[
            "Read B19 aloud without the word.",
            "Put a `not` into the main sentence of B19, as in lesson 05: what survives?",
        ],
        because="A former province was one and is none. What it is instead, the word does not say.",
    ),
    "has-title": function(
        "has_title",
        [
            (("the president, once prime minister",), True, _on_the_first_naming),
            (("the president",), True, "An `and` asks for both titles at once. One of them is enough."),
            (
                ("President Hashim Thaci",),
                True,
                "The word is there with a capital P, and Python takes capitals and small letters for different signs.",
            ),
            (
                ("Prime Minister Ramush Haradinaj",),
                True,
                "There are two titles to look for, with `or` between the two whole questions.",
            ),
            (("Lavrov",), False, "A bare surname has no title."),
            (("the minister of sports",), False, "Only `prime minister` is asked for here, both words together."),
        ],
        tells=[(("resident",), True, f"You ask whether the naming stands in the title. {THE_OTHER_WAY_ROUND}")],
        solved='def has_title(naming):\n    return "president" in naming.lower() or "prime minister" in naming.lower()',
        why="That finds two titles and no others: not the leader, the envoy, the director. `names.titles` looks for ten, and a new text would have an eleventh.",
        wrong=[
            (
                'def has_title(naming):\n    return "president" in naming or "prime minister" in naming',
                "with a capital P",
            ),
            (
                'def has_title(naming):\n    return "President" in naming or "Prime Minister" in naming',
                "in small letters is one too",
            ),
            ('def has_title(naming):\n    return "president" in naming.lower()', "two titles to look for"),
            (
                'def has_title(naming):\n    return naming.lower() in "president" or naming.lower() in "prime minister"',
                "what you look for stands before `in`",
            ),
            (
                'def has_title(naming):\n    return "president" or "prime minister" in naming.lower()',
                "the whole question twice",
            ),
            ('def has_title(naming):\n    return "president" in naming.lower', "needs its brackets"),
            (
                'def has_title(naming):\n    return "president" in naming.lower() or "minister" in naming.lower()',
                "both words together",
            ),
            (
                'def has_title(naming):\n    return "president" in naming.lower() and "prime minister" in naming.lower()',
                "asks for both titles at once",
            ),
        ],
        hints=[
            '`"president" in naming.lower()` is True if the word is there.',
            "Write the same for the other title, and put `or` between the two.",
        ],
        because="Each half asks for one title in the words made small; or makes it True if either is there. (Each half has to be a whole question.)",
    ),
    "who-began": ids(
        "who_began",
        {"B23"},
        why="B23 is the only one that starts the war with acts, “a political change” and “an armed uprising”. Notice the order, that only the second has people, "
        "after `by`, and that B23 does not say what the change was. What C names behind the drive for independence (C74) is not among the six; it comes below.",
        wrong={
            frozenset(): "Somebody or something does start it. Read the verbs of the six again: what does each of them say of the war?",
            frozenset(
                {"B24"}
            ): "This unit has an actor and a war in it, but read the verb again: which end of the war does it talk about?",
            frozenset(
                {"C53"}
            ): "This unit has a verb for the war, but read it again: which end of the war does it talk about?",
            frozenset({"D02"}): "The war has a verb here, but look at who its subject is. Can a war begin itself?",
        },
        extra={
            "A07": "In A07 read what stands after `after`: is that something somebody does, or something that has happened?",
            "D02": "In D02 the war has a verb, but look at who its subject is. Can a war begin itself?",
            "B24": "B24 has an actor and a war in it, but which end of the war does its verb talk about?",
            "C53": "C53 says how something stopped. Does it say how it began?",
            "E28": "E28 has no war in it at all. What lingers there?",
        },
        hints=[
            "Look for a verb that means `caused to begin`.",
            "Then for what stands before it: is there somebody, or something, that does it?",
        ],
        because="In B23 a change and an uprising triggered the conflict. In A07 and D02 it is simply there, B24 and C53 tell how it ended, and E28 has no war.",
        example='{"A07", "D02"}',
    ),
    "noun-to-verb": Question(
        _PUT_SENTENCES,
        _judge_acts,
        _acts_typed,
        "In B23 those who rose stand after `by`. In B24 the one who bombed is the subject of `ended`, and `against Serbia` says whom it bombed. For the change B23 has `in Belgrade`, a place, and nobody. "
        "(That Belgrade stands for its government can be defended, and so can `Politics in Belgrade changed`, where nobody acts.)",
        (
            "For each noun: which verb is in it? An arrival has `arrive` in it.",
            "Then look for who does it: after `by`, or in the subject of the sentence. A place is not somebody.",
        ),
        lambda: (
            (_acts_typed(change="Milošević changed the politics in Belgrade."), "No unit of the five names him"),
            (_acts_typed(change="The Serbian government changed its policy."), "not say that of those whom you name"),
            (_acts_typed(change="NATO changed the politics in Belgrade."), "they do not make the change"),
            (_acts_typed(change="Politicians in Belgrade changed their mind."), "Your word for who acts"),
            (_acts_typed(change="There was a political change in Belgrade."), "still the noun `change`"),
            (_acts_typed(change="Nobody"), "says that it was not done"),
            (_acts_typed(change="A new time began in Belgrade."), "I find nobody in your sentence"),
            (_acts_typed(uprising="not named"), "B23 does say who"),
            (
                _acts_typed(uprising="The ethnic Albanian majority population started an armed uprising."),
                "still the noun `uprising`",
            ),
            (_acts_typed(uprising="The KLA took up arms."), "stands in none of the five texts"),
            (_acts_typed(uprising="Albanian separatists took up arms."), "not in these words of B23"),
            (_acts_typed(uprising="The people took up arms."), "I do not find those who rose"),
            (_acts_typed(uprising="The ethnic Albanian majority was armed."), "Is that what an uprising is?"),
            (_acts_typed(uprising="Arms were taken up by the ethnic Albanian majority."), "Put those who act first"),
            (
                _acts_typed(uprising="The ethnic Albanian majority population took up arms because it was oppressed."),
                "why, and what it did to anybody, B23",
            ),
            (_acts_typed(campaign="not named"), "B24 does say who"),
            (_acts_typed(campaign="NATO ended the conflict by bombing Serbia."), "has no subject of its own"),
            (_acts_typed(campaign="NATO led a bombing campaign against Serbia."), "The act is still a noun"),
            (_acts_typed(campaign="The Americans bombed Serbia."), "I do not find the one who bombed"),
            (_acts_typed(campaign="NATO attacked Serbia."), "With what was it done"),
            (_acts_typed(campaign="NATO bombed the Serbs."), "Whom or what did NATO bomb"),
            (_acts_typed(campaign="Serbia was bombed by NATO."), "Put the one who acts first"),
            (_acts_typed(campaign="NATO bombed Serbia and killed civilians."), "what it did to anybody, B24"),
        ),
        lambda: (
            (_acts_typed(change="Belgrade changed its politics."), "take the city for those who govern"),
            (_acts_typed(change="Politics in Belgrade changed."), "no one has to make it"),
        ),
    ),
    "agentless-passives": ids(
        "agentless",
        {"C03", "C60", "C75"},
        why="Is left, could be resolved, has never been offered. For the first, the sentence lets you guess; for the second four countries recognise, but who resolves? The third "
        "does not say by whom; and what counts as an offer, the two sides dispute (lesson 09). None of the three has a `by`.",
        extra={
            "B06": "B06 has a passive, but read on after it: is it said who approves?",
            "B10": "In B10 somebody refuses. Who? The subject of the verb does it.",
            "D14": "In D14 both countries have agreed. Who does it, then?",
        },
        may_lack={
            "C03": "In C03 `is left to the EU` can be read as a state, as it is with `is closed`: then nobody does anything. Ours reads it as something that is done, "
            "if the talks go as C expects."
        },
        missing={
            "C60": "In C60 something could be resolved. Who would resolve it? Not those after the `if`: what they do is recognise.",
            "C75": "In C75 look for `been`. Does the unit say by whom?",
        },
        hints=[
            "Look for a form of `be` with a second verb form after it.",
            "Then look for `by`. Where it stands with somebody behind it, the one who acts is named.",
        ],
        because="C03, C60 and C75 have passives without `by`. B06 has `by the UN Security Council`, and in B10 and D14 the subject acts. "
        "(`Is left` in C03 can be read as a state as well.)",
        example='{"B06", "D14"}',
    ),
    "two-names": evidence(
        "two_names",
        also=_not_of_one,
        question="Choose one naming from each of two sources, of the same person, place or force. Say what each takes for granted, and who would object to it: a reader in Pristina, one in Belgrade, or both. Three or four sentences, with the ids and the exact words.",
        bears={
            "A01",
            "A02",
            "A03",
            "A06",
            "A07",
            "A10",
            "A12",
            "B04",
            "B07",
            "B10",
            "B15",
            "B16",
            "B18",
            "B19",
            "B23",
            "B24",
            "B26",
            "C03",
            "C18",
            "C25",
            "C35",
            "C37",
            "C38",
            "C42",
            "C53",
            "C58",
            "C69",
            "C77",
            "C90",
            "D02",
            "D04",
            "D10",
            "D13",
            "D14",
            "D16",
            "E01",
            "E02",
            "E03",
            "E08",
            "E11",
            "E28",
            "E40",
        },
        sources="",
        how_many=2,
        least_words=40,
        model="A calls the force in Kosovo “a so-called peacekeeping force” (A07), which takes for granted that it does not keep the peace; it gives no reason. C calls it “the NATO "
        "peacekeeping force” (C53), which takes for granted that it does, and gives no reason either. Many in Pristina would object to the first. In Belgrade opinions "
        "differ, since some remember the bombing and some count on this force to protect Kosovo's Serbs; to the second one may object that it has NATO's name, and not the UN mandate.",
        rubric="is it one and the same thing that both names are for? Does it say what each takes for granted, and not only how it sounds? Does it put the same question to both? And does it know that "
        "not everybody in a city thinks alike?",
        hints=[
            'Take two from the lists above: Kosovo, Serbia, the two together, the leaders. `names.forms("kfor")` lists the names of the force.',
            "For each name finish the sentence: `this takes for granted that …`",
        ],
        wrong=[
            ('two_names = "A is biased and C is not."', "Too short"),
            (
                'two_names = """A calls the force in Kosovo “a so-called peacekeeping force” (A07), which takes for granted that it does not keep the peace at all, and many readers in Pristina would '
                'object to that, while many of those in Belgrade would not, and some would."""',
                "needs evidence from two sources",
            ),
            (
                'two_names = """A calls the force in Kosovo “a so-called peace force” (A07), and C calls it “the NATO peacekeeping force” (C53). The first takes for granted that it does not keep the '
                'peace, the second that it does, and neither of the two gives any reason for it."""',
                "The source has",
            ),
            (
                'two_names = """A calls the force in Kosovo so-called (A07), and C calls it the peacekeeping force of NATO (C53). The first takes for granted that it does not keep the peace, the second '
                'that it does, and neither of the two gives any reason for what it takes for granted."""',
                "Quote a few exact words",
            ),
        ],
    ),
}
