"""One look for every figure: a source always has the same colour and always carries its letter."""

import functools
import io
import textwrap

# Okabe and Ito's palette: told apart by readers with any kind of colour vision.
COLOURS = {"A": "#0072B2", "B": "#E69F00", "C": "#009E73", "D": "#CC79A7", "E": "#D55E00"}
# For a class's own sources, F to M. Of forty colours with a contrast of 3 to 1 on white, the eight that are furthest apart
# for the pair that is nearest, with each kind of colour vision (Machado, Oliveira and Fernandes 2009; distance in OKLab).
SPARE = ["#B8221E", "#332288", "#009988", "#B07D2B", "#000000", "#9A6FD8", "#882255", "#6F4C9B"]
GREY = "#767676"

STYLE = {
    "font.size": 12,
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


def in_one_style(draw):
    """Make a function draw in the course's style, whatever the reader's own settings of matplotlib are, and leave those alone."""

    @functools.wraps(draw)
    def drawn(*args, **options):
        from matplotlib import style

        with style.context(STYLE, after_reset=True):
            return draw(*args, **options)

    return drawn


def figure(width=9, height=4, **options):
    """An empty figure and its axes, for a function `in_one_style`; width and height in inches, options as for `subplots`."""
    from matplotlib.figure import (
        Figure,  # pyplot would keep every figure until it is closed
    )

    fig = Figure(figsize=(width, height))
    fig.subplots_adjust(left=0.06, right=0.97, top=0.9, bottom=0.12)  # a layout engine would draw everything twice
    return fig, fig.subplots(**options)


def sheet(width, height):
    """A figure with axes that fill it and measure it in inches, from the left and from the top down."""
    fig, ax = figure(width, height)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.axis("off")
    return fig, ax


def present(fig, sentence):
    """Show a finished figure, and below it, in words, what it shows (the picture carries them too, for a screen reader)."""
    from IPython.display import display

    picture = io.BytesIO()
    fig.savefig(picture, format="png", dpi=100, metadata={"Software": None})
    display(
        {"image/png": picture.getvalue(), "text/plain": f"<Figure: {sentence}>"},
        metadata={"image/png": {"alt": sentence}},
        raw=True,
    )
    print(textwrap.fill(sentence, 100))
