"""What the course says: a short reply, as words alone and as a page, safe and readable without colour."""

import html
import re
from itertools import groupby

# The states of a reply: its symbol, and its look. Symbol and words carry the state; the bars differ in kind as well as in colour,
# and the tints let the page's own colour through, light or dark. Of a page that is not trusted, JupyterLab keeps all of this.
STATES = {
    "not answered yet": ("○", "border-left: 6px dotted #808080; background-color: #8080801A"),
    "not yet right": ("✗", "border-left: 6px dashed #B85C00; background-color: #D95F0220"),
    "right": ("✓", "border-left: 6px solid #2E8540; background-color: #1B9E7728"),
    "evidence found": (
        "●",
        "border-left: 6px solid #6A5ACD; border-right: 6px solid #6A5ACD; background-color: #6A5ACD1F",
    ),
    "defensible": (
        "◐",
        "border-left: 6px solid #6A5ACD; border-right: 6px dotted #6A5ACD; background-color: #6A5ACD1F",
    ),
    "hint or solution": ("→", "border-left: 6px double #1F78B4; background-color: #1F78B41F"),
    "said": ("", "border-left: 4px solid"),
}


def say(text, lead="", state="said"):
    """Show a short reply: the symbol of its state and a lead in words, then the text, in which `backticks` set off code and *stars*
    a word that is spoken of."""
    symbol, look = STATES[state]
    plain = " ".join(part for part in (symbol, lead, text) if part)
    opening = " ".join(part for part in (symbol, lead and f"<b>{html.escape(lead.strip())}</b>") if part)
    blocks = _blocks(text)
    if opening and (lead.endswith("\n") or not blocks or blocks[0].startswith("<pre")):
        blocks.insert(0, opening)
    elif opening:
        blocks[0] = f"{opening} {blocks[0]}"
    blocks = [block if block.startswith("<pre") else f'<p style="margin: 0 0 0.4em">{block}</p>' for block in blocks]
    style = f"{look}; padding: 0.4em 0.8em 0.1em; margin: 0.2em 0; max-width: 46em; line-height: 1.5"
    show_both(plain, f'<div style="{style}">{"".join(blocks)}</div>')


def in_html(text):
    """A text as HTML, in which `backticks` set off code, *stars* a word that is spoken of, and nothing else is markup."""
    pieces = re.split(r"`([^`]+)`", html.escape(text, quote=False))  # every second piece is code
    for n, piece in enumerate(pieces):
        pieces[n] = (
            f"<code>{piece}</code>" if n % 2 else re.sub(r"(?<!\w)\*(\w[^*\n]*)(?<=\w)\*(?!\w)", r"<em>\1</em>", piece)
        )
    return "".join(pieces).replace("\n", "<br>")


def _blocks(text):
    """A text as pieces of HTML: a paragraph for each line, and lines of code alone as they stand, but not the prose in them."""
    blocks = []
    for is_code, lines in groupby(
        text.split("\n"), lambda line: re.fullmatch(r"`([^`]+|\w+ = \"{3}.*)`", line) is not None
    ):
        if not is_code:
            blocks += [in_html(line) for line in lines if line.strip()]
            continue
        code = html.escape("\n".join(line[1:-1] for line in lines), quote=False)
        if prose := re.fullmatch(r'(\w+ = """)(.*)(""")', code, re.DOTALL):
            blocks.append(f"<code>{prose[1]}</code>{prose[2]}<code>{prose[3]}</code>".replace("\n", "<br>"))
        else:
            blocks.append(f'<pre style="margin: 0 0 0.4em; white-space: pre-wrap"><code>{code}</code></pre>')
    return blocks


def show_both(plain, rich):
    """Show something in a notebook, as words and as a page, where $5 and $7 are no formula; outside of one, print the words."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(plain)
        return
    display({"text/plain": plain, "text/html": f'<div class="mathjax_ignore">{rich}</div>'}, raw=True)
