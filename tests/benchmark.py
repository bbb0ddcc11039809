"""How fast the course is, as ratios of two times taken in one run, on whatever machine this is.

    python tests/benchmark.py [--quick] [growth lessons imports functions folders own]     (default: all of them)

Six tables, each made in a process of its own: how the time grows with what is given, where it could get out of hand, each
line ok or not ok; each lesson's whole run against the least that a notebook costs; `import sidebyside` against `import
pandas`; the functions that count against what comes nearest in NLTK, on the same made-up text; `read_folder` on folders of
more and more articles; and all tables of lesson 11 on such a folder, one after the other. The two sides take turns, and the
median counts. Memory is the peak of what Python allocates, taken in a pass of its own. It ends with 1 if a line is not ok.
"""

import argparse
import contextlib
import io
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

import nbformat
import nltk
import pandas as pd
from jupyter_client.manager import start_new_kernel
from nltk.metrics import BigramAssocMeasures
from nltk.metrics.agreement import AnnotationTask
from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))

from sidebyside import (
    claims,
    compare,
    corpus,
    critique,
    exercises,
    intake,
    names,
    own_sources,
    own_voices,
    own_words,
    page,
    tone,
    voices,
    words,
)

nltk.redos.DEFAULT_TIMEOUT = None  # NLTK gives up on a text after five seconds, and under tracemalloc it needs more

FLOOR = "import pandas, matplotlib.pyplot, nltk"
MOST_OF_FLOOR = 1.25


def seconds(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def medians(functions, rounds, of_them=statistics.median):
    """The median time of each of `{name: function}`; they take turns, so that a slow moment hits all."""
    times = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            times[name].append(seconds(function))
    return {name: of_them(taken) for name, taken in times.items()}


def peak(function):
    """The most memory that the call held at once, in megabytes, its result included."""
    tracemalloc.start()
    function()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


# -- lessons ---------------------------------------------------------------------------------------------------------


def run_all(cells):
    """Start a kernel, give it all cells at once as JupyterLab's Run All Cells does, wait for the last, stop."""
    with open(os.devnull, "w") as silence:
        manager, client = start_new_kernel(cwd=str(NOTEBOOKS), stderr=silence)
    waiting = {client.execute(cell) for cell in cells}
    while waiting:  # a late answer to the question whether it is ready is none of them
        reply = client.get_shell_msg(timeout=120)
        assert reply["content"]["status"] == "ok", reply["content"]
        waiting.discard(reply["parent_header"]["msg_id"])
    client.stop_channels()
    manager.shutdown_kernel()


def lessons(rounds):
    runs = {
        path.stem: [cell.source for cell in code_cells(path)] for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    }
    floor = [FLOOR]
    taken = medians(
        {"floor": lambda: run_all(floor)} | {name: lambda cells=cells: run_all(cells) for name, cells in runs.items()},
        rounds,
        min,
    )
    print(f"\nA lesson from start to stop, against the floor: start a kernel, {FLOOR}, stop ({taken['floor']:.2f} s)")
    print(f"the best of {rounds} over the best floor of {rounds}; target: at most {MOST_OF_FLOOR}\n")
    ratios = {name: taken[name] / taken["floor"] for name in runs}
    for name, ratio in ratios.items():
        print(f"{name:<20} {taken[name]:6.2f} s   ratio {ratio:5.2f}   {'ok' if ratio <= MOST_OF_FLOOR else 'NOT OK'}")
    return sum(ratio > MOST_OF_FLOOR for ratio in ratios.values())


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def imports(rounds):
    def taken(module):
        code = f"import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"
        env = os.environ | {"PYTHONPATH": str(NOTEBOOKS)}
        return float(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True).stdout)

    pairs = [(taken("sidebyside"), taken("pandas")) for _ in range(rounds)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs))
    print("\nimport sidebyside, against import pandas; target: at most 1.1\n")
    print(f"{ours:.3f} s, {theirs:.3f} s: ratio {ours / theirs:.2f}")


# -- what counts, against NLTK ----------------------------------------------------------------------------------------------


def paragraphs(tokens_wanted):
    """Made-up news: the sources' own sentences in any order, with other words put in, some of them new. Always the same."""
    chance = random.Random(1244)
    units = corpus.load_units()
    sentences = [text.split(" ") for text in units.loc[units["role"] == "body", "text"]]
    known = [word for sentence in sentences for word in sentence if word.isalpha() and word.islower()]

    def word(original):
        if not (original.isalpha() and original.islower()) or chance.random() < 0.7:
            return original
        if chance.random() < 0.75:
            return chance.choice(known)
        return chance.choice(known)[:4] + chance.choice(known)[-4:]  # as a text grows, so does its vocabulary

    made, size = [], 0
    while size < tokens_wanted:
        chosen = chance.choices(sentences, k=chance.randint(2, 6))
        made.append(" ".join(word(original) for sentence in chosen for original in sentence))
        size += sum(len(sentence) * 1.13 for sentence in chosen)  # marks are tokens too
    return made


def codings(cells):
    """A made-up class of ten coders who mostly agree, one cell in ten blank. Always the same."""
    chance = random.Random(1244)
    codes = ["record", "cause", "prediction", "value", "prescription", "none"]

    def code(meant):
        luck = chance.random()
        return meant if luck < 0.7 else None if luck > 0.9 else chance.choice(codes)

    rows = [[code(meant) for _ in range(10)] for meant in chance.choices(codes, k=cells // 10)]
    return pd.DataFrame(rows, columns=[f"coder {n}" for n in range(10)])


def tasks(tokens_wanted):
    """`{what: (ours, NLTK's)}`: pairs of calls on the same input. What both need beforehand is not counted for either."""
    parts = paragraphs(tokens_wanted)
    text = "\n\n".join(parts)
    units = pd.DataFrame({"id": [f"X{n}" for n in range(len(parts))], "source": "X", "text": parts})
    tokens = words.tokens(text)
    half = len(tokens) // 2
    target, reference = tokens[:half], tokens[half:]
    tenth = len(tokens) // 10
    tenths = [tokens[n * tenth : (n + 1) * tenth] for n in range(10)]
    articles = {f"X{n}": " ".join(tokens[n : n + 1000]) for n in range(0, len(tokens), 1000)}
    parameters = PunktParameters()
    parameters.abbrev_types = {short.rstrip(".").lower() for short in words.abbreviations()["abbreviation"]}
    coded = codings(tokens_wanted)
    records = [(coder, unit, code) for coder in coded for unit, code in coded[coder].items() if isinstance(code, str)]
    print(f"\n{len(tokens):,} tokens, {len(set(tokens)):,} types, {len(text):,} characters\n")

    def keyness():
        counts = nltk.ConditionalFreqDist()
        counts["target"].update(target)
        counts["reference"].update(reference)
        here, there = counts["target"], counts["reference"]
        n = len(target) + len(reference)
        found = [
            (BigramAssocMeasures.likelihood_ratio(here[word], (here[word] + there[word], len(target)), n), word)
            for word in here.keys() | there.keys()
        ]
        return sorted(found, reverse=True)

    def log_odds():
        here, there = nltk.FreqDist(target), nltk.FreqDist(reference)
        known = here.keys() | there.keys()
        here, there = (nltk.LidstoneProbDist(counts, 0.5, len(known)) for counts in (here, there))
        return sorted(((here.logprob(word) - there.logprob(word), word) for word in known), reverse=True)

    def dispersion():
        uses = [nltk.Text(part).count("Kosovo") for part in tenths]
        return sum(abs(len(part) / len(tokens) - count / sum(uses)) for part, count in zip(tenths, uses)) / 2

    def shared():
        runs = {name: set(nltk.ngrams(article.split(), 5)) for name, article in articles.items()}
        return [(one, other) for one, other in combinations(runs, 2) if runs[one] & runs[other]]

    def split_and_tokenise():
        return [
            NLTKWordTokenizer().tokenize(sentence) for sentence in PunktSentenceTokenizer(parameters).tokenize(text)
        ]

    return {
        "sentences": (lambda: words.sentences(text), lambda: PunktSentenceTokenizer(parameters).tokenize(text)),
        "tokens": (lambda: words.tokens(text), lambda: NLTKWordTokenizer().tokenize(text)),
        "concordance": (
            lambda: words.concordance(units, "recognition"),
            lambda: nltk.Text(tokens).concordance_list("recognition", lines=sys.maxsize),
        ),
        "keyness": (lambda: words.keyness(target, reference), keyness),
        "log_odds": (lambda: words.log_odds(target, reference), log_odds),
        "dispersion": (lambda: words.dispersion(tenths, "Kosovo"), dispersion),
        "quotations": (lambda: voices.quotations(text), split_and_tokenise),
        "passives": (lambda: names.passives(text), split_and_tokenise),
        "shared_runs": (lambda: compare.shared_runs(articles), shared),
        "alpha": (lambda: claims.alpha(coded), lambda: AnnotationTask(records).alpha()),
    }


NEAREST = """
sentences     PunktSentenceTokenizer with the same abbreviations
tokens        NLTKWordTokenizer, the whole text in one call
concordance   Text(tokens).concordance_list, with the index it builds; ours starts from the untokenised paragraphs
keyness       ConditionalFreqDist, then BigramAssocMeasures.likelihood_ratio for every type, sorted
log_odds      the difference of logprob of two LidstoneProbDist for every type, sorted: it has no prior and no z
dispersion    Text.count in each of ten parts, then Gries's DP by hand: NLTK has only the plot of the places
quotations    sentences and their tokens, with which any tool that parses has to begin: NLTK finds no quotations
passives      the same: sentences and their tokens
shared_runs   nltk.ngrams, and the common ones of each pair of texts of 1,000 tokens: only whether, and not where; the time grows with the square
alpha         AnnotationTask.alpha, on a table of as many cells as there are tokens
"""


def functions(sizes, rounds):
    print(
        "\nwhat counts, against the nearest in NLTK; target: each ratio below 1, growth close to the growth of the text"
    )
    print(NEAREST, end="")
    before = {}
    for size in sizes:
        for what, (ours, theirs) in tasks(size).items():
            taken = medians({"ours": ours, "NLTK": theirs}, rounds)
            memory, their_memory = peak(ours), peak(theirs)
            grown = f"   x {taken['ours'] / before[what]:.1f} in time" if what in before else ""
            before[what] = taken["ours"]
            print(
                f"{what:<12} {taken['ours']:8.3f} s, NLTK {taken['NLTK']:8.3f} s: ratio {taken['ours'] / taken['NLTK']:5.2f}"
                f"   {memory:7.1f} MB, NLTK {their_memory:7.1f} MB: ratio {memory / their_memory:5.2f}{grown}",
                flush=True,
            )


# -- a class's own texts ------------------------------------------------------------------------------------------------------


def articles(folder, count):
    """Put made-up articles of about 500 words into a folder, and give it back."""
    tokens = " ".join(paragraphs(count * 580)).split(" ")
    for n in range(count):
        own = " ".join(tokens[n * 500 : (n + 1) * 500])
        (folder / f"{n}.txt").write_text(f"Report {n}\n\n" + own.replace(". ", ".\n\n"), encoding="utf-8")
    return folder


def of_many_events(folder, count):
    """Such articles, twenty on each event: each event has names and nouns of its own, so that what two articles share grows with
    their number and not with its square. Quotations, saying-verbs, hedges and names are as frequent as in the five sources.
    """
    kept = (
        words.function_words()
        | set(voices.saying_verbs()["forms"].str.split().explode())
        | set(tone.words_of_tone()["word"])
    )
    files = sorted(articles(folder, count).iterdir(), key=lambda file: int(file.stem))
    for first in range(0, count, 20):
        texts = [file.read_text(encoding="utf-8") for file in files[first : first + 20]]
        known = sorted(
            {word for text in texts for word in re.findall(r"[A-Za-z]{3,}", text) if word.lower() not in kept}
        )
        other = {}
        for own in (
            [word for word in known if word.istitle()],
            [word for word in known if word.islower() and len(word) > 4],
        ):
            other |= dict(zip(own, random.Random(first).sample(own, len(own))))
        for file, text in zip(files[first : first + 20], texts):
            file.write_text(re.sub(r"[A-Za-z]{3,}", lambda word: other.get(word[0], word[0]), text), encoding="utf-8")
    return folder


def own_texts(folder):
    """The steps of lesson 11 on a folder, in its order: `{name: call}`. Each keeps what the next ones need, as there."""
    kept = {}

    def read():
        with open(os.devnull, "w") as silence, contextlib.redirect_stdout(silence):
            kept["sources"], kept["units"] = intake.read_folder(folder)
        kept["first"] = kept["units"]["source"].iloc[0]

    return {
        "read_folder": read,
        "makeup": lambda: own_sources.makeup(kept["sources"], kept["units"]),
        "spoken": lambda: own_sources.spoken(kept["units"]),
        "numbers": lambda: own_sources.numbers_by_thing(kept["units"]),
        "proper_names": lambda: own_sources.proper_names(kept["units"]),
        "shared": lambda: own_sources.shared(kept["units"], n=7),
        "marked": lambda: own_sources.marked(kept["units"], kept["first"], top=8),
        "tone_words": lambda: own_sources.tone_words(kept["units"]),
        "dossier": lambda: own_sources.dossier(kept["first"], kept["sources"], kept["units"]),
    }


def forget():
    """Empty what the modules keep, so that a second run does the work again."""
    for module in (own_sources, own_voices, own_words, page, tone, voices):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


def own(counts):
    print(
        "\na class's own texts: the tables of lesson 11 on made-up articles of 500 words, one run, one after the other"
    )
    print("target: 30 s and 500 MB in all for 2,000 articles, growth close to that of the folder\n")
    taken, memory = {}, {}
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder = of_many_events(Path(place), count)
            forget()
            taken[count] = {step: seconds(call) for step, call in own_texts(folder).items()}
            if count == counts[-1]:
                forget()
                memory = {step: peak_so_far(call) for step, call in own_texts(folder).items()}
                tracemalloc.stop()
    print(f"{'step':<14}" + "".join(f"{f's at {count:,}':>13}" for count in counts) + f"{'growth':>10}{'peak MB':>10}")
    few, many = taken[counts[0]], taken[counts[-1]]
    for step in many:
        grown = many[step] / few[step]
        print(
            f"{step:<14}"
            + "".join(f"{taken[count][step]:13.2f}" for count in counts)
            + f"{f'x {grown:.1f}':>10}{memory[step]:10.0f}"
        )
    totals = [sum(taken[count].values()) for count in counts]
    grown = totals[-1] / totals[0]
    print(
        f"{'total':<14}"
        + "".join(f"{total:13.2f}" for total in totals)
        + f"{f'x {grown:.1f}':>10}{max(memory.values()):10.0f}",
        flush=True,
    )


def peak_so_far(function):
    """The most memory during a call, with all that calls before it have left, in megabytes."""
    if not tracemalloc.is_tracing():
        tracemalloc.start()
    tracemalloc.reset_peak()
    function()
    return tracemalloc.get_traced_memory()[1] / 1e6


def folders(counts, rounds):
    print("\nread_folder on made-up articles of 500 words; target: growth close to that of the folder\n")
    before = 0
    for count in counts:
        with tempfile.TemporaryDirectory() as place, open(os.devnull, "w") as silence:
            folder = articles(Path(place), count)

            def read():
                with contextlib.redirect_stdout(silence):  # what it says of the folder
                    return intake.read_folder(folder)

            size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            units, taken, memory = len(read()[1]), medians({"ours": read}, rounds)["ours"], peak(read)
        grown = f"   x {taken / before:.1f} in time" if before else ""
        before = taken
        print(
            f"{count:>5,} articles, {size:5.1f} MB, {units:>6,} units {taken:8.3f} s   {memory:7.1f} MB{grown}",
            flush=True,
        )


# -- how the time grows -------------------------------------------------------------------------------------------------------


def units_times(times):
    table = pd.concat([corpus.load_units()] * times, ignore_index=True)
    return table.assign(id=[f"F{n}" for n in range(len(table))])


def capitals(_):
    texts = ["Prime " * 20_000, "A." * 20_000, "Of The " * 10_000, "X-" * 20_000, "“" * 20_000 + "Oslo"]
    return pd.DataFrame(
        {"id": [f"F{n:02}" for n in range(1, 6)], "source": "F", "line": 1, "role": "body", "text": texts}
    )


def common_words(count):
    """As many texts of 400 words, of which few are in many texts and many in few."""
    chance = random.Random(3)
    return {k: " ".join(f"w{int(chance.paretovariate(0.6)) % 20_000}" for _ in range(400)) for k in range(count)}


def refused(texts, n):
    with contextlib.suppress(corpus.BadInput):  # more runs than a table can hold
        compare.shared_runs(texts, n)


def repeats(_):
    refused({"x": "no " * 10_000, "y": "no " * 10_000}, 5)
    refused({"x": "no " * 100_000, "y": "no " * 100_000}, 5)
    refused({n: "a b c " * 3_000 + "b a " * 3_000 for n in "xyz"}, 1)


def lines_of_the_sources(count):
    lines = [line for text in corpus.load_sources()["text"] for line in text.split("\n") if line.strip()]
    return "\n\n".join(random.Random(1).choices(lines, k=count))


def cited(count):
    """As many words that quote each unit with its id, one in two with a word altered. Always the same."""
    said, size = [], 0
    while size < count:
        for n, unit in enumerate(corpus.load_units().itertuples()):
            quoted = unit.text.split()[:8]
            quoted[-1] = f"elephant{size}" if n % 2 else quoted[-1]
            said.append(
                f"In {unit.source} one reads “{' '.join(quoted)}” ({unit.id}), and Thaci says that this is a matter of taste."
            )
            size += len(quoted) + 15
    return " ".join(" ".join(said).split(" ")[:count])


def judged(text):
    """What `check` does with an answer to an open task."""
    return exercises.judge(exercises.named_questions()["write-a-critique"], text)


def read_texts(texts):
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()):
        for n, text in enumerate(texts):
            (Path(place) / f"{n}.txt").write_text(text, encoding="utf-8")
        start = time.process_time()
        intake.read_folder(place)
        return time.process_time() - start  # the writing is not counted


def one_large(text):
    return read_texts([text[: intake.LARGEST - 12] + "\nIt rained."])


def reports(count):
    units = corpus.load_units()
    text = " ".join(units.loc[units["source"] == "C", "text"].head(12))
    return [f"Report {n}\n\n{text}" for n in range(count)]


def growths():
    """`{name: (function, what makes its argument, a small size, a large size, the most that the large may take)}`.

    That most is a function of what the small one took, in seconds. A function that gives a number has taken its own time.
    """
    checks = {}

    def check(what, piece, *rest):
        checks[f"{what} {piece!r}" if piece else what] = rest

    def times(piece):
        return lambda size: piece * size

    for piece, size in [
        ("a", 10**6), ("<p", 499_000), ("<!--", 249_000), ("<!---->", 140_000), ("\n", 999_000), (" ", 999_000), ("“", 300_000),
        ("x\n", 150_000), ("a. ", 100_000), ("A. ", 100_000), ("He came. ", 30_000), ("Title:", 160_000),
    ]:  # fmt: skip
        check("a file of", piece, one_large, times(piece), size // 10, size, lambda small: 20 * (small + 0.03))
    check("files of a folder", "", read_texts, reports, 100, 1_000, lambda small: 13 * small)
    for piece in ["A. ", '."', "?” Smith ", "a\n", ". [", "x", "\n ", "e\u0301", "a'"]:
        for function in (words.sentences, words.tokens):
            check(
                f"{function.__name__} of",
                piece,
                function,
                times(piece),
                10_000,
                100_000,
                lambda small: 20 * (small + 0.03),
            )
    for piece in ['"a ', "“a ", "'a' ", " “a” said Smith. ", "‘a\n\n", '."', "and then barked “a” "]:
        check("quotations of", piece, voices.quotations, times(piece), 4_000, 16_000, lambda small: 10 * small + 0.2)
    check("quotations of 1,000 lines", "", voices.quotations, lines_of_the_sources, None, 1_000, lambda _: 5)
    for piece in ["was ", "was very ", "is, ", "was quickly, ", "was told and ", "Was the ", "were in fact, "]:
        check(
            "passives of", piece, names.passives, times(piece), 1_000, 8_000, lambda small: 40 * max(small, 0.002)
        )  # squared: 64
    check("proper_names of units", "", own_sources.proper_names, units_times, 4, 32, lambda small: 20 * small)
    check("proper_names of capitals", "", own_sources.proper_names, capitals, None, 1, lambda _: 5)
    check("shared_runs of texts", "", compare.shared_runs, common_words, 100, 400, lambda small: 12 * small)
    check("shared_runs of texts that repeat themselves", "", repeats, int, None, 1, lambda _: 30)
    for piece in ["a" + "." * 200_000, "a" + "\n" * 200_000, "a" + " " * 200_000, "“the … ", "“a ", "C13–", "obviously. ",
                  '"grasp realty" (C13). ', "(", "a\n \n"]:  # fmt: skip
        check("review of", piece, critique.review, times(piece), None, 1_000_000 // len(piece), lambda _: 10)
    check("review of words that cite", "", critique.review, cited, 2_000, 20_000, lambda small: 20 * (small + 0.03))
    check("check of words that cite", "", judged, cited, 300, 2_600, lambda small: 20 * (small + 0.03))
    for piece in ["“a” (A02 ", "'a' 'b ", "Vucic “I am convinced” ", "(A02 ", "“the … of ” (C13). "]:
        check("review of", piece, critique.review, times(piece), 1_000, 6_000, lambda small: 15 * (small + 0.05))
    return checks


def least(function, given, rounds):
    """The least time of some calls, in seconds of this process."""

    def taken():
        start = time.process_time()
        own = function(given)
        return own if isinstance(own, float) else time.process_time() - start

    return min(taken() for _ in range(rounds))


def grown(name, rounds):
    """The seconds that the small and the large take, and the most that the large may take."""
    function, made, small, large, most = growths()[name]
    before = least(function, made(small), rounds) if small else 0.0
    return before, least(function, made(large), rounds), most(before)


def growth(rounds):
    print("\nhow the time grows: seconds for a small size and for a large one, and the most that the large may take\n")
    bad = 0
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        for name in growths():
            before, taken, most = fresh.submit(grown, name, rounds).result()
            bad += taken >= most
            title = name if len(name) < 50 else f"{name[:46]} …"
            print(
                f"{title:<50}{before:8.3f}{taken:8.3f}   below {most:6.3f}   {'ok' if taken < most else 'NOT OK'}",
                flush=True,
            )
    return bad


TABLES = {  # name: what makes it, quickly or not; what it returns is how many lines are not ok
    "growth": lambda quick: growth(2 if quick else 3),
    "lessons": lambda quick: lessons(3 if quick else 7),
    "imports": lambda quick: imports(3 if quick else 11),
    "functions": lambda quick: functions([100_000] if quick else [100_000, 1_000_000], 2 if quick else 5),
    "folders": lambda quick: folders([20, 200] if quick else [200, 2_000], 2 if quick else 5),
    "own": lambda quick: own([20, 200] if quick else [200, 2_000]),
}

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__)[0])
    options.add_argument("--quick", action="store_true", help="fewer rounds, and the smaller text only")
    options.add_argument("tables", nargs="*", metavar="table", help=f"of {', '.join(TABLES)}; all, if none is named")
    given = options.parse_args()
    if unknown := set(given.tables) - set(TABLES):
        options.error(f"there is no table {', '.join(unknown)}")
    os.environ.pop("MPLBACKEND", None)
    # A student's Python compiles the course once, and not at each start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if len(given.tables) == 1:
        sys.exit(1 if TABLES[given.tables[0]](given.quick) else 0)
    again = [sys.executable, __file__, *["--quick"] * given.quick]
    sys.exit(max([subprocess.run([*again, table]).returncode for table in given.tables or TABLES]))
