"""A coding desk: one unit at a time in its context, codes chosen from lists, and each choice saved at once.

A coder's file is `data/mine/coding/<coder>.csv`, with a column `id` and one for each variable, and, for texts of one's own, the
sentence that was coded. It is written whole or not at all, by one session at a time. What was in it when a kernel first changed it
stays beside it as `<coder>.before.csv`; a file that is no coding is never written over, but kept as `<coder>.kept-1.csv`.
"""

import html

import pandas as pd

from . import files
from .claims import check_codings, codebook, coding_folder, read_coding
from .corpus import BadInput, nearest
from .display import no_such_unit, unit_id
from .moved import by_sentence
from .output import say

# ---------------------------------------------------------------- a coder's file


def coder_file(coder, folder=None):
    """Where a coder's codings are saved: a file in `data/mine/coding`, or in `folder`, as `files.file_of` names it."""
    return files.file_of(coder, coding_folder() if folder is None else folder, "coder")


def load(file):
    """What a coder's file holds: `(table, problems)`; `problems` is a list of sentences. Nothing is written.

    The table has every column and row of the file as texts. Where there is no file, or none that can be used, it has
    a column `id` and no rows.
    """
    table, remark, unusable = _loaded(file)
    if unusable:
        remark = f"{unusable} It will be kept as {files.aside(file).name} when you make a choice, and a new {file.name} begun."
    return table, [remark] if remark else []


def _loaded(file):
    return files.loaded(file, read_coding, ["id"])


def save_choice(file, unit, variable, value, units=None):
    """Save one code, or with an empty `value` take it back; gives a list of sentences on what else was done.

    With the `units` that are coded, the row has the sentence too, unless it is one of the five sources'. Refuses, with a
    `BadInput`, when nothing can be written.
    """
    return files.rewrite(
        file, _loaded, lambda table: _with_choice(table, unit, variable, value, _own(units)), "choice", "coding"
    )


def _own(units):
    """Those of the units that are no unit of the five sources: their ids change when the text is edited."""
    return None if units is None else units[~units["source"].isin(list("ABCDE"))]


def _with_choice(table, unit, variable, value, own=None):
    table = table.copy()
    sentence = "" if own is None else "".join(own.loc[own["id"] == unit, "text"])
    for column in [variable, "sentence"] if sentence else [variable]:
        if column not in table.columns:
            table[column] = ""
    rows = table.index[table["id"].map(unit_id) == unit]
    if sentence:  # a row of another sentence, which had this id before the text was changed, is left alone
        now = by_sentence(table, own)[0]
        rows = now.index[now["id"].map(unit_id) == unit]
        changed = {"id": unit, "sentence": files.no_formula(sentence), variable: value}
    else:
        changed = {"id": unit, variable: value}
    if len(rows):
        table.loc[rows[0], list(changed)] = list(
            changed.values()
        )  # of a unit that is there twice, the first row is the one that counts
        return table
    added = dict.fromkeys(table.columns, "") | changed
    return pd.concat([table, pd.DataFrame([added])], ignore_index=True)


# ---------------------------------------------------------------- what the desk knows


def coded(table, units, variables):
    """The codes of a coder's table that count: `({unit: {variable: value}}, problems)`; nothing for what has no code."""
    known = [name for name in variables if name in table.columns]
    if not known or table.empty:
        return {}, []
    good, problems = check_codings(table[["id", *known, *({"sentence"} & set(table.columns))]], units, blanks=False)
    return {row["id"]: {name: row[name] for name in known if row[name]} for row in good.to_dict("records")}, problems


def is_complete(codes, unit, variables):
    """Whether a unit has a code on every variable."""
    return all(codes.get(unit, {}).get(name) for name in variables)


def next_uncoded(codes, ids, variables):
    """The first of `ids` that lacks a code on any of the variables, or None."""
    return next((unit for unit in ids if not is_complete(codes, unit, variables)), None)


def progress(codes, ids, variables):
    """How far the coding is, in words: 3 of 12 units coded."""
    done = sum(is_complete(codes, unit, variables) for unit in ids)
    return f"{done} of {len(ids)} units coded" + (": all of them." if done == len(ids) else ".")


def in_context(units, unit):
    """A unit with the one before and the one after it in its source, as HTML in which nothing is markup, and $5 is no formula."""
    n = int((units["id"] == unit).to_numpy().argmax())
    source = units["source"].iloc[n]
    rows = []
    for place in (n - 1, n, n + 1):
        if not 0 <= place < len(units) or units["source"].iloc[place] != source:
            rows.append(f'<p class="beside"><small>The source {"begins" if place < n else "ends"} here.</small></p>')
            continue
        row = units.iloc[place]
        label = [row["id"], f"source {source}"] if place == n else [row["id"]]
        label = html.escape(" · ".join([*label, row["role"]] if "role" in units.columns else label))
        if place == n:
            label = f"<b>▶ {label}</b>"
        rows.append(
            f'<p class="{"asked" if place == n else "beside"}"><small>{label}</small><br>{html.escape(row["text"])}</p>'
        )
    return f'<div class="mathjax_ignore">{"".join(rows)}</div>'


# ---------------------------------------------------------------- the desk

NOT_YET = "not coded yet"

# In command mode JupyterLab takes most keys for itself: arrows leave the cell, X cuts it. Inside the desk, a key without
# Ctrl, Alt or Cmd is the desk's own; but Shift + Enter runs the cell as ever. Out of the desk, back to its cell, leads Escape, and
# from a box that is written in Shift + Enter too, which would put an empty line there.
_KEYS = (
    "const desk = this.closest('.coding-desk'); desk.addEventListener('keydown', key => {"
    " if (!key.ctrlKey && !key.altKey && !key.metaKey && !(key.shiftKey && key.key === 'Enter')) key.stopPropagation() });"
    " desk.addEventListener('keydown', key => {"  # before the box, which lets no key out
    " const written = key.shiftKey && key.key === 'Enter' && key.target.matches('textarea, input[type=text]');"
    " if (key.key !== 'Escape' && !written) return;"
    " key.preventDefault(); key.stopPropagation(); desk.closest('.jp-Cell')?.focus() }, true)"
)
LOOK = f"""<style onload="{_KEYS}">
.coding-desk {{ max-width: 64em; border: 1px solid currentColor; padding: 0.5em 0.8em }}
.coding-desk .widget-html, .coding-desk .widget-html-content {{ height: auto; line-height: 1.4; overflow-wrap: anywhere }}
.coding-desk p {{ margin: 0 0 0.3em }}
.coding-desk p.beside {{ padding: 0 1em; font-size: 90% }}
.coding-desk p.asked {{ border-left: 4px solid currentColor; padding: 0.2em 0.8em; font-size: 110% }}
.coding-desk .widget-hbox {{ align-items: flex-start; overflow: visible }}
.coding-desk .widget-select {{ flex: none; flex-direction: column; width: 11em; height: auto; overflow: visible }}
.coding-desk .widget-select label {{ width: auto; text-align: left; font-weight: bold; overflow: visible }}
.coding-desk .widget-select select {{ width: 100%; flex: none; font-size: 100%; overflow: auto }}
.coding-desk .meanings {{ flex: 1; padding: 4.2em 0 0 0.8em; font-size: 92% }}
.coding-desk .meanings p {{ margin: 0 }}
.coding-desk .widget-button {{ width: auto; padding: 0 1em; margin: 0.8em 0.6em 0.4em 2px }}
.coding-desk .widget-text, .coding-desk .widget-textarea {{ flex-direction: column; width: auto; max-width: 44em; height: auto }}
.coding-desk .widget-text > *, .coding-desk .widget-textarea > * {{ flex: none; width: 100% }}
.coding-desk .widget-text label, .coding-desk .widget-textarea label {{ height: auto; text-align: left; white-space: normal }}
.coding-desk input[type=text], .coding-desk textarea {{ font: inherit; line-height: 1.4 }}
.coding-desk :is(select, button, input, textarea):focus {{ outline: 3px solid currentColor !important; outline-offset: 1px }}
</style>"""


def desk(units, variables=("kind", "certainty"), coder="", ids=None, folder=None):
    """Open a coding desk: show one unit at a time in its context and save each choice at once, under the coder's name.

    `units` has the columns `id, source, text`, as `corpus.load_units()` gives them. `variables` are those of the
    codebook to code; `ids` the units to code, in this order, or none for all. Codings that were saved under that name
    before, in `data/mine/coding` or in `folder`, are shown and can be changed. Nothing is written before the first
    choice, and nothing is returned.

    Every part can be reached with the Tab key: the lists, in which the arrow keys choose, and the buttons.
    Without JupyterLab or without ipywidgets, a sentence says how to code in a table. Refuses, with a `BadInput`, a
    name that cannot be a file's, a variable that the codebook does not have, an id that does not exist, and no ids.
    """
    rules = codebook()
    known = list(dict.fromkeys(rules["variable"]))
    variables = [variables] if isinstance(variables, str) else list(variables)
    for name in variables:
        if name not in known:
            raise BadInput(f'The codebook has no variable "{name}". Did you mean "{nearest(name, known)}"?')
    if not variables:
        raise BadInput(f"Name at least one variable to code: {', '.join(known)}.")
    ids = list(units["id"]) if ids is None else [unit_id(given) for given in ([ids] if isinstance(ids, str) else ids)]
    ids = list(dict.fromkeys(ids))
    there = set(units["id"].tolist())
    for unit in ids:
        if unit not in there:
            raise BadInput(no_such_unit(unit, units["id"]))
    if not ids:
        raise BadInput("There is no unit to code: name at least one.")
    file = coder_file(coder, folder)
    if not live():
        say(
            f"The coding desk works in JupyterLab only. Here, fill in a table with the columns id, {', '.join(variables)}."
        )
        return
    _open(units, rules, variables, ids, file)


def live():
    """Whether there is a notebook to show widgets in, and ipywidgets to make them."""
    try:
        import ipywidgets  # noqa: F401
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None


def _open(units, rules, variables, ids, file):
    import ipywidgets as widgets

    table, problems = load(file)
    codes, more = coded(table, units, variables)
    at = {"unit": next_uncoded(codes, ids, variables) or ids[0]}

    context, status = widgets.HTML(), widgets.HTML()
    lists, rows = {}, []
    for name in variables:
        own = rules[rules["variable"] == name]
        lists[name] = widgets.Select(
            options=[(NOT_YET, ""), *((value, value) for value in own["value"])],
            rows=len(own) + 1,
            description=f"{name}: {own['question'].iloc[0]}",
        )
        told = [
            f"<p><b>{html.escape(value)}</b>: {html.escape(meaning)}</p>"
            for value, meaning in zip(own["value"], own["meaning"])
        ]
        meanings = widgets.HTML("".join(told))
        meanings.add_class("meanings")
        rows.append(widgets.HBox([lists[name], meanings]))
    following, before, first = (
        widgets.Button(description=text) for text in ("Next unit", "Previous unit", "First uncoded unit")
    )

    def tell(*sentences):
        where = f"Unit {ids.index(at['unit']) + 1} of {len(ids)}: {at['unit']}. {progress(codes, ids, variables)}"
        said = "".join(f"<p>{html.escape(text)}</p>" for text in (where, *sentences))
        status.value = f'<div role="status">{said}</div>'

    def turn_to(unit, *sentences):
        at["unit"] = None  # what is set below is no choice
        context.value = in_context(units, unit)
        for name, choices in lists.items():
            choices.value = codes.get(unit, {}).get(name, "")
        at["unit"] = unit
        tell(*sentences)

    def go(step):
        place = ids.index(at["unit"]) + step
        if 0 <= place < len(ids):
            turn_to(ids[place])
            lists[variables[0]].focus()  # the first list: to code the next unit, no way back to it is needed
        else:
            tell("This is the last unit." if step > 0 else "This is the first unit.")

    def go_to_first(_):
        unit = next_uncoded(codes, ids, variables)
        if not unit:
            return tell()
        turn_to(unit)
        lists[variables[0]].focus()

    def chosen(name, value):
        unit = at["unit"]
        if unit is None:
            return
        try:
            told = save_choice(file, unit, name, value, units)
        except BadInput as refused:
            turn_to(unit, str(refused))
            return
        codes.setdefault(unit, {})[name] = value
        tell(*told, f"Saved: {unit}, {name}, {value or NOT_YET}.")

    for name, choices in lists.items():
        choices.observe(lambda change, name=name: chosen(name, change["new"]), names="value")
    following.on_click(lambda _: go(1))
    before.on_click(lambda _: go(-1))
    first.on_click(go_to_first)
    found = [f"Codings saved as {file.name} were found."] if codes else []
    turn_to(at["unit"], *problems, *more, *found)

    what = f"A coding desk for {len(ids)} units: {', '.join(variables)}. Run this cell in JupyterLab to open it."
    show_desk([context, *rows, widgets.HBox([following, before, first]), status], what)


def maker():
    """A function that makes widgets: those of a kind share a layout and a style, each of which is a message to the browser."""
    shared = {}

    def make(kind, *given, **options):
        widget = kind(*given, **shared.get(kind, {}) | options)
        shared.setdefault(kind, {name: getattr(widget, name) for name in ("layout", "style") if hasattr(widget, name)})
        return widget

    return make


def show_desk(parts, what, look="", *classes):
    """Show widgets as a desk. Their own text names what was written in them: a notebook stores the sentence `what` instead."""
    import ipywidgets as widgets
    from IPython.display import display

    box = widgets.VBox([widgets.HTML(LOOK + look), *parts])
    for name in ("coding-desk", *classes):
        box.add_class(name)
    display({"text/plain": what, "application/vnd.jupyter.widget-view+json": box.get_view_spec()}, raw=True)
