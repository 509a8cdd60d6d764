"""Hand-made reports with what a feed may stumble over."""

from datetime import UTC, date, datetime
from decimal import Decimal

from gikspider.items import (
    AnnualReport,
    Attachment,
    Check,
    Copy,
    Finding,
    Observation,
    Section,
    Statement,
)

TEXT = "一、概述\n全年主动公开信息20条。\n二、收费\n未收取费用。"


def observation(**given):
    base = {
        "code": "received.new",
        "column": "natural",
        "label": "一、本年新收政府信息公开申请数量",
        "value": Decimal(3),
        "state": "number",
        "raw": "3",
        "unit": "件",
        "table": "applications",
        "source": "table",
    }
    return Observation(**(base | given))


def report(**given):
    base = {
        "report_id": "130109111-2018",
        "spider": "hebei_gaocheng",
        "division_code": "130109",
        "province": "河北省",
        "city": "石家庄市",
        "county": "藁城区",
        "unit": "岗上镇",
        "unit_code": "130109111",
        "unit_type": "town",
        "report_year": 2018,
        "title": "岗上镇2018年度政府信息公开工作年度报告",
        "published_on": date(2019, 1, 31),
        "url": "http://www.gc.gov.cn/a.html",
        "fetched_at": datetime(2026, 11, 21, 20, 0, 0, 123456, UTC),
        "content_sha256": "ab" * 32,
        "form": "2019",
        "text": TEXT,
        "sections": (Section(heading="一、概述", level=1, text="全年主动公开信息20条。", start=5),),
        "observations": (
            observation(),
            observation(code="received.carried", value=None, state="blank", raw=""),
            observation(code="fees", column=None, value=Decimal("0.35"), raw="0.35", unit="万元"),
            observation(code="low", value=Decimal("-3"), raw="-3"),
            observation(code="plus", value=None, state="text", raw='=HYPERLINK("http://x")'),
            observation(code="lines", value=None, state="text", raw='第一行\n第二行,"引"'),
        ),
        "statements": (
            Statement(
                code="disclosed",
                value=Decimal(20),
                unit="条",
                kind="total",
                quote="主动公开信息20条",
                start=7,
                end=16,
                section="一、概述",
            ),
        ),
        "checks": (
            Check(id="sum.columns", severity="error", status="holds", left=Decimal(3), right=Decimal(3)),
            Check(id="sum.rows", severity="error", status="fails", left=Decimal(3), right=Decimal(4)),
            Check(id="sum.rows", severity="error", status="fails", left=Decimal(1), right=Decimal(2)),
        ),
        "findings": (
            Finding(code="dates_conflict", severity="warning", detail="两个日期"),
            Finding(code="body_printed_twice", severity="info"),
        ),
        "attachments": (Attachment(url="http://www.gc.gov.cn/a.pdf", name="岗上镇报告.pdf", kind="pdf"),),
        "copies": (
            Copy(
                report_id="130109111-2018",
                url="http://m.gc.gov.cn/a.html",
                host="m.gc.gov.cn",
                kind="same_portal",
                similarity=1e-05,
                of_url="http://www.gc.gov.cn/a.html",
                first_seen=datetime(2026, 11, 21, 20, 0, tzinfo=UTC),
                reason="同一数字序列",
            ),
        ),
        "archive_record": "urn:uuid:11111111-2222-3333-4444-555555555555",
    }
    return AnnualReport(**(base | given))
