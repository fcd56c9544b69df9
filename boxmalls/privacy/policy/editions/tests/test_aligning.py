"""Two texts side by side: nothing lost, equal finds equal, the same answer each time."""

from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.editions.aligning import Change, Said, align, differences, word_changes
from boxmalls.privacy.policy.editions.importing import sentences_of

FIRST = [Said(piece.sid, piece.text) for piece in sentences_of(FIRST_TEXT.read_text())]
WORDS = st.lists(st.sampled_from(["we", "may", "collect", "your", "data", "never", "sell", "it", "資料", "。", "a,b"]), min_size=1, max_size=7).map(" ".join)
TEXTS = st.lists(WORDS, max_size=9).map(lambda lines: [Said(f"s-{number}", words) for number, words in enumerate(lines)])


def test_a_text_beside_itself_is_the_same_throughout():
    assert {pair.change for pair in align(FIRST, FIRST)} == {Change.SAME}


@given(TEXTS, TEXTS)
def test_every_sentence_stands_in_exactly_one_pair_in_its_order(old, new):
    pairs = align(old, new)
    assert [pair.new for pair in pairs if pair.new] == new
    assert sorted(pair.old.sid for pair in pairs if pair.old) == sorted(said.sid for said in old)
    assert pairs == align(old, new)
    for pair in pairs:
        assert (pair.change is Change.ADDED) == (pair.old is None)
        assert (pair.change is Change.REMOVED) == (pair.new is None)
        if pair.change in (Change.SAME, Change.MOVED):
            assert pair.old.words == pair.new.words


@given(TEXTS, TEXTS)
def test_equal_sentences_always_find_each_other(old, new):
    pairs = align(old, new)
    gone = {pair.old.words for pair in pairs if pair.change is Change.REMOVED}
    come = {pair.new.words for pair in pairs if pair.change is Change.ADDED}
    assert not gone & come


@given(WORDS, WORDS)
def test_the_runs_of_words_are_both_sentences(old, new):
    runs = word_changes(old, new)
    assert "".join(words for sign, words in runs if sign in "=-") == old
    assert "".join(words for sign, words in runs if sign in "=+") == new


def test_one_sentence_more_renumbers_the_rest_and_moves_none():
    new = [*FIRST[:2], Said("s-1-1-3", "We keep it short."), *FIRST[2:]]
    told = differences(align(FIRST, new))
    assert (told[Change.ADDED], told[Change.SAME]) == (1, len(FIRST))


def test_a_sentence_elsewhere_has_moved_and_only_that_one():
    new = [*FIRST[1:20], FIRST[0], *FIRST[20:]]
    told = differences(align(FIRST, new))
    assert (told[Change.MOVED], told[Change.SAME]) == (1, len(FIRST) - 1)


def test_a_changed_sentence_is_shown_word_by_word():
    old, new = "We keep your name for a year.", "We keep your name and phone for two years."
    (pair,) = align([Said("s-1", old)], [Said("s-1", new)])
    assert pair.change is Change.CHANGED
    assert word_changes(old, new) == [
        ("=", "We keep your name "),
        ("+", "and phone "),
        ("=", "for "),
        ("-", "a"),
        ("+", "two"),
        ("=", " "),
        ("-", "year"),
        ("+", "years"),
        ("=", "."),
    ]


def test_chinese_is_compared_sign_by_sign():
    assert word_changes("我們收集姓名。", "我們收集電話。") == [("=", "我們收集"), ("-", "姓名"), ("+", "電話"), ("=", "。")]


def test_a_text_that_is_new_throughout_is_aligned_quickly():
    old = [Said(f"s-{n}", f"Old {n} says {n * 7919} about {n * 104729}.") for n in range(1500)]
    new = [Said(f"s-{n}", f"New {n} tells {n * 15485863} of {n * 32452843}!") for n in range(1500)]
    assert len(align(old, new)) >= 1500
