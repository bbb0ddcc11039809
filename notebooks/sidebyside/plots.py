"""One look for every figure: a source always has the same colour and always carries its letter."""

import base64
import functools
import html
import io
import logging

import numpy as np
import pandas as pd

from . import output

# Okabe and Ito's palette: told apart by readers with any kind of colour vision.
COLOURS = {"A": "#0072B2", "B": "#E69F00", "C": "#009E73", "D": "#CC79A7", "E": "#D55E00"}
# For a class's own sources, F to M. Of forty colours with a contrast of 3 to 1 on white, the eight that are furthest apart
# for the pair that is nearest, with each kind of colour vision (Machado, Oliveira and Fernandes 2009; distance in OKLab).
SPARE = ["#B8221E", "#332288", "#009988", "#B07D2B", "#000000", "#9A6FD8", "#882255", "#6F4C9B"]
GREY = "#767676"
OUTLINES = {
    "#E69F00": "#9A6A00"
}  # B's colour alone has less than 3 to 1 on white: its marks are outlined in a darker one

# Where nothing can be kept, as in a browser, Matplotlib looks for its fonts each time, and says so in red.
logging.getLogger("matplotlib.font_manager").addFilter(lambda record: "font cache" not in record.getMessage())

SHARP = 200  # dots an inch, for a screen that has two for each pixel

STYLE = {
    "font.family": "DejaVu Sans",  # which Matplotlib brings: no other is looked for
    "font.size": 12,
    "text.hinting": "no_hinting",  # at so many dots it makes no letter sharper, and takes as long as all else
    "text.parse_math": False,  # two dollars are no formula
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    "hatch.linewidth": 0.6,
}


def colour(source):
    """The colour of a source, the same in every figure; those beyond the five (F, G, … Z, AA, …) take turns with eight."""
    if source in COLOURS:
        return COLOURS[source]
    place = 0
    for letter in str(source):
        place = 26 * place + ord(letter) - ord("A") + 1
    return SPARE[(place - 6) % len(SPARE)]


def outline(colour):
    """The colour for the outline of a mark, or for a thin line: the same, or a darker one of its kind, to be seen on white."""
    return OUTLINES.get(colour, colour)


def in_one_style(draw):
    """Make a function draw in the course's style, whatever the reader's own settings of matplotlib are, and leave those alone."""

    @functools.wraps(draw)
    def drawn(*args, **options):
        import matplotlib

        defaults = {name: value for name, value in matplotlib.rcParamsDefault.items() if "backend" not in name}
        with matplotlib.rc_context(defaults | STYLE):
            return draw(*args, **options)

    return drawn


def figure(width=9, height=4, **options):
    """An empty figure and its axes, for a function `in_one_style`; width and height in inches, options as for `subplots`."""
    from matplotlib.figure import Figure  # pyplot would keep every figure until it is closed

    fig = Figure(figsize=(width, height))
    fig.subplots_adjust(left=0.06, right=0.97, top=0.9, bottom=0.12)  # a layout engine would draw everything twice
    return fig, fig.subplots(**options)


def sheet(width, height):
    """A figure with axes that fill it and measure it in inches, from the left and from the top down."""
    width, height = round(width, 3), round(height, 3)  # from Python 3.12 on, a sum of fractions ends in other digits
    fig, ax = figure(width, height)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.axis("off")
    return fig, ax


def present(fig, sentence):
    """Show a finished figure as a picture, with what it shows in words: as its alternative text, for who cannot see it, and below it."""
    output.show_both(f"<Figure: {sentence}>", as_page(fig, sentence))


def as_page(fig, sentence):
    """A finished figure as HTML, as `present` shows it."""
    words, wide = html.escape(" ".join(sentence.split())), round(100 * fig.get_figwidth())
    source = f"data:image/png;base64,{base64.b64encode(_png(fig)).decode()}"
    return (
        f'<figure style="margin: 0.4em 0"><img alt="{words}" width="{wide}" style="max-width: 100%" src="{source}">'
        f'<figcaption style="max-width: 48em; line-height: 1.5">{words}</figcaption></figure>'
    )


# How the parts of a bar differ, without colour too: how much of the source's colour is behind each, and its border.
LOOKS = {
    "full": ("FF", "border-top:2px solid {0};border-bottom:2px solid {0};border-right:1px solid #ffffff"),
    "dashed": ("73", "border:2px dashed {0}"),
    "pale": ("26", "border:2px solid {0}"),
}


def show_page(title, key, page, plain, sentence):
    """Show a figure that is a page: sharp at any size, and its words can be read aloud and copied.

    `page` is HTML between the `title` with its `key` (what the looks mean) and the `sentence` (what is seen); `plain` has lines that
    say the same where there is no page.
    """
    head = f'<b style="font-size:1.15em">{html.escape(title)}</b>' + (
        f"<br><small>{html.escape(key)}</small>" if key else ""
    )
    output.show_both(
        "\n".join(filter(None, [title, key, *plain, sentence])),
        f'<div style="max-width:60em;line-height:1.5">{head}{page}<p style="max-width:48em;margin-top:0.6em">{html.escape(sentence)}</p></div>',
    )


def show_bars(title, key, rows, sentence):
    """Show bars of one length, cut into parts, as a page (`show_page`).

    `rows` has `(source, parts, behind, below)`: parts are `(share in per cent, a key of LOOKS, what stands on it)`, and the last two are
    words behind the bar and below it.
    """
    page = ""
    for source, parts, behind, below in rows:
        bar = "".join(_part(colour(source), *part) for part in parts if part[0])
        page += (
            f'<div style="display:flex;align-items:center;margin-top:0.9em"><b style="flex:0 0 2em;font-size:1.3em">{html.escape(source)}</b> '
            f'<span style="flex:1 1 20em;display:flex">{bar}</span> '
            f'<small style="flex:0 0 8em;margin-left:0.6em">{html.escape(behind)}</small></div>'
            f'<div style="padding-left:2.6em">{html.escape(below)}</div>'
        )
    said = [
        f"{source} · {' · '.join(on for *_, on in parts if on)} · {behind} · {below}"
        for source, parts, behind, below in rows
    ]
    show_page(title, key, page, said, sentence)


def _part(colour, share, look, on):
    tint, border = LOOKS[look]
    return (
        f'<span style="width:{share:.2f}%;background-color:{colour}{tint};{border.format(outline(colour))};'
        f'text-align:center;line-height:2">{html.escape(on) or "&nbsp;"}</span>'
    )


def _png(fig):
    """A figure as a PNG of at most 256 colours, a third of the size: of colours that nobody could tell apart the most common is kept."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    fig.set_dpi(SHARP)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    drawn = np.asarray(canvas.buffer_rgba())
    pixels = drawn.view("<u4").ravel()  # one number for red, green, blue and (always full) alpha
    # Most pixels are as the one before: a run of them is counted, and looked up, as one.
    starts = np.flatnonzero(np.concatenate([[True], pixels[1:] != pixels[:-1]]))
    lengths = np.diff(starts, append=pixels.size)
    runs = pixels[starts]
    which, colours = pd.factorize(runs)
    counts = np.bincount(which, weights=lengths)
    kept = {}  # the first bits of red, green and blue -> the most common colour that has them
    for colour in colours[np.lexsort([colours, -counts])]:
        kept.setdefault(_first_bits(colour), colour)
    parts = np.array([*kept.values()], dtype="<u4").view("u1").reshape(-1, 4)[:, :3].astype(int)
    palette = parts[:256]
    number = np.zeros(32**3, dtype=np.uint8)
    number[list(kept)] = ((parts[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)
    picture = Image.fromarray(np.repeat(number[_first_bits(runs)], lengths).reshape(drawn.shape[:2]))
    picture.putpalette(palette.astype(np.uint8).tobytes())
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=3)  # a third larger than the smallest, in half of the time
    return packed.getvalue()


def _first_bits(colour):
    return colour >> 3 & 31 | colour >> 6 & 31 << 5 | colour >> 9 & 31 << 10
