"""What the course says: a short reply, as words alone and as a page, safe and readable without colour."""

import html
import re


def say(text, lead="", symbol=""):
    """Show a short reply: a symbol and a lead in words, then the text, in which `backticks` set off code."""
    plain = " ".join(part for part in (symbol, lead, text) if part)
    show_both(
        plain,
        '<div style="border-left: 4px solid currentColor; padding: 0.3em 0.8em; max-width: 48em">'
        f"{html.escape(symbol)} <b>{html.escape(lead)}</b> {in_html(text)}</div>",
    )


def in_html(text):
    """A text as HTML, in which `backticks` set off code and nothing else is markup."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")


def show_both(plain, rich):
    """Show something in a notebook, as words and as a page, where $5 and $7 are no formula; outside of one, print the words."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(plain)
        return
    display({"text/plain": plain, "text/html": f'<div class="mathjax_ignore">{rich}</div>'}, raw=True)
