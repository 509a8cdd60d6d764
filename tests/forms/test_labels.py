"""Labels as pages write them, and the ones that must stay apart."""

import pytest

from gikspider.forms.labels import keys
from gikspider.forms.vocabulary import column_of, fill_cut_headers, row_of

DENIED = "applications.results.denied."


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("applications", "3.危及“三安全一稳定”", DENIED + "three_safeties_one_stability"),
        ("applications", "3.危及'三安全一稳定'", DENIED + "three_safeties_one_stability"),
        ("applications", "3、危及「三安全一稳定」", DENIED + "three_safeties_one_stability"),
        ("applications", "①属于国家秘密", DENIED + "state_secret"),
        ("applications", "1 . 属于国家\n秘密", DENIED + "state_secret"),
        ("applications", "2.其他法律、行政法规禁止公开", DENIED + "law_prohibits"),
        ("applications", "2.其它法律行政法规禁止公开", DENIED + "law_prohibits"),
        (
            "applications",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "applications.results.partially_granted",
        ),
        ("applications", "(七)合计", "applications.results.total"),
        ("applications", "1.信访、举报、投诉类申请", "applications.results.not_processed.petition_complaint"),
        ("applications", "四、結轉下年度繼續辦理", "applications.carried_out"),
        ("active", "規範性檔案", "active.normative_documents"),
        ("active", "规范性文件(指各行政机关印发的有正式文号的文件)", "active.normative_documents"),
        ("active", "其它对外管理服务事项", "active.other_external_management"),
        ("active", "行政许司", "active.admin_license"),
        ("active", "规章(设区的市、自治州人民政府应提供相关数据)", "active.regulations"),
    ],
)
def test_a_row_label_is_known_however_it_is_written(part, text, code):
    assert row_of(part, text) == code


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("active", "规章制度"),
        ("active", "行政检查"),
        ("active", "行政确认"),
        ("active", "行政制处"),
        ("active", "其他主动公开文件"),
        ("applications", "三、本年度办理结果"),
        ("applications", "本机关收到申请的总数情况说明"),
        ("applications", "结转"),
        ("applications", "公开"),
    ],
)
def test_what_is_no_label_of_the_table_is_none(part, text):
    assert row_of(part, text) is None


def test_a_slip_between_two_labels_is_neither():
    assert row_of("active", "行政处制") is None  # one edit from 行政处罚, one from 行政强制 and more


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("本年新\n制作数量", "newly_made"),
        ("本年增/", "items_change"),
        ("本年增减", "items_change"),
        ("本年(2023)制发件数", "issued"),
        ("本年（2023年）废止件数", "repealed"),
        ("本年发件", "issued"),
        ("现行有效件", "in_force"),
        ("处理决定数量(指2020年办件量)", "decisions"),
        ("采购项目数", "projects"),
        ("采购总金额(万元,保留四位小数)", "amount"),
        ("本年收费金额（单位：万元）", "amount"),
        ("信息内容", None),
        ("本年新", None),
    ],
)
def test_a_column_of_article_20(text, column):
    assert column_of("active", text) == column


def test_headers_cut_off_are_told_by_their_place_only():
    found = fill_cut_headers(
        "active", (None, None, "total_disclosed"), ("本年新", "本年新", "对外公开总数量")
    )
    assert found == ("newly_made", "newly_disclosed", "total_disclosed")


@pytest.mark.parametrize(
    ("found", "texts"),
    [
        ((None, None, "total_disclosed"), ("备注", "本年新", "对外公开总数量")),
        ((None, "total_disclosed", None), ("本年新", "对外公开总数量", "本年新")),
        ((None, None, None), ("本年新", "本年新", "对外")),
    ],
)
def test_headers_that_are_not_cut_off_labels_stay_unread(found, texts):
    assert fill_cut_headers("active", found, texts) == found


def test_prose_has_no_keys():
    assert keys("字" * 301) == ()
