"""A box to paste a text into: it becomes a file among the texts of a class, and what was read of it is said at once."""

import re
import unicodedata

from . import corpus, files, intake
from . import desk as desk_of_codes
from .corpus import BadInput, kind_of, shortened
from .output import in_html, say

LONGEST_NAME = 40  # characters of a title that the name of its file has
MOST_LINES = 12  # lines left out that are named
_MONTH = r"[^\W\d_]{3,9}\.?"
_DATE = re.compile(
    rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./] ?\d{{1,2}}[./] ?\d{{4}}\.?|\d{{1,2}}\.? {_MONTH},? \d{{4}}\.?|{_MONTH} \d{{1,2}},? \d{{4}}"
)


def paste(text=None, title="", outlet="", date="", author="", kind="", folder=None):
    """Save a text as a file of one's own, and say what was read of it. Without a text, open a box to paste one into.

    The file lies in `data/mine/texts`, or in `folder`; its name is made of the title, or of the first line, and no other file is
    written over. Title, kind, author, date and outlet stand at its head; each may be empty. The text is saved as it was pasted, and mended
    when it is read. Said are the sentences that are kept, the lines that are left out, what was mended, and a language that is not
    English. Where there are no widgets, a sentence says how to call it with the text. Nothing is returned.

    Refuses, with a `BadInput`, what is no text or an empty one, what `intake.read_folder` would not use, more than 1,000,000 bytes, a
    text that lies there already, and a folder in which nothing can be written. A date that is none is kept as written, and said.
    """
    folder = intake.folder() if folder is None else folder
    if text is not None:
        for sentence in _saved(text, title, outlet, date, author, kind, folder):
            say(sentence)
    elif desk_of_codes.live():
        _open(folder)
    else:
        say(
            'The box works in JupyterLab only. Here, `own_sources.paste("""the words""", title="…", kind="…", outlet="…", date="…")` saves a text.'
        )


def _saved(text, title, outlet, date, author, kind, folder):
    """Save a text; gives the sentences on it."""
    given = {"Title": title, "Kind": kind, "Author": author, "Date": date, "Outlet": outlet}
    for name, value in {"text": text, **given}.items():
        if not isinstance(value, str):
            raise BadInput(f"The {name.lower()} has to be written between quotation marks, not {kind_of(value)}.")
    if not text.strip():
        raise BadInput(
            "There is no text yet: copy the words of the article, from the headline to the last line, and paste them."
        )
    given = {name: " ".join(value.split()) for name, value in given.items()}
    head = "".join(f"{name}: {value}\n" for name, value in given.items() if value)
    whole = f"{head}\n{text}" if head else text
    page = "\n".join(re.split("\r\n|\r|\n", whole.rstrip())) + "\n"
    data = page.encode("utf-8", "backslashreplace")
    if len(data) > intake.LARGEST:
        raise BadInput(
            f"This text is too large for an article (over {intake.LARGEST:,} bytes): paste each article alone."
        )
    units, out, notes = intake.read_one(data)
    stem = _stem(given["Title"] or next(unit[4] for unit in units))
    same = _same(folder, stem, data)
    if same:
        raise BadInput(f"This text is saved already, as {files.printed(same)}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with files.alone(folder / "paste"):
            path = files.free_path(folder, stem, ".txt")
            files.write_page(path, page)
    except OSError as failed:
        raise BadInput(
            f"The text was not saved: nothing can be written in its folder ({files.reason(failed)})."
        ) from None
    return [f"Saved as {path.name} in {_where(folder)}.", *_told(units, out, notes, given["Date"])]


def _told(units, out, notes, date):
    sentences = sum(role == "body" for _, _, _, role, _ in units)
    titles = [text for _, _, _, role, text in units if role == "headline"]
    kept = f"Kept: {'1 sentence' if sentences == 1 else f'{sentences:,} sentences'}"
    yield kept + (f", and the headline “{shortened(titles[0], 80)}”." if titles else "; no line looks like a headline.")
    if out:
        rows = [f"line {n}, “{shortened(line.strip(), 40)}” ({role}: {why})" for n, role, why, line in out[:MOST_LINES]]
        more = [f"and {len(out) - MOST_LINES:,} more"] if len(out) > MOST_LINES else []
        yield f"Left out: {'; '.join([*rows, *more])}."
    else:
        yield "No line was left out."
    yield from (note for note in notes if intake.LEFT_OUT not in note)
    if intake.NO_ENGLISH not in notes:
        yield "It is read as English."
    if date and not _DATE.fullmatch(date):
        yield f"The date “{shortened(date)}” is kept as written: with day, month and year, as in 2024-05-03, it could be put in order."


def _stem(title):
    """A name for the file, made of a title: letters and figures in small letters, with hyphens between."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title).lower().replace("_", " "))
    stem = words[0][:LONGEST_NAME] if words else "text"
    for word in words[1:]:
        if len(stem) + len(word) >= LONGEST_NAME:
            break
        stem += f"-{word}"
    return f"text-{stem}" if files.is_reserved(stem) else stem


def _same(folder, stem, data):
    """The name of a file that was saved from the same words under the same title, or an empty text."""
    try:
        there = [path for path in files.listed(folder) if re.fullmatch(rf"{re.escape(stem)}(-\d+)?\.txt", path.name)]
        return next((path.name for path in there if path.is_file() and path.read_bytes() == data), "")
    except OSError:
        return ""


def _where(folder):
    inside = folder.is_relative_to(corpus.DATA.parent)
    return folder.relative_to(corpus.DATA.parent).as_posix() if inside else files.printed(folder.name)


# ---------------------------------------------------------------- the box


def _open(folder):
    import ipywidgets as widgets

    text = widgets.Textarea(description="The words of the article, from the headline to the last line:", rows=12)
    boxes = {
        "title": widgets.Text(description="Title (or leave it out, and the first line is taken):"),
        "kind": widgets.Text(description="Kind, such as report or opinion:"),
        "outlet": widgets.Text(description="Outlet, such as the newspaper:"),
        "date": widgets.Text(description="Date, as in 2024-05-03:"),
        "author": widgets.Text(description="Author, if one is named:"),
    }
    save, status = (
        widgets.Button(description="Save the text", layout=widgets.Layout(align_self="flex-start")),
        widgets.HTML(),
    )

    def tell(*sentences):
        said = "".join(f"<p>{in_html(sentence)}</p>" for sentence in sentences)
        status.value = f'<div role="status" class="mathjax_ignore">{said}</div>'

    def clicked(_):
        try:
            told = _saved(text.value, **{name: box.value for name, box in boxes.items()}, folder=folder)
        except BadInput as refused:
            tell(str(refused))
            return
        for box in (text, *boxes.values()):  # room for the next one
            box.value = ""
        tell(*told, "Paste the next one, or run the cells below.")
        text.focus()

    save.on_click(clicked)
    tell(f"Nothing is saved before you choose the button. Texts lie in {_where(folder)}, and stay with you.")
    what = "A box to paste a text into. Run this cell in JupyterLab to open it."
    desk_of_codes.show_desk([text, *boxes.values(), save, status], what, "", "paste-box")
