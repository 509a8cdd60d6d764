"""Keys make two spellings of one label equal, and two labels different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.text import key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("索 引 号", "索引号"), ("政府信息（条）", "政府信息(條)"), ("（一）予以公开", "(一)予以公开"), ("１２３", "123"), ("發布日期：", "发布日期"),
        ("“三公”经费", "三公经费"), ("A+ a A-", "aaa"), ("总\u3000计", "总计"), ("1.　属于国家秘密", "1属于国家秘密"),
    ],
)  # fmt: skip
def test_one_label_has_one_key(a, b):
    assert key(a) == key(b)


@pytest.mark.parametrize(
    ("a", "b"), [("予以公开", "不予公开"), ("1.5万元", "15万元"), ("本年新收", "本年增减")]
)
def test_two_labels_have_two_keys(a, b):
    assert key(a) != key(b)


@given(st.text(max_size=80))
def test_a_key_is_its_own_key(text):
    assert key(key(text)) == key(text)
