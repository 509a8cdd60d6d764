"""What a report is known by: folding, figures, names, sketch, and their bytes."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.copies import figures as numbers
from gikspider.copies import names as naming
from gikspider.copies.fingerprint import Fingerprint, fingerprint, fingerprint_text, pack, unit_name, unpack
from gikspider.copies.folding import codes_of, fold, narrow, scanned
from gikspider.copies.sketch import containment, jaccard, sketch
from gikspider.items import AnnualReport, Observation
from tests.copies.writing import county, numbers_for, report

BODY = """一、概述
本镇全年公开信息35条,其中公示12条,通过网站发布的占绝大多数,群众比较满意。
二、申请情况
全年收到申请3件,均已在法定期限之内书面答复了申请人,没有收取任何费用。
三、下一步打算
继续加强人员培训,完善各项制度,把公开工作做得更细更实,让群众看得见。"""


@pytest.mark.parametrize(
    "chrome",
    [
        "发布时间:2019-01-25    责任编辑:常山镇    来源:",
        "【字体: 大 中 小】    打印",
        "【字体：大 中 小】 【打印】 【关闭】",
        "当前位置:首页 > 政府信息公开 > 年报 > 2018",
        "您现在所在的位置： 网站首页 > 政府信息公开 > 某镇",
        "发布日期: 2020-01-22 00:00:00 浏览次数:",
        "浏览次数:32424次",
        "点击 151",
        "索 引 号:000014349/2024-0012",
        "联系我们|网站地图|网站声明",
        "冀ICP备05001234号 网站标识码:1301820006",
        "主办:某某区人民政府",
        "打印 / 分享 / 返回列表",
        "2021-03-29 18:26",
        "2023年01月19日",
        "5楼某某科技公司 公网安备1301820006号",
        "",
        "   \t ",
    ],
)
def test_chrome_is_no_content(chrome):
    plain = fold(BODY)
    for text in (f"{chrome}\n{BODY}", f"{BODY}\n{chrome}"):
        assert np.array_equal(fold(text).codes, plain.codes), fold(text).lines


@pytest.mark.parametrize(
    "text",
    [
        "时间紧、任务重,全年公开信息35条。",
        "来源:" + "长" * 120,
        "作者们公开信息35条。",
        "打印材料35份",
        "中心工作有序推进",
        "2019\t20\t3",
        "19",
        "3\t主办\t打印",
        "长" * 101 + "网站标识码:1301820006",
    ],
)
def test_sentences_are_content(text):
    assert fold(text).lines == (text,)


def test_counters_and_dates_inside_a_line_are_taken_out():
    line = "全年公开信息35条。(点击数:151)发布时间:2021-02-10 09:30"
    assert np.array_equal(fold(line).codes, codes_of("全年公开信息35条"))


@pytest.mark.parametrize(
    "twice",
    [
        BODY + "\n" + BODY,
        f"标题\n{BODY}\n发布时间:2020-01-22 浏览次数:\n标题\n{BODY}",
        f"{BODY}\n当前位置:首页\n" + BODY[: len(BODY) // 2],
        "本镇全年公开信息35条,其中公示12条,通过网站发布的占绝大多数。\n" * 2,
    ],
)
def test_a_body_printed_twice_is_read_once(twice):
    folded = fold(twice)
    assert folded.copies == 2
    assert "\n".join(folded.lines).count("公开信息35条") == 1


def test_a_sentence_used_twice_is_no_second_body():
    text = BODY + "\n四、其他\n" + BODY.splitlines()[1]
    assert fold(text).copies == 1


def test_a_thousand_equal_paragraphs_take_no_time():
    assert fold(("这一段话很长很长很长很长很长很长很长很长很长很长,一再出现。\n其他\n") * 4000).copies >= 1


@pytest.mark.parametrize("tail", ["", "😀", "\ud800"])
def test_full_width_becomes_half_width(tail):
    assert narrow("公开（３５）条，ＯＡ　：x。" + tail).startswith("公开(35)条,OA :x。")


def test_codes_fold_typography():
    assert np.array_equal(codes_of("公开（３５）条，ＯＡ。"), codes_of("公 开(35)条,oa"))
    assert not np.array_equal(codes_of("公开35条"), codes_of("公开36条"))
    assert len(codes_of("")) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开信息35条,其中公示12条", ["35", "12"]),
        ("投入1,234.50万元", ["1234.5"]),
        ("整改率98.6%", ["98.6"]),
        ("0\t0\t3\n5", ["0", "0", "3", "5"]),
        ("2018年1月1日至12月31日", []),
        ("2019-01-25 10:44 发布", []),
        ("截至2020年底", []),
        ("2018-2020年公开9条", ["9"]),
        ("国令第711号、国办公开办函〔2021〕30号", []),
        ("第20条第1项", []),
        ("电话:0311-88000111,邮编:050000", []),
        ("0398-4889557", []),
        ("http://a.gov.cn/1234.html mcx163@163.com", []),
        ("1、公开\n2.申请\n(3)复议", []),
        ("(一)公开2件", ["2"]),
        ("bet365体育 4G网络", []),
        ("索引号11370112MB2803691Q/2024", ["2024"]),
        ("证号123456789012345", []),
        ("007", ["7"]),
        ("12 34 5", ["12", "34", "5"]),
        ("3 月5日 收到6件", ["6"]),
        ("2018年5月 12 收到6件", ["6"]),
        ("结转下年\t0\t0", ["0", "0"]),
        ("20.1-", ["20.1"]),
        ("9" * 5000, []),
    ],
)
def test_figures(text, found):
    assert [numbers.words(figure) for figure in numbers.figures(text)[0]] == found


def made_of(pieces):
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join)


@given(made_of([*"05年月日时分:.,-/ \t\n第号(【、)〕条A—~至", "12", "2018", "0311", "88191001"]))
def test_a_run_told_by_its_neighbours_is_what_the_pattern_reads(text):
    quick = numbers.figures(text)
    with pytest.MonkeyPatch.context() as patched:
        # No run is short enough: every one is read by the pattern.
        patched.setattr(numbers, "_PLAIN", 0)
        assert numbers.figures(text) == quick


@given(
    made_of(["常山镇", "上河街道", "政务服务中心", "市场监督管理局", "我镇", "全县", "各", "道", "心", "\n"])
)
def test_a_title_is_read_as_a_text_is(text):
    assert naming._in_line(text) == naming.mentions(scanned(text))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018年,我县公开。2018年底。2019年将改进。", 2018),
        ("2018年公开。", None),
        ("没有年份", None),
        ("2018年、2018年、2019年、2019年", None),
    ],
)
def test_the_year_a_text_speaks_of(text, year):
    assert numbers.year_of(numbers.figures(text)[1]) == year


def test_the_year_of_the_head_goes_before():
    assert fingerprint_text("某镇2017年年报\n" + "2018年底前完成。2018年初启动。" * 3).spoken_year == 2017


@given(st.lists(st.integers(0, 4 * 10**11)))
def test_figures_survive_packing(found):
    assert numbers.unpack(numbers.pack(found)) == tuple(found)


def test_a_run_of_zeros_takes_two_bytes():
    assert len(numbers.pack([0] * 100)) == 2


@pytest.mark.parametrize(
    ("head", "text", "subject"),
    [
        ("石门市长清区常山镇2018年年报", "常山镇公开信息", "常山镇"),
        ("", "我镇依法公开。全镇各村上报。", None),
        (
            "上河街道2019年年报",
            "我街道公开。我街道申请。上河街道。西城区统一部署,西城区检查,西城区",
            "上河街道",
        ),
        ("", "我县公开。全县各乡镇。临河县政府。临河县信息中心。青山镇上报。青山镇上报。", "临河县"),
        ("某市教育局年报", "教育局公开,我局办理,我局答复", "教育局"),
        ("", "各镇、全镇、乡镇、城镇、社区、园区、我市", None),
    ],
)
def test_whose_text_it_is(head, text, subject):
    assert naming.names_in(head, text).subject() == subject


def test_offices_that_end_alike_are_told_apart():
    one = naming.names_in("市场监督管理局年报", "市场监督管理局")
    two = naming.names_in("应急管理局年报", "应急管理局")
    assert one.subject() != two.subject()


@given(st.text(alphabet="常山上河镇乡街道县区局我全本,一2", max_size=80))
def test_names_survive_packing(text):
    names = naming.names_in(text[:20], text)
    assert naming.unpack(naming.pack(names)) == names


def test_sketch_estimates_the_shared_shingles():
    rng = random.Random(1)
    long = "".join(chr(rng.randrange(0x4E00, 0x5600)) for _ in range(3000))
    codes = codes_of(long)
    assert jaccard(sketch(codes), sketch(codes)) == 1.0
    assert jaccard(sketch(codes), sketch(codes_of(long[::-1]))) < 0.05
    half = codes[:1500]
    similarity = jaccard(sketch(codes), sketch(half))
    assert 0.4 < similarity < 0.6
    assert containment(similarity, len(codes), len(half)) > 0.85
    assert sketch(codes_of("")) == b""
    assert jaccard(b"", b"") == 0.0
    assert containment(0.5, 0, 10) == 0.0


@pytest.mark.parametrize(
    ("name", "larger", "short"),
    [
        ("石门市长清区常山镇人民政府", ("河北省", "石门市", "长清区"), "常山镇"),
        ("上河街道办事处", (None,), "上河街道"),
        ("长清区人民政府", ("河北省", "石门市", "长清区"), "长清区"),
        ("经济开发区管理委员会", (), "经济开发区"),
        ("教育局", (), "教育局"),
        ("  常 山 镇 ", (), "常山镇"),
        ("政府", (), "政府"),
        (None, (), None),
        ("", (), None),
    ],
)
def test_unit_names(name, larger, short):
    assert unit_name(name, *larger) == short


def test_a_fingerprint_survives_packing():
    place = county(random.Random(2), 2)
    for code in ("410102100", None):
        page = report(place, place.towns[0], 2019, numbers_for(random.Random(3), zero=False), code=code)
        mark = fingerprint(page)
        assert unpack(pack(mark)) == mark
        assert len(pack(mark)) < 420
    empty = fingerprint(AnnualReport(report_id="x", content_sha256=""))
    assert unpack(pack(empty)) == empty


def test_figures_of_an_attached_table_count():
    cell = Observation(
        code="applications.received.total",
        label="",
        value=None,
        state="number",
        raw="7",
        table="applications",
        source="ocr",
    )
    from dataclasses import replace
    from decimal import Decimal

    page = AnnualReport(report_id="x", content_sha256="", text=BODY)
    more = replace(page, observations=(replace(cell, value=Decimal(7)), replace(cell, value=None)))
    shown = replace(page, observations=(replace(cell, value=Decimal(7), source="table"),))
    assert [numbers.words(f) for f in fingerprint(more).figures] == ["35", "12", "3", "7"][
        : len(fingerprint(more).figures)
    ]
    assert (
        fingerprint(more).figures != fingerprint(page).figures
        or fingerprint(more).exact != fingerprint(page).exact
    )
    assert fingerprint(shown) == fingerprint(page)


@given(st.text(max_size=200))
def test_any_text_has_a_fingerprint(text):
    assert isinstance(fingerprint_text(text), Fingerprint)
