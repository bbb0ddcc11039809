"""A notebook as one page of HTML: its cells, an exercise on paper, what a screen reader needs, and the look."""

import ast
import html
import re

import pandas as pd

from . import exercises
from .output import in_html

CHECK = re.compile(r'^check\("([^"]+)"', re.M)  # the line that makes a cell an exercise
ALIGNED = 100  # signs: an output line up to so long may be set in columns, and is not broken; a longer one is prose
NARROW = 40  # signs that fit on a telephone
TOGETHER = 1000  # signs: a question with what stands before its answer is kept on one page if it is no longer
UNIT = r"[A-E]\d{2}"

# Each version is a folder of that name, with this sentence under the title of each page in it.
VERSIONS = {
    "reading": "This is the lesson without its code, to read or to print. Write your answers on the lines. Where the text speaks "
    "of a cell, of dots or of running something, it means the notebook in JupyterLab.",
    "study": "This is the lesson with its code and its results. To run or change the code, open the notebook in JupyterLab.",
    "solved": "For the teacher. Each exercise is answered by one solution that the course accepts, and the reasoning follows. "
    "Other answers can be as good: where an exercise asks for a judgement, this one is an example.",
    "paper": "For the teacher: the lesson without computers. First comes the plan, with answers in it. Each sheet after it "
    "begins on a new page: copy these for the class. The broad margin is for notes.",
}


# ---------------------------------------------------------------- all of them


def question_of(cell):
    """The question that a cell asks, or None."""
    found = CHECK.search(cell.source) if cell.cell_type == "code" else None
    return found and exercises.all_questions().get(found[1])


# ---------------------------------------------------------------- one page


def page(notebook, name, version, names=()):
    """A notebook as one page of HTML, for one of the `VERSIONS`; `names` are the pages beside it, in order, for the links."""
    body = "\n".join(filter(None, (_cell(cell, version) for cell in notebook.cells)))
    soup = _mended(body, name, VERSIONS[version], names)
    if version == "reading":
        _keep_questions(soup)
    if version == "paper":
        _for_pens(soup, name)
    contents = "".join(f'<li><a href="#{h["id"]}">{html.escape(h.get_text())}</a></li>' for h in soup.find_all("h2"))
    links = ['<li><a href="../index.html">All handouts</a></li>']
    at = list(names).index(name) if name in names else None
    for words, step in (("Before", -1), ("Next", 1)) if at is not None else ():
        if 0 <= at + step < len(names):
            links.append(f'<li><a href="{names[at + step]}.html">{words}: {_spaced(names[at + step])}</a></li>')
    nav = f'<nav aria-label="Pages"><ul>{"".join(links)}</ul></nav>'
    if contents:
        nav += f'<nav aria-label="On this page"><details><summary>On this page</summary><ul>{contents}</ul></details></nav>'
    return frame(f"{soup.h1.get_text()} ({version})", nav, str(soup))


def _spaced(name):
    return name.replace("_", " ")


def _cell(cell, version):
    """A cell as HTML; empty if this version shows nothing of it."""
    if cell.cell_type == "markdown":
        return _markdown(cell.source)
    if cell.cell_type != "code":
        return ""
    found = CHECK.search(cell.source)
    question, outputs = question_of(cell), _outputs(cell.outputs, 0 if version == "paper" else ALIGNED)
    if version == "reading":
        return _answer_space(found[1], cell.source, question) if question else outputs
    if version == "paper":
        return f'<section class="sheet"><h2>Sheet</h2>{outputs}</section>'
    parts = [_code(cell.source), outputs]
    if version == "solved" and question:
        parts.append(
            f'<div class="because"><p><b>The reasoning to {found[1]}.</b> {in_html(question.because)}</p></div>'
        )
    return "\n".join(filter(None, parts))


def _markdown(source):
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    return MarkdownWithMath(IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)


def _code(source):
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    lines = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    return f'<div class="code"><p class="unseen">Code:</p><pre><code>{lines}</code></pre></div>'


def _outputs(outputs, aligned=ALIGNED):
    """What a cell put out. A picture that is not in a page of its own has its alternative text below it as well."""
    parts = []
    for output in outputs:
        data = output.get("data", {})
        if "image/png" in data:
            words = html.escape(output.metadata.get("image/png", {}).get("alt", "A figure without a description."))
            picture = f"data:image/png;base64,{''.join(data['image/png'].split())}"
            parts.append(f'<figure><img alt="{words}" src="{picture}"><figcaption>{words}</figcaption></figure>')
        elif "text/html" in data:
            parts.append(data["text/html"])
        else:
            text = (
                data.get("text/plain") or output.get("text") or f"{output.get('ename', '')}: {output.get('evalue', '')}"
            )
            parts.append(_plain(text, aligned))
    return f'<div class="output"><p class="unseen">Result:</p>{"".join(parts)}</div>' if parts else ""


def _plain(text, aligned):
    """An output of words alone: prose is set as the text is; what is in columns can be moved sideways; the rest is short."""
    longest = max(map(len, text.split("\n")))
    columns = re.search(r"[^\s.!?:] {2,}\S", re.sub(rf"^ *{UNIT} +", "", text, flags=re.M))
    if not columns and (longest > aligned or re.search(r"\n\s*\n", text.strip())):
        return _prose(text)
    if NARROW < longest <= ALIGNED:
        return f'<pre tabindex="0" role="group" aria-label="Result, in columns">{html.escape(text)}</pre>'
    return f'<pre class="broken">{html.escape(text)}</pre>'


def _prose(text):
    """Lines of prose as paragraphs, with more room where an empty line was; a short one (a title) stays with the next."""
    blocks = []
    for block in re.split(r"\n\s*?\n", text.strip("\n")):
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in block.split("\n") if line.strip())
        blocks.append(f'<div class="{"title" if len(block) < 80 else "block"}">{lines}</div>')
    return f'<div class="prose">{"".join(blocks)}</div>'


# ---------------------------------------------------------------- an exercise on paper


def _answer_space(name, source, question):
    """Ruled lines, or an empty table, in the place of the cell of an exercise."""
    asked = "Your answer"
    table = _blank_table(source)
    wanted = re.search(r"at least (\d+) words.*", question.expects)
    if wanted:
        asked, lines = f"Your answer, {wanted[0].rstrip('.')}", int(wanted[1]) // 8 + 3
    elif re.search(r"^def ", source, re.M):
        asked, lines = "Your answer, in words or as a line of Python", 3
    else:
        lines = 2
    space = table or f'<div aria-hidden="true">{"<div class=line></div>" * lines}</div>'
    return f'<div class="answer"><p><b>{name} · {html.escape(asked)}:</b></p>{space}</div>'


def _blank_table(source):
    """The table that an exercise begins with, as HTML, with empty places for its dots; empty if there is none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "DataFrame":
            try:
                values = [
                    ast.literal_eval(value) for value in (*node.args, *(keyword.value for keyword in node.keywords))
                ]
                table = pd.DataFrame(*values[:1], columns=values[1] if len(values) > 1 else None)
            except (ValueError, TypeError):
                return ""
            return table.map(lambda value: "" if value is ... else value).to_html(index=False)
    return ""


def _keep_questions(soup):
    """Put each question and the place for its answer into one block, which is not torn apart at the end of a page."""
    for answer in soup.select(".answer"):
        number = answer.p.get_text().partition(" ")[0]
        between = []
        for before in answer.find_previous_siblings():
            between.append(before)
            if before.name in ("p", "blockquote") and before.get_text(strip=True).startswith(f"Exercise {number}."):
                break
            if re.fullmatch("h[1-6]", before.name) or "exercise" in before.get("class", []):
                between = []
                break
        else:
            between = []
        length = sum(len(part.get_text()) for part in between)
        if between and length <= TOGETHER and not any(part.find("img") for part in between):
            block = answer.wrap(soup.new_tag("div", attrs={"class": "exercise"}))
            for part in between:
                block.insert(0, part.extract())


def _for_pens(soup, name):
    """Number the sheets, set the id of each unit in bold in front of its words, and give the tables the room that they need."""
    for number, heading in enumerate(soup.select(".sheet > h2"), start=1):
        heading.string = f"{name[:2]} · Sheet {number}"
        heading["id"] = f"sheet-{number}"
    for place in soup.select(".sheet small"):
        found = re.match(rf"(?:▶ )?({UNIT}) · line", place.get_text())
        if found:  # `show` sets the id, the line and the role in small print above the words
            if place.find_next_sibling() and place.find_next_sibling().name == "br":
                place.find_next_sibling().replace_with(" ")
            place.replace_with(_bold(soup, found[1]))
    for line in soup.find_all(string=re.compile(r"^This was part \d of \d\.")):
        line.parent.string = f"{line} The next sheet goes on."  # where the screen says how to call it
    for line in soup.select(".sheet .prose p, .sheet td:first-child"):
        found = re.match(rf"\s*({UNIT})\b", line.string or "")
        if found:
            rest = line.string[found.end() :]
            line.clear()
            line.extend([_bold(soup, found[1]), rest])

    for table in soup.select(".sheet table"):
        columns = list(
            zip(*([cell.get_text() for cell in row.find_all(["td", "th"])] for row in table.select("tbody tr")))
        )
        if len(columns) > 4 or any(len(words) > 200 for column in columns for words in column):
            table.parent["class"] = ["wide", "broad"]
        if not all(map(any, columns)):  # a column is empty: it is to be filled in
            table["class"] = ["grid"]


def _bold(soup, words):
    return soup.new_tag("b", string=words)


# ---------------------------------------------------------------- what a screen reader needs


def _mended(body, name, note, names):
    """The parts of a page as a tree: one h1, headings in order, links that lead somewhere, tables with headers."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "html.parser")
    _mend_headings(soup, name)
    about = soup.new_tag("p", attrs={"class": "about"})
    about.string = note
    soup.h1.insert_after(about)
    for link in soup.find_all("a"):
        notebook, mark, anchor = link.get("href", "").partition("#")
        if notebook.removesuffix(".ipynb") in names:
            link["href"] = notebook.replace(".ipynb", ".html") + mark + anchor
        elif notebook and not re.match(r"https?:|mailto:|\.\./paper/", notebook) or not link.get_text(strip=True):
            link.unwrap()  # the file is not beside the page
    for picture in soup.find_all("img"):
        if not picture.get("src", "").startswith("data:"):
            picture.replace_with(picture.get("alt", ""))
    for unwanted in soup.find_all(["style", "script", "iframe", "link"]):
        unwanted.decompose()
    for folded in soup.find_all(
        "details"
    ):  # on paper nobody can open it; the paragraphs inside would bury the sentences
        if not folded.find_parent("details"):
            folded["open"] = ""
    for number, table in enumerate(soup.find_all("table"), start=1):
        _mend_table(soup, table, number)
    return soup


def _mend_headings(soup, name):
    first = soup.find(re.compile("^h[1-6]$"))
    if not first or first.name != "h1":
        soup.insert(0, soup.new_tag("h1", string=_spaced(name)))
    before, taken = 0, set()
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        before = max(min(int(heading.name[1]), before + 1), 2 if before else 1)
        heading.name = f"h{before}"
        anchor = wanted = re.sub(r"\s", "-", heading.get_text())  # as JupyterLab makes it
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{wanted}-{number}"
        taken.add(anchor)
        heading["id"] = anchor


def _mend_table(soup, table, number):
    numbers = "dataframe" in table.get("class", [])
    table.attrs = {"class": "numbers"} if numbers else {}
    if table.thead and not table.thead.get_text(strip=True):
        table.thead.decompose()  # Markdown asks for a row of headers where there are none
        for row in table.find_all("tr"):
            row.find(["td", "th"]).name = "th"
    for row in table.find_all("tr"):
        row.attrs = {}
        for cell in row.find_all(["td", "th"]):
            cell.attrs = {key: value for key, value in cell.attrs.items() if key in ("colspan", "rowspan")}
            if re.fullmatch(r"\S{1,20}", cell.get_text()):
                cell["class"] = "whole"  # an id or a date is not broken
            for words in cell.find_all(string=re.compile(r"\S{25}")):
                parts = re.split(
                    r"(?<=/)", words
                )  # an address may be broken after each stroke, or it makes its column broad
                words.replace_with(*[piece for part in parts for piece in (part, soup.new_tag("wbr"))][:-1])
        for header in row.find_all("th"):
            header["scope"] = "col" if header.find_parent("thead") else "row"
            if not header.get_text(strip=True):
                header.name = "td"
                del header["scope"]
    table.wrap(
        soup.new_tag("div", attrs={"class": "wide", "tabindex": "0", "role": "group", "aria-label": f"Table {number}"})
    )


# ---------------------------------------------------------------- the frame of each page


def index(notebooks, pages):
    rows = []
    for name, notebook in notebooks.items():
        title = next(
            (found[1] for cell in notebook.cells if (found := re.search(r"^# (.+)$", cell.source, re.M))), _spaced(name)
        )
        cells = "".join(
            f'<td><a href="{version}/{name}.html">{version}<span class="unseen">: {html.escape(title)}</span></a></td>'
            if name in pages[version]
            else '<td class="none">none</td>'
            for version in VERSIONS
        )
        rows.append(f'<tr><th scope="row">{html.escape(title)}</th>{cells}</tr>')
    body = (
        "<h1>Side by Side: the handouts</h1>"
        "<p>Five news texts on the talks between Serbia and Kosovo, read, compared and criticised. Each lesson is here in up to "
        "four versions. The folders can be handed on one by one: <b>reading</b> and <b>study</b> are for everybody, and "
        "<b>solved</b> and <b>paper</b> are for the teacher, who copies the sheets in <b>paper</b> for the class.</p>"
        f"<dl>{''.join(f'<dt>{version}</dt><dd>{said}</dd>' for version, said in VERSIONS.items())}</dl>"
        '<div class="wide" tabindex="0" role="group" aria-label="Table of all pages">'
        '<table><thead><tr><th scope="col">lesson</th>'
        + "".join(f'<th scope="col">{version}</th>' for version in VERSIONS)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    return frame("Handouts", "", body)


def frame(title, nav, body):
    """A whole page, which loads and runs nothing, with the look of the handouts; `body` is HTML."""
    from pygments.formatters import HtmlFormatter

    colours = HtmlFormatter(style="xcode").get_style_defs(".code")  # the one style of Pygments with 4.5:1 throughout
    return _PAGE.format(title=html.escape(title), style=_STYLE + colours, nav=nav, body=body)


# The second line of the head forbids the page to load or run anything, whatever is in it.
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Side by Side</title>
<style>
{style}
</style>
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header>{nav}<p>Side by Side. The five texts belong to their holders, and are quoted for criticism and teaching.</p></header>
<main id="main" tabindex="-1">
{body}
</main>
</body>
</html>
"""

_STYLE = """
* { box-sizing: border-box }
html { font: 112.5%/1.55 system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; color: #1a1a1a; background: #fff }
body { margin: 0 auto; max-width: 56rem; padding: 0 1rem 2rem }
main:focus { outline: none }
p, ul, ol, dl, h1, h2, h3, h4, blockquote, .answer, .because { max-width: 40rem }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.8em 0 0.5em }
h1 { font-size: 1.8rem; margin-top: 0.8em }
h2 { font-size: 1.4rem; border-top: 1px solid #767676; padding-top: 0.8em }
h3 { font-size: 1.15rem }
a { color: #0b4fa8; text-underline-offset: 0.15em }
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 3px solid #0b4fa8; outline-offset: 2px }
.skip { position: absolute; left: -100rem }
.skip:focus { left: 1rem; top: 0.5rem; background: #fff; padding: 0.4rem 0.8rem }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
header { border-bottom: 1px solid #767676; padding: 0.6rem 0; font-size: 0.9rem }
header > nav > ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.5rem; list-style: none; margin: 0 0 0.4rem; padding: 0 }
header a, td a { display: inline-block; padding: 0.2rem 0 }
.about { border-left: 4px solid #767676; padding-left: 0.8rem; color: #404040 }
code, pre { font-family: ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: 0.88em }
:not(pre) > code { background: #f0f0f0; padding: 0.05em 0.25em; overflow-wrap: anywhere }
pre { margin: 0.5rem 0; line-height: 1.45; overflow-x: auto }
pre.broken, .code pre { white-space: pre-wrap; overflow-wrap: anywhere }
.code { position: relative; border: 1px solid #c8c8c8; padding: 0.1rem 0.8rem; margin: 1.2rem 0 0.4rem }
.code pre, .output > pre { font-size: 0.8rem }
.output { position: relative; margin: 0.4rem 0 1.2rem }
.output > div { overflow-wrap: break-word }
.wide { overflow-x: auto; margin: 0.8rem 0 }
table { border-collapse: collapse; font-size: 0.85rem; line-height: 1.4 }
th, td { border-bottom: 1px solid #c8c8c8; padding: 0.35em 0.9em 0.35em 0.2em; text-align: left; vertical-align: top }
thead th { border-bottom: 2px solid #404040 }
.whole { white-space: nowrap }
.numbers td, .numbers th { text-align: right }
.numbers th[scope=row] { text-align: left }
blockquote { margin: 1rem 0; border-left: 4px solid #1f78b4; padding: 0.1rem 1rem; background: #f1f6fa }
figure { margin: 1rem 0 }
img { max-width: 100%; height: auto; display: block }
figcaption { font-size: 0.9rem; max-width: 44rem }
mark { background: #ffe9a8; color: inherit }
.answer { border: 1px solid #767676; padding: 0.2rem 0.9rem 1.2rem; margin: 1rem 0 }
.answer .line { border-bottom: 1px solid #767676; height: 2.1rem }
.answer table { width: 100% }
.answer td, .answer th { border: 1px solid #767676; text-align: left; padding: 0.35em; height: 2.1rem }
.because { border-left: 4px double #404040; padding-left: 0.8rem }
dt { font-weight: bold }
header p { margin: 0.3rem 0 0; color: #404040 }
.prose { max-width: 40rem }
.prose p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
.block, .title { margin: 0 0 0.7em }
.sheet { border-top: 1px solid #767676 }
.sheet h2 { border: none; font-size: 1rem }
@page { size: A4; margin: 18mm 16mm; @bottom-center { content: counter(page); font: 9pt sans-serif } }
@media print {
  html { font-size: 10.5pt; line-height: 1.45 }
  body { max-width: none; padding: 0 }
  nav, .skip { display: none }
  header { font-size: 8.5pt; padding: 0 0 2mm }
  p, ul, ol, dl, h1, h2, h3, h4, blockquote, .answer, .because, figcaption { max-width: none }
  h1, h2, h3, h4, thead { break-after: avoid }
  p, li { orphans: 3; widows: 3 }
  figure, tr, ul, ol, .code, .answer, .exercise, .because, .prose p, .output > div > div { break-inside: avoid }
  .code, p:has(+ .answer), p:has(+ ul), .title, .answer > p { break-after: avoid }
  tr:last-child { break-before: avoid }
  thead + tbody > tr:first-child { break-after: avoid }
  .wide, pre { overflow: visible }
  pre, .output > pre, .code pre { font-size: 7.8pt; white-space: pre-wrap }
  pre.broken, .output > pre.broken { font-size: 9.5pt }
  table { font-size: 8.5pt; overflow-wrap: break-word }
  .prose { max-width: none; line-height: 1.55 }
  img { max-height: 150mm; width: auto }  /* not over 60 % of a page: a figure that moves to the next leaves less empty */
  details details { display: none }
  /* Rows that open, one below the other, are all printed open, and would take thirty pages: small, in two columns. */
  .output > div, .output div:has(> details + details) { break-inside: auto }
  .output div:has(> details + details) { columns: 2; column-gap: 6mm; max-width: none !important }
  .output div:has(> details + details), .output details { font-size: 7.8pt; line-height: 1.25 !important }
  .output details > div { margin: 0 0 1.5mm 2mm !important }
  .output details > div div { display: block !important; margin: 0 0 0.5mm !important; max-width: none !important }
  .output details > div > div > div > div, .output details > div > div:has(> small) { display: inline !important }
  .output details > div > div > div > div::after, .output details > div > div:has(> small)::after { content: " " }
  .output details > div div[style*=bold] { border: none !important }
  .output summary { padding: 0.5mm 0 !important; line-height: 1.5; break-after: avoid; break-inside: avoid }
  .output summary span { gap: 0 0.8em !important; min-width: 0 !important }
  .sheet { break-before: page; border: none; padding-right: 40mm; line-height: 1.6 }
  .sheet h2 { margin-top: 0 }
  .sheet div[style*="padding-left:3.4em"] { padding-left: 5em !important; line-height: 1.45 !important }  /* a text and its questions: one leaf */
  .sheet span[style*="position:absolute"] { font-size: 12pt !important; line-height: inherit !important }
  .sheet span[style*="left:-4.5em"] { left: -4.9em !important }
  .sheet span[style*="left:-2.3em"] { left: -2.5em !important }
  .sheet, .sheet table, .sheet pre, .sheet small, .sheet .output > pre, .sheet .output div, .sheet .output details { font-size: 12pt !important }
  .sheet .prose, .sheet table { line-height: 1.6 }
  .sheet .broad table { line-height: 1.4 }
  .sheet .broad :is(td, th) { padding-right: 0.5em }
  .sheet .broad, .sheet figure { margin-right: -40mm }  /* what is broad takes the margin */
  .sheet img { max-height: 200mm }
  .sheet figcaption { display: none }  /* it tells what the class is to find; it is the picture's alternative text, too */
  .grid { width: 100% }
  .grid :is(td, th) { border: 1px solid #767676; padding: 0.3em 0.5em }
  .grid td { height: 3.2em; min-width: 4em }
  a { color: inherit }
  main a[href^=http]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere }
}
"""
