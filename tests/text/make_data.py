"""Makes the tables of gikspider/text/data that come from other people's facts.

    python tests/text/make_data.py [divisions.csv]

Needs jieba (MIT; word frequencies), pypinyin (MIT; readings) and OpenCC; none of them but OpenCC is
needed to run the reader. Division names, one a row in a column `name`, are optional.
"""

import csv
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import jieba
import pypinyin
from opencc import OpenCC
from pypinyin.pinyin_dict import pinyin_dict

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "gikspider" / "text" / "data"
FIELD_WEIGHT = 30_000
NAME_WEIGHT = 20
PAIRS = 60_000
FIELD_CHARACTERS = "渡县镇乡村街道办务公开信息政府申请复议诉讼答复条例附件索引号编辑浏览来源"

HEAD = (
    "# Character model, as -ln of probabilities. Each line: a character and how often a word begins with it; "
    "how often a word ends with it where it stands; groups of a hex digit and the characters that follow it in a "
    "word that often. From jieba's word frequencies (MIT licence), the field's vocabulary and names of divisions."
)


def han(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fff"


def words() -> Counter[str]:
    """Words with weights: everyday Chinese, the field's vocabulary, names of divisions."""
    counts: Counter[str] = Counter()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if all(map(han, word)):
            counts[word] += int(frequency)
    for line in (HERE / "vocabulary.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            for word in line.split():
                counts[word] += FIELD_WEIGHT
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                counts[row["name"]] += NAME_WEIGHT
    return counts


def everyday(counts: Counter[str]) -> None:
    single = Counter()
    for word, n in counts.items():
        for c in filter(han, word):
            single[c] += n
    top = "".join(c for c, _ in single.most_common(1000)) + FIELD_CHARACTERS
    both = "".join(dict.fromkeys(top + OpenCC("s2t").convert(top)))
    head = "# The thousand most frequent characters by jieba's word frequencies (MIT licence) and the field's own, then their traditional forms.\n"
    (DATA / "everyday.txt").write_text(head + both + "\n", "utf-8")


def readings() -> None:
    by: defaultdict[str, set[str]] = defaultdict(set)
    for code, known in pinyin_dict.items():
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        for reading in filter(None, known.split(",")):
            by[unicodedata.normalize("NFC", reading.strip())].add(chr(code))
    head = f"# Readings of the characters of GBK, from pypinyin {pypinyin.__version__} (MIT licence): reading, characters."
    rows = [f"{reading} {''.join(sorted(chars))}" for reading, chars in sorted(by.items())]
    (DATA / "readings.txt").write_text("\n".join([head, *rows]) + "\n", "utf-8")


def pairs(counts: Counter[str]) -> None:
    """How words begin, go on and end, each as -ln(probability) rounded to a whole number."""
    single: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for word, n in counts.items():
        single.update({c: n * word.count(c) for c in set(filter(han, word))})
        begins[word[0]] += n
        ends[word[-1]] += n
        for pair in pairwise(word):
            if all(map(han, pair)):
                double[pair] += n
    words_ = sum(begins.values())
    rows: defaultdict[str, defaultdict[int, str]] = defaultdict(lambda: defaultdict(str))
    for (a, b), n in double.most_common(PAIRS):
        rows[a][min(15, cost(n, single[a]))] += b
    lines = [HEAD]
    for c, n in single.most_common(8000):
        after = "".join(f"{level:x}{chars}" for level, chars in sorted(rows[c].items()))
        lines.append(f"{c}{cost(begins[c], words_)} {cost(ends[c], n)} {after}")
    (DATA / "pairs.txt").write_text("\n".join(lines) + "\n", "utf-8")


def cost(part: int, whole: int) -> int:
    return round(-math.log(max(part, 0.5) / whole))


if __name__ == "__main__":
    counted = words()
    everyday(counted)
    readings()
    pairs(counted)
