"""What chance does: shuffled and drawn again, always the same, and held to what can be worked out without it."""

import math

import numpy as np
import pandas as pd
import pytest
from sidebyside import chance, claims, corpus, output
from sidebyside.corpus import BadInput
from sidebyside.exercises.claims import QUESTIONS


def test_a_shuffle_keeps_each_value_and_changes_its_place():
    codes = list("aaabbc")
    rounds = chance.shuffled(codes)
    assert rounds.shape == (1_000, 6)
    assert {"".join(sorted(row)) for row in rounds} == {"aaabbc"}
    assert len({"".join(row) for row in rounds}) == 60  # each order there is
    assert (rounds == chance.shuffled(codes)).all()
    assert codes == list("aaabbc")


def test_of_a_shuffle_some_are_dealt_and_none_twice():
    codes = list("aaabbc")
    dealt = chance.shuffled(codes, 4)
    assert dealt.shape == (1_000, 4) and (dealt == chance.shuffled(codes, 4)).all()
    for code, there, share in (("a", 3, 3 / 6), ("b", 2, 2 / 6), ("c", 1, 1 / 6)):
        assert (dealt == code).sum(axis=1).max() == there
        assert all(abs(place.mean() - share) < 0.06 for place in (dealt == code).T)  # at each place as often
    assert {"".join(sorted(row)) for row in chance.shuffled(codes, 6)} == {"aaabbc"}
    none = (dealt != "c").all(axis=1).mean()
    assert abs(none - 2 / 6) < 0.05


def test_agreement_after_a_shuffle_is_what_kappa_calls_chance():
    first, second = list("y" * 30 + "n" * 10), list("y" * 28 + "n" * 12)
    agree = (chance.shuffled(second) == np.array(first)).mean(axis=1)
    assert abs(agree.mean() - (0.75 * 0.7 + 0.25 * 0.3)) < 0.01


def test_a_word_that_falls_anywhere_misses_a_text_as_often_as_the_formula_says():
    of_each_word = ["A"] * 50 + ["B"] * 150
    uses = chance.drawn_again(of_each_word, size=8, rounds=20_000)
    silent = (uses == "A").sum(axis=1) == 0
    assert abs(silent.mean() - 0.75**8) < 0.01


def test_scattered_uses_fall_on_words_that_are_each_taken_once():
    of_each_word = ["A"] * 3 + ["B"] * 5
    falls = chance.scattered(of_each_word, 4)
    assert falls.shape == (1_000, 4) and (falls == "A").sum(axis=1).max() == 3  # A has no more words than three
    none = (falls == "B").all(axis=1).mean()
    assert abs(none - math.comb(5, 4) / math.comb(8, 4)) < 0.03
    assert (falls == chance.scattered(of_each_word, 4)).all()
    assert chance.scattered(["A"] * 30_000, 2).shape == (1_000, 2)  # too many to shuffle
    for uses in (0, 9, 1.5, True, "4"):
        with pytest.raises(BadInput, match="from 1 to the number of words"):
            chance.scattered(of_each_word, uses)


def test_drawn_again_gives_the_interval_of_a_share():
    seen = [1] * 6 + [0] * 7
    low, high = chance.middle(chance.drawn_again(seen).mean(axis=1))
    assert 0.15 < low < 0.3 and 0.65 < high < 0.8 and low < 6 / 13 < high
    assert chance.drawn_again(seen).shape == (1_000, 13)


def test_how_often_chance_comes_as_far_counts_the_figure_itself_and_its_side():
    results = [0, 1, 1, 2, 5]
    assert [chance.as_far(results, seen) for seen in (0, 1, 2, 5, 6, -1)] == [1, 3, 2, 1, 0, 0]


@pytest.mark.parametrize(
    "call",
    [
        lambda: chance.shuffled([]),
        lambda: chance.shuffled([1, 2], rounds=0),
        lambda: chance.shuffled([1, 2], 3),
        lambda: chance.shuffled([1, 2], 0),
        lambda: chance.shuffled([1, 2], 1.0),
        lambda: chance.drawn_again([1, 2], size=0),
        lambda: chance.drawn_again([1, 2], size=2.0),
        lambda: chance.drawn_again([1, 2], size=True),
        lambda: chance.shuffled(range(1_000_000)),
        lambda: chance.middle([]),
    ],
)
def test_what_chance_cannot_use_gets_a_sentence(call):
    with pytest.raises(BadInput) as refused:
        call()
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)


def test_the_picture_says_in_words_what_it_shows(monkeypatch):
    shown = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: shown.append(plain))
    chance.draw([1, 2, 2, 3], 3, "Uses of *peace* in A")
    chance.draw([0.25, 0.5, 0.5], 0.9, "Agreement")
    assert "Seen: 3. Chance came as far in 1 of 4 rounds." in shown[0]
    assert "between 0.26 and 0.50. Seen: 0.90. Chance came as far in 0 of 3 rounds." in shown[1]
    assert not any(math.isnan(n) for n in chance.middle([1.5]))


def test_it_does_for_all_words_of_the_five():
    units = corpus.load_units()
    assert chance.drawn_again(units["source"], size=20).shape == (1_000, 20)


# -- two coders: the passes of lesson 04 ---------------------------------------------------------------------------------

FIRST, SECOND, REFERENCE = (corpus.load_table(f"coding/{name}") for name in ("first_pass", "second_pass", "reference"))
IN_E = FIRST["id"].str.startswith("E")


def test_kappa_of_units_drawn_again_is_that_of_the_units_drawn():
    for name in ("loaded", "kind"):
        one, two = FIRST.loc[IN_E, name].to_numpy(), SECOND.loc[IN_E, name].to_numpy()
        by_hand = [claims.kappa(one[places], two[places]) for places in chance.drawn_again(range(len(one)))]
        assert np.allclose(claims.kappas_again(one, two), by_hand)
    low, high = chance.middle(claims.kappas_again(*(table.loc[IN_E, "loaded"] for table in (FIRST, SECOND))))
    assert -0.02 < low < 0.02 and 0.8 < high < 0.88


def test_a_round_in_which_nothing_differs_has_no_kappa():
    kappas = claims.kappas_again(["a", "a", "b"], ["a", "a", "b"])
    assert 500 < len(kappas) < chance.ROUNDS and (kappas == 1).all()
    assert (claims.kappas_again(["a", "a"], ["b", "b"]) == 0).all()
    with pytest.raises(BadInput, match="of the same units"):
        claims.kappas_again(["a", "b"], ["a"])


def test_a_coder_who_never_reads_agrees_more_often_than_the_second_pass():
    one, two = FIRST.loc[IN_E, "loaded"], SECOND.loc[IN_E, "loaded"]
    lazy = pd.Series("no", index=one.index)
    assert claims.agreement(one, lazy) > claims.agreement(one, two) and claims.kappa(one, lazy) == 0


def test_what_the_reply_on_units_agreed_and_overruled_counts():
    both = FIRST["kind"] == SECOND["kind"]
    overruled = set(FIRST.loc[both & (FIRST["kind"] != REFERENCE["kind"]), "id"])
    names = {}
    exec(QUESTIONS["agreed-and-overruled"].solved, names)
    assert both.sum() == 183 and overruled == names["overruled"] | {"B02"} and len(overruled) == 7
