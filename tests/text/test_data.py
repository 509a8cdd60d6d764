"""The shipped tables are whole, and are what the code takes them for."""

import json
from importlib.resources import files

import pytest

from gikspider.text.encoding import everyday
from gikspider.text.language import model, score
from gikspider.text.pinyin import readings, reads

DATA = files("gikspider.text") / "data"


def test_everyday_characters():
    assert len(everyday()) > 1000
    assert set("政府信息公開县") <= everyday()


def test_readings():
    assert len(readings()) > 20_000
    assert all(all(known) for known in readings().values())


@pytest.mark.parametrize(
    ("char", "written", "expected"),
    [
        ("報", "bào", True), ("报", "bào", True), ("报", "bao", True), ("报", "báo", False), ("绿", "lǜ", True), ("绿", "lv", True),
        ("们", "men", True), ("重", "chóng", True), ("重", "zhòng", True), ("嗯", "ń", True), ("A", "a", False), ("啦", "la", True), ("阿", "ā", True), ("报", "", False),
    ],
)  # fmt: skip
def test_a_reading_is_a_reading(char, written, expected):
    assert reads(char, written) is expected


def test_the_model_prefers_words_to_noise():
    assert len(model().begins) > 6000
    assert len(model().pair) > 40_000
    assert score("完善体制机制") > score("晟企体制机制") > score("┩晟企w制")
    assert score("政府信息公開") == score("政府信息公开")


def test_the_spam_lexicon():
    data = json.loads((DATA / "spam.json").read_text("utf-8"))
    words = {
        word for kinds in (data["brands"], data["words"]) for listed in kinds.values() for word in listed
    }
    assert len(words) > 400
    assert set(data["doubtful"]) <= words
    assert not set(data["weak"]) & words
    for listed in (
        *data["brands"].values(),
        *data["words"].values(),
        data["weak"],
        data["honest_names"],
        data["site"],
    ):
        assert len(listed) == len(set(listed))
        assert all(word and word == word.strip() for word in listed)
