"""The kinds of question that ask for evidence: unit ids and exact words, held to the one law of `rules.evidence`."""

import re

from .. import critique
from ..corpus import kind_of, load_table, shortened
from ..display import unit_id
from ..rules.evidence import NOT_FOUND, STANDS, added_words, examine, own_words, says_something, without
from ..rules.matching import hits_of, plain_word, words_of
from ..words import function_words
from .kinds import ONE_OF_MANY, Question, almost, defensible, found, no_table, not_yet


def codes(variable, column, asked, values, solved, all_one, no_claim, because, hints, wrong, deciding=()):
    """A table in which the student codes units and copies the words that decide: `id`, the `column` of the codebook, `words`.
    The evidence is checked, and no code is wrong if it is in the codebook; the reply counts the agreement with other coders.
    `all_one` is said to one code for everything, `no_claim` to "none" for a unit that makes a claim. `deciding` are small words that
    decide by the rules of this codebook, such as *would*, and count beside those that do not stand in every sentence."""
    numbers = {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}

    def judge(given):
        problem = no_table(variable, given)
        if problem:
            return problem
        if not {"id", column, "words"} <= set(given.columns):
            return almost(f"The table should have the columns id, {column} and words.")
        if sorted(map(unit_id, given["id"])) != sorted(asked):
            return almost(f"The column id should name each of {', '.join(asked)} once.")
        given = given.assign(id=given["id"].map(unit_id))
        book = critique.known().book
        for row in given[["id", column, "words"]].itertuples(index=False, name=None):
            problem = _wrong_code(*row, values, book, no_claim, deciding)
            if problem:
                return problem
        mine = given.assign(**{column: [str(code).strip().lower() for code in given[column]]}).set_index("id")[column]
        if mine.nunique() == 1:
            return not_yet(f"All {numbers[len(asked)]} are {mine.iloc[0]} to you. {all_one}")
        same = {
            name: int((load_table(f"coding/{file}").set_index("id")[column][asked] == mine[asked]).sum())
            for name, file in [("first pass", "first_pass"), ("second pass", "second_pass"), ("reference", "reference")]
        }
        told = ", ".join(f"with the {name} in {count}" for name, count in same.items())
        return found(
            "Your coding holds.",
            f"Each code is in the codebook, and each of your words stands in its unit. Of the {numbers[len(asked)]} you agree {told}. "
            "That is no mark: these units were chosen because coders differ on them, and no code was judged. Where you differ, you have "
            "words to argue with.",
        )

    return Question(
        "Put a value of the codebook and some words from the unit in place of each pair of dots.",
        judge,
        lambda: solved,
        because,
        tuple(hints),
        lambda: wrong,
    )


def _wrong_code(unit, code, words, values, book, no_claim, deciding):
    """What is wrong with one row of a student's coding, as a Reply, or nothing."""
    code, words = str(code).strip().lower(), str(words).strip()
    if code not in values:
        return almost(f"In {unit}, {shortened(code)} is no value of the codebook. The values are {', '.join(values)}.")
    if len(set(words_of(words)) - (function_words() - set(deciding))) < 2:
        return not_yet(f"In {unit}, copy the words that decided you: at least two that do not stand in every sentence.")
    if code == "none":
        return not_yet(no_claim.format(unit=unit))
    if not any(unit in hit.ids for hit in hits_of(words, book)):
        return not_yet(f"In {unit}, the words `{words[:50]}` do not stand in the unit in this form. Copy them from it.")
    if len(words.split()) > 8:
        return not_yet(f"In {unit} you copied {len(words.split())} words. Which of them decided you? At most eight.")


def evidence(
    variable, question, bears, sources, least_words, model, rubric, hints, wrong, names=(), how_many=1, least_units=1, quoted=1, answers=tuple, also=None,
    may=(), elsewhere=None,
):  # fmt: skip
    """A short text that cites unit ids and quotes from them: the law of `rules.evidence` says whether its evidence holds.

    `question` is what is asked, in the words of the lesson. `bears` are the ids on which our own reading rests: a text that cites none
    of them is defensible, and not wrong, unless there is `elsewhere`. `sources` are those that must be cited and quoted, if any, `how_many` says from how many
    sources at least units have to be cited, `least_units` how many, and `quoted` from how many sources words; one of `names` must be in the text, if there are any.
    `answers` gives the texts that the student was asked to answer: their words, between marks, are no quotations of the sources. `also`
    looks at what this exercise alone asks for: from what `examine` gives to a sentence, or nothing. `may` are (what a student might write,
    words of the reply to it) for answers that are defensible. Where the exercise itself asks for
    one of `bears`, `elsewhere` says to a text without one what is missing and what to do, of what `examine` gives: it is not yet right.
    """

    def judge(given):
        if not isinstance(given, str):
            return almost(f"Give your text between three quotation marks; this is {kind_of(given)}.")
        known = critique.known()
        seen = examine(given, known, [question, *answers()])
        problem = (
            _too_thin(given, least_words, question)
            or _wrong_citation(given, seen, sources, how_many, known.book)
            or _too_few_units(seen, least_units)
            or _without_a_name(given, names)
            or _wrong_quotation(seen)
            or _too_little_quoted(seen, sources, quoted, known)
            or _says_nothing(seen, known, question, rubric)
            or (also and also(seen))
        )
        if problem:
            return not_yet(problem)
        told = f"{_checked(seen)}\nNot judged: whether your sentences bear on the question, and whether anything follows from them. That is for you, or your teacher, to judge."
        passed_on = (
            f"Ask of your text: {rubric}\n"
            f'Then let somebody else ask, if you like (lesson 10 has more on it): `from sidebyside import critique` and `critique.keep({variable}, "ana")`, with your name in place of '
            "ana, keep it with the eight questions of the peer form beside it. One text of ours is in `solution`."
        )
        lacking = [
            source for source in sources or [""] if not set(bears) & {u for u in seen.cited if u.startswith(source)}
        ]
        if lacking and elsewhere:
            return not_yet(f"Your evidence holds. {elsewhere(seen)}")
        if lacking:
            told = f"Your evidence holds. {told} {_rests_elsewhere(bears, lacking, sources)}\n{passed_on}"
            return defensible(told, "Our own reading uses other sentences.")
        return found("Your evidence holds.", f"{told}\n{passed_on}")

    return Question(
        f"Write your text where the dots are: at least {least_words} words, with unit ids in brackets, such as ({min(bears)}), "
        "and a few exact words between double quotation marks.",
        judge,
        lambda: f'{variable} = """{model}"""',
        f"{ONE_OF_MANY} Ask of your own: {rubric}",
        tuple(hints),
        lambda: wrong,
        lambda: tuple(may),
    )


def _rests_elsewhere(bears, lacking, sources):
    """On what our own reading rests, for a text that cites nothing of it from the sources `lacking`."""
    others = sum(unit.startswith(tuple(lacking)) for unit in bears)
    of = f" of {lacking[0]}" if len(lacking) < len(sources) else ""
    return f"Our own reading{of} rests on {others} other sentences: which would you set beside yours?"


def _checked(seen):
    """What was found to hold, and what was not found and is let pass, with the reason."""
    stand = [quotation for quotation in seen.quotations if quotation.finding in STANDS]
    told = [
        f"Checked: you cite {', '.join(seen.cited[:12])}, and {len(stand)} quotation{'s stand' if len(stand) > 1 else ' stands'} where you say."
    ]
    told += [f"“{shortened(q.phrase, 60)}”: {q.advice}" for q in stand if q.finding != "quotation holds"][:3]
    loose = [f"“{shortened(q.phrase, 60)}”" for q in seen.quotations if q.finding == NOT_FOUND][:3]
    if loose:
        told.append(
            f"Not found in any source: {', '.join(loose)}. If the words are yours, say so, or leave out the marks: a reader takes them for a quotation."
        )
    return " ".join(told)


# What can be wrong with a text: each gives a sentence, or nothing.


def _too_thin(text, least_words, question):
    written = re.findall(r"\w+", text.lower())
    asked = f"{least_words} words" in question  # else a word or two does not decide
    if len(written) < (least_words if asked else 0.9 * least_words):
        plural = "" if len(written) == 1 else "s"
        return f"Too short, with {len(written)} word{plural}. Write at least {least_words}, so that there is a reason in it."
    sentences = [words_of(sentence) for sentence in re.split(r"[.!?\n]", text)]
    once = sum(map(len, set(map(tuple, sentences))))
    if once < 0.9 * least_words <= sum(map(len, sentences)):
        return f"A sentence comes again and again. Without what is repeated, {once} words are left. Write at least {least_words}, so that there is a reason in it."
    if len(set(written)) < least_words // 2:
        return "The same few words come again and again. Write sentences that give a reason."


OF_ONES_OWN = "These are ids of texts of your own, and this exercise asks about the five: `critique.show_review(text, units)` looks at yours."


def _wrong_citation(given, seen, sources, how_many, book):
    for mention in seen.mentions:
        if mention.wrong:
            return OF_ONES_OWN if re.fullmatch(r"[F-Z]\d\d", mention.words) else mention.wrong
    cited = {book.source_of[unit] for unit in seen.cited}
    for source in sources:
        if source not in cited:
            return (
                f"No unit of source {source} is cited. A comparison needs evidence from each side: "
                f"give an id, such as ({source}02)."
            )
    if not cited and re.search(r"\b(?:[F-Z]|[A-Z]{2})\d\d\b", given):
        return OF_ONES_OWN
    if not cited:
        return "Cite the unit that you mean, by its id."
    if len(cited) < how_many:
        return f"Only source {min(cited)} is cited. A comparison needs evidence from two sources."


def _too_few_units(seen, least):
    if len(seen.cited) < least:
        return f"You cite {' and '.join(seen.cited)}, and evidence from at least {least} units is asked for. Where else does the text show it?"


def _without_a_name(text, names):
    if names and not set(names) & set(re.findall(r"\w+", text.lower())):
        return f"Say which value you would give: {', '.join(names[:-1])} or {names[-1]}."


def _wrong_quotation(seen):
    if not seen.phrases:
        return "Quote a few exact words from a unit you cite, between double quotation marks."
    for quotation in seen.quotations:
        if quotation.fault:
            return f"“{shortened(quotation.phrase, 60)}”: {quotation.advice}"


def _too_little_quoted(seen, sources, least, known):
    quoted = {
        known.book.source_of[unit]
        for quotation in seen.quotations
        if quotation.finding in STANDS and _is_some_words(quotation.phrase, known.small)
        for unit in quotation.ids
    }
    for source in sources:
        if source not in quoted:
            where = f"source {source} too" if len(sources) > 1 else f"source {source}"
            return f"Quote some words from {where}: at least two, from a unit that you cite."
    if not quoted:
        return "Quote some words from the unit: at least two, from a unit that you cite."
    if len(quoted) < least:
        lost = next((quotation for quotation in seen.quotations if quotation.finding == NOT_FOUND), None)
        if lost:
            return f"“{shortened(lost.phrase, 60)}”: {lost.advice}"
        return (
            f"Words are quoted from source {min(quoted)} only: quote at least two from a unit of the other source too."
        )


def _is_some_words(phrase, small):
    words = words_of(phrase)
    return len(words) > 2 or len(words) > 1 and bool(set(words) - small)


def _says_nothing(seen, known, question, rubric):
    own, asked = words_of(without(own_words(seen), question)), set(words_of(question))
    added, not_asked = added_words(seen, known, question), [word for word in own if word not in asked]
    if len(own) < 6 or len(added) < (1 if len(set(not_asked)) >= 12 else 2):  # plain English has many small words
        return "Outside the quotations there is little that is not in the question too: say what the quotations show."
    if not says_something(seen, known, _proper_names(known), question, rubric):
        return "Outside the quotations I find nothing of the sources or of the question. What do the words that you quote show?"


def _proper_names(known):
    """The plain words of the names in the sources, such as kosovo and lavrov; none that is also written small there."""
    small = {word for run in known.book.runs for word in re.findall(r"\b[a-z]+\b", run.text)}
    capitals = {
        plain_word(word)
        for text in load_table("mentions")["text"]
        for word in re.findall(r"[^\W\d_]+", text)
        if word[0].isupper()
    }
    return frozenset(known.people) | {word for word in capitals if len(word) > 1 and word not in small | known.small}
