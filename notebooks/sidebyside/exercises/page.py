"""The questions of lesson 01."""

import re
from functools import cache

import pandas as pd

from .. import page
from ..corpus import excerpt, kind_of, load_sources, load_table
from ..voices import unseen
from .evidence import evidence
from .kinds import Question, almost, function, not_yet, number, right, span, table

# What may stand in the table of limits: the days that the clues of B give, or name, and the day of the link in its line 56.
DAYS_OF_CLUES = ["2020-03-01", "2020-06-01", "2020-06-18", "2020-06-24", "2020-06-26", "2020-06-27", "2021-03-07"]
LINKED, NONE = "2024-04-18", "none"  # the former is in row O6 of `data/outside_checks.csv`
FIRST_WORDS = ["advertisement", "comments", "copy", "newsletter", "share", "sign up", "subscribe"]


@cache
def _lines():
    """All lines with their role, and whether the site put them there."""
    lines = page.lines(load_sources()).merge(load_table("anatomy"), on=["source", "line"])
    return lines.assign(
        name=lines["source"] + ":" + lines["line"].astype(str),
        site=lines["role"].isin(page.GROUPS["put there by the site"]),
    )


def _recall_of_first_rules():
    lines = _lines()
    found = lines["text"].map(
        lambda line: not any(c.isalpha() for c in line) or any(word in line.lower() for word in FIRST_WORDS)
    )
    return round(100 * page.score(lines["name"][found], lines["name"][lines["site"]]).recall)


def _states():
    stated = load_table("sources")
    return pd.DataFrame(
        {"source": stated["id"]}
        | {
            name: ["yes" if text else "no" for text in stated[column]]
            for name, column in [("title", "title"), ("author", "author_stated"), ("date", "date_stated")]
        }
    )


def _limits():
    dating = load_table("dating")
    clues = dating[(dating["source"] == "B") & (dating["unit_id_or_line"] != "INTERVAL")]
    article = page.intervals(clues).iloc[0]
    return pd.DataFrame(
        {
            "what": ["article", "copy"],
            "not_before": [article["earliest"], LINKED],
            "not_after": [article["latest"], NONE],
        }
    )


def _try_word(word):
    if not isinstance(word, str):
        return almost(f"Give one word between quotation marks; this is {kind_of(word)}.")
    word = word.strip().lower()
    if not word.isalpha():
        return almost("Give a single word, of letters only.")
    lines = _lines()
    caught = page.furniture(lines, [word]) & lines["text"].str.lower().str.contains(rf"\b{word}")
    if not caught.any():
        if lines["text"].str.lower().str.contains(word).any():
            return not_yet(f"`{word}` is there, but only inside longer words, and our rule looks at how a word begins.")
        return not_yet(
            "No word in any of the lines begins so, and nothing changes. Take one out of the line that was missed."
        )
    lost = lines[caught & ~lines["site"]]
    missed = not caught[lines["name"] == "B:9"].item()
    if missed and lost.empty:
        return not_yet(
            "This throws out nothing that a person wrote, which is good. But it does not find the line that was missed either."
        )
    if len(lost):
        first = lost.iloc[0]
        at = re.search(rf"\b{word}", first["text"].lower()).start()
        piece = excerpt(first["text"], at, at + len(word), 20)
        found = (
            "does not find the missed line, and it throws" if missed else "finds the missed line. But it also throws"
        )
        how_many = "1 line" if len(lost) == 1 else f"{len(lost)} lines"
        return not_yet(f"This {found} out {how_many} that a person wrote: in {first['name']} it stands in `{piece}`.")
    if not lines["text"].str.contains(rf"\b(?i:{word})(?![a-z])").any():  # a small letter after it: the word goes on
        return not_yet(
            f"It works here, by chance: `{word}` only begins a word of that line. On other pages it would begin other words. Give "
            "the whole word."
        )
    return right(
        "The line is found and nothing is lost: precision and recall are now 100 %. On these five pages, that is, and after you "
        f"had seen the line. So we tried your word on 48 invented articles, which you meet in lesson 03: {_tried_elsewhere(word)}"
    )


def _tried_elsewhere(word):
    others = [line for text in unseen()["text"].unique() for line in text.splitlines()]
    lost = [line for line in others if re.search(rf"\b{word}", line.lower())]
    if not lost:
        return "it would throw out nothing there. But no buttons stand around those, so nobody knows whether it would find any."
    at = re.search(rf"\b{word}", lost[0].lower()).start()
    how_many = "1 line" if len(lost) == 1 else f"{len(lost)} lines"
    return f"there it would throw out {how_many} of an article, with `{lost[0][max(at - 20, 0) : at + len(word) + 20].strip()}`."


QUESTIONS = {
    "made-by-the-site": span(
        "by_the_site",
        lambda: "5 min readSep 9, 2020",
        "5 min read",
        why="A program of the site counts the words and works out how long reading will take. The rest tells you about this article. "
        "A rule that takes whole lines must keep both or lose both: the table below has one role for each line, and calls this one a byline.",
        wrong={
            "5 min readSep 9, 2020": "That is the whole line. One part of it tells you about the article: when it was published. "
            "Leave that part out.",
            "Sep 9, 2020": "That is the date of publication, which tells you about this article. Which part could be worked out by "
            "counting its words?",
            "min read": "This part is the same whatever the text. What did the program have to count for it?",
        },
        may={
            "5": "Only the number was counted out: the two words after it are the same for any article. We take all three, since the "
            "program prints them in one piece.",
            "5 min": "The time is what was worked out, and *read* only says of what it is the time. We take that word too, since the "
            "program prints it in one piece, without a space before the date.",
        },
        hints=["One part is a date. What is the other?", "The two run together inside `readSep`."],
        because="`5 min read` can be worked out by counting words; `Sep 9, 2020` cannot.",
    ),
    "recall-by-hand": number(
        "recall_in_percent",
        _recall_of_first_rules,
        what="a whole number (50 would be half)",
        tolerance=0.6,
        why="Of the furniture that there is, the rules found a good two thirds. Notice that recall could only be measured because "
        "somebody had read every line first. Without a reference, nobody knows what was missed.",
        wrong={
            62.5: "That is the precision again: you divided by what was found. Recall divides by what was wanted.",
            88: "You divided what was wanted by what was found. But not all of what was found was right: which of the three "
            "numbers counts only lines that are both?",
            114: "You divided what was found by what was wanted. But of what was found, not all is right: which number counts the lines "
            "that are both?",
            140: "More than was wanted cannot be found. The division is the wrong way round.",
            0.71: "That is the share as a fraction. The question asks for per cent, so multiply by 100.",
            0.7: "That is a fraction, and rounded too far. Keep two more digits, and multiply by 100.",
            0.625: "That is the precision again, as a fraction. Recall divides by something else, and here it is in per cent.",
            0.875: "Two things: it is in per cent, and not all of what was found was right. Which of the three numbers counts the lines that "
            "are both?",
        },
        hints=[
            "Recall: of those that were wanted, how many were found?",
            "Divide the third number by the second, then multiply by 100.",
        ],
        because="Found and wanted, divided by wanted, times 100, and rounded.",
    ),
    "one-more-word": Question(
        expects="Put one word where the dots are, between quotation marks.",
        judge=_try_word,
        solution=lambda: 'one_more_word = "embed"',
        because="`embed` is in line B:9 and in no other. So are `video`, `clipboard` and `paste`. But `link` is in the air and rail links "
        "of D:18, `below` is in E:24, and `copy` in the copyright of B:4.",
        hints=(
            "Take a word out of the line that was missed.",
            "Then ask whether a journalist could have used the same letters in an article. `check` will show you where.",
        ),
        mistakes=lambda: (
            ('one_more_word = "link"', "it stands in `"),
            ('one_more_word = "copy"', "2 lines that a person wrote: in B:4"),
            ('one_more_word = "kosovo"', "does not find the missed line, and it throws out"),
            ('one_more_word = "click"', "No word in any of the lines begins so"),
            ('one_more_word = "copied"', "only inside longer words"),
            ('one_more_word = "newsletter"', "it does not find the line that was missed either"),
            ('one_more_word = "vid"', "It works here, by chance: `vid`"),
            ('one_more_word = "past"', "It works here, by chance: `past`"),
            ('one_more_word = "embed link below"', "Give a single word"),
            ("one_more_word = 7", "Give one word between quotation marks"),
        ),
    ),
    "ends-like-a-sentence": function(
        "ends_like_a_sentence",
        [
            (
                ("The EU-led reconciliation talks have made little progress.",),
                True,
                "Each ending stands between quotation marks of its own, and all of them, with commas, in a second pair of brackets.",
            ),
            (
                ("Proposals for Renewed Dialogue",),
                False,
                "This heading has no full stop. A rule that says yes to everything finds nothing out.",
            ),
            (
                ("Prime Minister of Kosovo Seeks U.S.Assistance for Improved Relations with Serbia",),
                False,
                "There is a full stop in this headline, but not at its end.",
            ),
            (
                ("The road is straight",),
                False,
                "`straight` and `curly` are the names of two marks. With marks around it, such a name is only a word.",
            ),
            (
                ('in the region at this stage."',),
                True,
                "The sentence ends, and then its quotation mark comes. (If you have put it in: `or` inside the brackets keeps only the first "
                "ending. Use commas, and two pairs of brackets.)",
            ),
            (("we could see, he said.”",), True, "Printers use a curly closing mark as well as the straight one."),
            (
                ("| Political Will | Leaders may hesitate |",),
                False,
                "A row of a table ends in a bar, which is no end of a sentence.",
            ),
            (("all parties involved here today!",), True, "An exclamation mark ends a sentence too."),
            (("Could Serbia bring back mandatory military service?",), True, "A question mark ends a sentence too."),
            (
                ("",),
                False,
                "A line can be empty, and then it has no last character. `line.endswith` can be asked all the same.",
            ),
        ],
        solved='straight, curly = \'"\', "”"\n\ndef ends_like_a_sentence(line):\n    return line.endswith((".", "!", "?", straight, curly))',
        why="As a filter, this finds 12 of the 14 lines of furniture, more than our first two rules. But it accuses 32 lines that people "
        "wrote: headlines, headings, captions, the rows of tables in E. And it misses the sign-up form in A, which is a good sentence. "
        "An idea that sounds right is only an idea until it has been measured.",
        wrong=[
            ('def ends_like_a_sentence(line):\n    return line.endswith(".")', "and then its quotation mark comes"),
            ('def ends_like_a_sentence(line):\n    return "." in line', "but not at its end"),
            (
                'def ends_like_a_sentence(line):\n    return line.endswith((".", "!", "?", "straight", "curly"))',
                "are the names of two marks",
            ),
            ("def ends_like_a_sentence(line):\n    return True", "A rule that says yes to everything"),
            ('def ends_like_a_sentence(line):\n    return line[-1] in ".!?\\"”"', "A line can be empty"),
            (
                'def ends_like_a_sentence(line):\n    return line.endswith((".", "!", "?", \'"\'))',
                "Printers use a curly closing mark",
            ),
            (
                'def ends_like_a_sentence(line):\n    return line.endswith((".", "!", \'"\', "”"))',
                "A question mark ends a sentence too",
            ),
            (
                'def ends_like_a_sentence(line):\n    return line.endswith((".", "?", \'"\', "”"))',
                "An exclamation mark ends a sentence too",
            ),
            ("def ends_like_a_sentence(line):\n    return not line[-1:].isalpha()", "ends in a bar"),
            ('def ends_like_a_sentence(line):\n    return "True"', "gives a text, and should give True or False"),
        ],
        hints=[
            "Put `line.endswith(...)` after `return`, and in its brackets what it may end with.",
            'Several endings go into a second pair of brackets: `line.endswith((".", "!"))`.',
            'The two quotation marks have names, and names stand without marks: `line.endswith((".", straight))`.',
        ],
        because="`endswith` takes several endings at once and can be asked of an empty line too.",
    ),
    "what-pages-state": table(
        "states",
        _states,
        "source",
        ["yes", "no"],
        why="Only B and D say who wrote them, and only D says when. Three pages out of five give a reader nobody to ask. None of "
        "the five, by the way, says in its text which newspaper or site it comes from.",
        wrong={
            ("B", "date", "yes"): "B does have a date, but read which line it stands in. Of what is it the date?",
            ("B", "author", "no"): "Look at line 6 of B, and at its first word.",
            ("D", "date", "no"): "Look at line 4 of D, where two things run together.",
            ("D", "author", "no"): "Look at the line below the headline of D.",
            (
                "C",
                "title",
                "yes",
            ): "The first line of C is a whole sentence, and the next one follows from it. Is that a headline?",
            ("A", "date", "yes"): "A has a day of the week in its first sentence. A Tuesday is not a date.",
            (
                "C",
                "date",
                "yes",
            ): "C speaks of “this week” (C01). Could a reader who finds the page tell which week that was?",
            ("E", "date", "yes"): "E has the word “today” (E40). Which day was it?",
            ("A", "author", "yes"): "A names a city before its first sentence. Does it name a writer?",
            ("E", "author", "yes"): "E has an office in its headline. That is who it is about, not who wrote it.",
            (
                "E",
                "title",
                "no",
            ): "Look at the first line of E: is it a sentence of the article, or does it stand above it?",
        },
        hints=[
            "Take one column at a time, and go through the printed lines.",
            "A photograph has a date of its own, and so has the event in it.",
        ],
        because="B has a byline in line 6, and D in line 3 with a date in line 4. The date in B belongs to a photograph. C has nothing.",
        solved='states = pd.DataFrame({\n    "source": ["A", "B", "C", "D", "E"],\n    "title":  ["yes", "yes", "no", "yes", "yes"],\n'
        '    "author": ["no", "yes", "no", "yes", "no"],\n    "date":   ["no", "no", "no", "yes", "no"]})',
    ),
    "limits-from-clues": table(
        "limits",
        _limits,
        "what",
        [*DAYS_OF_CLUES, LINKED, NONE],
        form='a day that a clue or the link gives, in the form "2020-03-01", or "none"',
        why="The article is of one week. The date of a photograph is the first limit. The second is a bare weekday: “On Thursday” (B16) means the last "
        "Thursday only by a custom of newspapers, and the limit is as good as that custom. A site puts new links below "
        "an old article. So the link says nothing about the article, and of our copy only that it was not made before that day.",
        wrong={
            (
                "article",
                "not_before",
                LINKED,
            ): "Then an article that looks forward to a meeting “later this month” (B03) would have "
            "been written years after it. Who put the link below the article, and when?",
            (
                "article",
                "not_after",
                LINKED,
            ): "Some clues of B close the days of the article much earlier. Does a link that a site puts there "
            "say anything about the article?",
            (
                "article",
                "not_before",
                "2020-06-01",
            ): "The meeting is in that month, and so is the article. But does every other clue allow its first day?",
            (
                "article",
                "not_before",
                "2020-03-01",
            ): "The crisis had begun by that day. Does every other clue allow it too?",
            (
                "article",
                "not_before",
                "2020-06-24",
            ): "That day stands in the column *latest*: it is a *not after*. Which is the latest day in the "
            "column *earliest*?",
            ("article", "not_before", NONE): "Look at the column *earliest*: some clues of B do set this limit.",
            (
                "article",
                "not_after",
                "2020-06-27",
            ): "On that day the leaders meet, and for B the meeting is still ahead. Does another clue "
            "close the days of the article even earlier?",
            (
                "article",
                "not_after",
                "2020-06-26",
            ): "That goes up to the day before the meeting. Is there a clue that closes it earlier?",
            (
                "article",
                "not_after",
                "2021-03-07",
            ): "That is the widest of the limits. Which clues of B close it earlier?",
            (
                "article",
                "not_after",
                "2020-06-18",
            ): "It may well have been that day. But which clue says so? The question is what the clues allow.",
            ("article", "not_after", NONE): "Look at the column *latest*: some clues of B do set this limit.",
            (
                "copy",
                "not_before",
                "2020-06-18",
            ): "A copy is not older than its article, that is true. But the link was on the page when it was "
            "copied. Does it allow a day in 2020?",
            (
                "copy",
                "not_before",
                "2020-06-24",
            ): "That day belongs to the article. What was on the page, when it was copied, that is younger?",
            (
                "copy",
                "not_before",
                NONE,
            ): "The link was on the page when it was copied. Can the page have been copied before the article behind "
            "the link was there?",
            (
                "copy",
                "not_after",
                LINKED,
            ): "On that day the article behind the link appeared. Can somebody have copied the page a week later, with "
            "the link still on it?",
            (
                "copy",
                "not_after",
                "2020-06-24",
            ): "That is a limit for the article. Must an article be copied in the week in which it is written?",
            (
                "copy",
                "not_after",
                "2020-06-26",
            ): "That is a limit for the article. How long after that day can its page be copied?",
        },
        hints=[
            "For the article, go down the column *earliest* and take the latest day, then the column *latest* and take the earliest.",
            "A page can be copied on the day on which its youngest link appears. On any later day, too?",
        ],
        because="All the clues of B allow the days from 18 to 24 June 2020. The link gives the copy a *not before*. Nothing gives it a *not after*.",
        solved='limits = pd.DataFrame({\n    "what":       ["article", "copy"],\n    "not_before": ["2020-06-18", "2024-04-18"],\n'
        '    "not_after":  ["2020-06-24", "none"]})',
    ),
    "who-is-checkable": evidence(
        "who_can_be_checked",
        question='Source E, or source A: which of the two lets a reader check more of *who speaks and when*? (All of E: `read("E")`.) Write two or three sentences. Give a unit id from each of the two, such as (A02), and quote a few exact words from each, between double quotation marks.',
        bears={
            "A02",
            "A03",
            "A04",
            "A05",
            "A09",
            "A10",
            "A11",
            "A12",
            "E01",
            "E02",
            "E03",
            "E05",
            "E07",
            "E08",
            "E12",
            "E13",
            "E20",
            "E34",
            "E40",
        },
        sources="AE",
        least_words=25,
        model="A lets a reader check more. It names a speaker and a place, “Thaci told the Council on Foreign Relations in "
        "Washington” (A05), and gives a day of the week, “on Tuesday” (A02), if not which one. E has an address without a place or "
        "a day, “during his address” (E12), and unnamed “Observers” (E05). A's own “illegally declared” (A02) comes with no source either. "
        "So A is easier to test, which does not make it right.",
        rubric="does it name something that a reader could look up, and something that nobody could? Does it say the same kind of "
        "thing about both sources? Does it keep apart what can be checked from what is true?",
        hints=[
            "Look for names of persons, places and days: in A02, A05 and A11 for example, and in E05 and E12.",
            "One sentence on A with its unit and a quotation, one on E with its own, and one that compares.",
        ],
        wrong=[
            ('who_can_be_checked = "A, because it has names."', "Too short"),
            (
                'who_can_be_checked = """A names a speaker and a place, “Thaci told the Council” (A05), and that is why I think that a reader '
                'can check more of it than of the other one, which is vague."""',
                "No unit of source E is cited",
            ),
            (
                'who_can_be_checked = """A names a speaker and a place, “Thaci told the Council” (A05), while E has only “some observers” '
                'without any name at all (E05), so that a reader can look up nothing."""',
                "The source has",
            ),
            (
                'who_can_be_checked = """A names a speaker and a place, “Thaci told the Council” (A11), while E has only “Observers” '
                'without any name at all (E05), so that a reader can look up nothing."""',
                "In A05, and not in A11, which you give for it",
            ),
            (
                'who_can_be_checked = """A names a speaker and a place (A05), while E has only observers without any name at all (E05), so '
                'that a reader can look up nothing of it, neither who nor when."""',
                "Quote a few exact words",
            ),
            (
                'who_can_be_checked = """A names a speaker and a place, “Thaci told the Council” (A25), while E has only “Observers” '
                'without any name at all (E05), so that a reader can look up nothing."""',
                "the units of source A run from A01 to A13",
            ),
        ],
        may=[
            (
                'who_can_be_checked = """A tells of a “bloody war” (A07) and E of “Diminished Trade Barriers” (E24), and so I would say that '
                'A is far more serious than E and that a reader can check it better."""',
                "other sentences: which would you set beside yours?",
            )
        ],
    ),
}
