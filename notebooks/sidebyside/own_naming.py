"""How this collection itself names the parties, in the pages of its lessons."""

import json
import re
from pathlib import Path

import pandas as pd

from . import corpus
from .corpus import BadInput, kind_of

# What to look for in pages: the words for a form, and its pattern. Each party, and each order, gets the same patterns.
_PAIRS = (("Kosovo", "Serbia"), ("Pristina", "Belgrade"))
_JOINED = {"{} and {}": r"\band\b", "{} or {}": r"\b(?:n?or)\b", "{}–{}": r"[-–—/]"}
_ALONE = r"(?<!Republic of )\b{}\b(?! and Metohija)"


def _own_patterns():
    spelled = {"Pristina": r"(?:Pristina|Prishtin[aë]|Priština)"}
    patterns = {}
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            for form, joiner in _JOINED.items():
                first, second = (rf"\b{spelled.get(name, name)}\b(?:['’]s?)?" for name in (one, other))
                patterns[form.format(one, other)] = rf"{first}\s*{joiner}\s*{second}"
    patterns |= {f"{name}, with nothing added": _ALONE.format(name) for name in ("Kosovo", "Serbia")}
    patterns |= {
        name: rf"\b{name}\b" for name in ("Republic of Kosovo", "Republic of Serbia", "Kosovo and Metohija", "Kosova")
    }
    patterns |= {"Kosovar or Kosovan": r"\bKosova[rn]s?\b", "Serbian": r"\bSerbians?\b"}
    patterns |= {name: rf"\b{name}\b" for name in ("Pristina", "Prishtina", "Priština", "Belgrade")}
    patterns |= {"both sides, the parties": r"\b(?:(?:both|two) (?:sides|parties)|the parties)\b"}
    patterns |= {"both countries, nations or states": r"\b(?:both|two) (?:countries|nations|states)\b"}
    return patterns | {
        "province": r"\bprovinces?\b",
        "country": r"\bcountr(?:y|ies)\b",
        "nation": r"\b(?<!United )nations?\b",
    }


def own_naming(texts):
    """How pages name the parties: `form, count, where`, one row for each form that is looked for, those never found too.

    `texts` is a dictionary from a name to a text, as `own_pages` gives it; `where` lists the names of those that have the
    form. Capitals count in names and not in other words. In "Kosovo and Serbia" both names count again among those
    with nothing added; a word like "country" counts whatever country is meant. So read before you conclude.

    Refuses, with a `BadInput`, what is no dictionary of texts.
    """
    if not isinstance(texts, dict) or not texts:
        raise BadInput(
            f"Give a dictionary of pages, from a name to a text, as own_pages() makes it, not {kind_of(texts)}."
        )
    for name, text in texts.items():
        if not isinstance(text, str):
            raise BadInput(f'The page "{str(name)[:40]}" has {kind_of(text)} where its text should be.')
    on_one_line, rows = {str(name): " ".join(text.split()) for name, text in texts.items()}, []
    for form, pattern in _own_patterns().items():
        flags = 0 if re.search("[A-Z]", form) else re.IGNORECASE
        counts = {name: len(re.findall(pattern, text, flags)) for name, text in on_one_line.items()}
        rows.append((form, sum(counts.values()), ", ".join(sorted(name for name, count in counts.items() if count))))
    return pd.DataFrame(rows, columns=["form", "count", "where"])


def own_pages(before=6):
    """The prose of this collection's lessons with a number below `before`: a dictionary from each name to its text, in order.

    It is the Markdown of a notebook without its marks of emphasis, its code and what stands in curly quotation marks, since
    these are mostly words of the sources. Refuses, with a `BadInput`, a notebook that cannot be read, and no whole number.
    """
    if not isinstance(before, int):
        raise BadInput(
            f"Give the number of the first lesson to leave out, like own_pages(before=6), not {kind_of(before)}."
        )
    pages = {}
    for file in sorted(Path(corpus.DATA.parent, "notebooks").glob("[0-9][0-9]_*.ipynb")):
        if int(file.name[:2]) < before:
            pages[file.stem] = _prose(file)
    return pages


def _prose(file):
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(
            f"The notebook {file.name} cannot be read. To restore it, run this in the collection's folder: "
            f"git checkout -- notebooks/{file.name}"
        ) from None
    text = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.DOTALL)
    return re.sub(r"“[^”]*”", " ", text).replace("*", "").replace("\\", "")
