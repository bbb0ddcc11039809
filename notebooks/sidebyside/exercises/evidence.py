"""The kinds of question that ask for evidence: unit ids and exact words, checked against the units."""

import re

from ..corpus import kind_of, load_table, load_units
from ..display import no_such_unit, unit_id
from ..rules.sentences import folded
from ..words import function_words
from .kinds import Question, almost, found, no_table, not_yet


def codes(variable, column, asked, values, solved, all_one, no_claim, because, hints, wrong):
    """A table in which the student codes units and copies the words that decide: `id`, the `column` of the codebook, `words`.
    The evidence is checked, and no code is wrong if it is in the codebook; the reply counts the agreement with other coders.
    `all_one` is said to one code for everything, `no_claim` to "none" for a unit that makes a claim."""
    numbers = {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}

    def judge(given):
        problem = no_table(variable, given)
        if problem:
            return problem
        if not {"id", column, "words"} <= set(given.columns):
            return almost(f"The table should have the columns id, {column} and words.")
        if sorted(map(unit_id, given["id"])) != sorted(asked):
            return almost(f"The column id should name each of {', '.join(asked)} once.")
        units = load_units().set_index("id")["text"]
        given = given.assign(id=given["id"].map(unit_id))
        for row in given[["id", column, "words"]].itertuples(index=False, name=None):
            problem = _wrong_code(*row, values, units, no_claim)
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


def _wrong_code(unit, code, words, values, units, no_claim):
    """What is wrong with one row of a student's coding, as a Reply, or nothing."""
    code, words = str(code).strip().lower(), str(words).strip()
    if code not in values:
        return almost(f"In {unit}, {code[:20]} is no value of the codebook. The values are {', '.join(values)}.")
    if not set(folded(words).split()) - function_words():
        return not_yet(f"In {unit}, copy the words that decided you: words that do not stand in every sentence.")
    if code == "none":
        return not_yet(no_claim.format(unit=unit))
    if f" {folded(words)} " not in f" {folded(units[unit])} ":
        return not_yet(f"In {unit}, the words `{words[:50]}` do not stand in the unit in this form. Copy them from it.")
    if len(words.split()) > 8:
        return not_yet(f"In {unit} you copied {len(words.split())} words. Which of them decided you? At most eight.")


def evidence(variable, bears, sources, least_words, model, rubric, hints, wrong, names=(), how_many=1):
    """A short text that cites unit ids and quotes from them. `bears` are the ids that can support an answer,
    `sources` those that must be cited, if any, and `how_many` how many of them at least; one of `names` must be in the
    text, if there are any. The evidence is checked, one thing after the other; the reasoning is set beside a model and a rubric."""

    def judge(given):
        if not isinstance(given, str):
            return almost(f"Give your text between three quotation marks; this is {kind_of(given)}.")
        units = load_units().set_index("id")["text"]
        cited, phrases = _cited(given, units), _phrases(given)
        words = {item: folded(text) for item, text in units.items()}
        problem = (
            _too_thin(given, least_words)
            or _wrong_citation(given, cited, sources, how_many, units)
            or _without_a_name(given, names)
            or _wrong_quotation(given, phrases, cited, words)
            or _beside_the_point(cited, phrases, sources, bears, words, hints)
        )
        if problem:
            return not_yet(problem)
        return found(
            "Your evidence holds.",
            f"Only ids and quotations were checked: you cite {', '.join(cited)}, and each quotation stands there.\n"
            f"Whether the reasoning holds is for you or your teacher to judge. Ask of it: {rubric}\nOne answer, to compare: {model}",
        )

    return Question(
        f"Write your text where the dots are: at least {least_words} words, with unit ids in brackets, such as ({min(bears)}), "
        "and a few exact words between double quotation marks.",
        judge,
        lambda: f'{variable} = """{model}"""',
        f"It is one answer among many. Ask of your own: {rubric}",
        tuple(hints),
        lambda: wrong,
    )


_QUOTED = r"[“\"«„]([^”\"»“«„]+)[”\"»“]"


def _cited(text, units):
    """The unit ids in a text, each once, in order; those of no unit as well."""
    letters = "".join(dict.fromkeys(item[0] for item in units.keys()))
    found = re.findall(rf"\b[{letters}]\d{{1,3}}\b|\b[{letters.lower()}]\d\d\b", text)
    return list(dict.fromkeys(map(unit_id, found)))


def _phrases(text):
    """What is quoted in a text, each once, in order, with its words as they are compared."""
    return {phrase: folded(phrase) for phrase in (found.strip(" ,.;:") for found in re.findall(_QUOTED, text))}


# What can be wrong with a text: each gives a sentence, or nothing.


def _too_thin(text, least_words):
    written = re.findall(r"\w+", text.lower())
    if len(written) < least_words:
        plural = "" if len(written) == 1 else "s"
        return f"Too short, with {len(written)} word{plural}. Write at least {least_words}, so that there is a reason in it."
    if len(set(written)) < least_words // 2:
        return "The same few words come again and again. Write sentences that give a reason."


def _wrong_citation(given, cited, sources, how_many, units):
    for item in cited:
        if item not in units.index:
            return no_such_unit(item, units.index)
    for source in sources:
        if not any(item[0] == source for item in cited):
            return (
                f"No unit of source {source} is cited. A comparison needs evidence from each side: "
                f"give an id, such as ({source}02)."
            )
    if not cited and re.search(r"\b(?:[F-Z]|[A-Z]{2})\d\d\b", given):
        return "These are ids of texts of your own, and this exercise asks about the five: `critique.show_review(text, units)` looks at yours."
    if not cited:
        return "Cite the unit that you mean, by its id."
    if len({item[0] for item in cited}) < how_many:
        return f"Only source {cited[0][0]} is cited. A comparison needs evidence from two sources."


def _without_a_name(text, names):
    if names and not set(names) & set(re.findall(r"\w+", text.lower())):
        return f"Say which value you would give: {', '.join(names[:-1])} or {names[-1]}."


def _wrong_quotation(text, phrases, cited, words):
    def home(phrase, among):
        return next((item for item in among if folded(phrase) in words[item]), None)

    if not phrases:
        return "Quote a few exact words from a unit you cite, between double quotation marks."
    for phrase, place in dict.fromkeys(re.findall(_QUOTED + r"[\s,.;:]*\(([^()]*)\)", text)):
        beside = [item for item in _cited(place, words) if item in words]
        if beside and home(phrase, cited) and not home(phrase, beside):
            return (
                f"The words “{phrase[:60]}” stand in {home(phrase, cited)}, and not in {' or '.join(beside)}, "
                "which you give for them."
            )
    for phrase in phrases:
        if not home(phrase, cited):
            elsewhere = home(phrase, words)
            where = (
                f"they stand in {elsewhere}, which you do not cite"
                if elsewhere
                else "they stand in no unit in this form"
            )
            return f"The words “{phrase[:60]}” are not in any unit you cite: {where}."


def _beside_the_point(cited, phrases, sources, bears, words, hints):
    for source in sources or [""]:
        own = [item for item in cited if item.startswith(source)]
        if not any(item in bears for item in own):
            return f"{' and '.join(own)}: there, but without bearing on the question. {hints[0]}"
        if not any(len(phrase.split()) > 1 and said in words[item] for phrase, said in phrases.items() for item in own):
            where = f"source {source} too" if source else "the unit"
            return f"Quote some words from {where}: at least two, from a unit that you cite."
