"""Which software made a page, by its marks: the own family scores highest on pages of the replica."""

import pytest

from gikspider.cms import families
from tests.cms.pages import listing, page
from tests.replica import Replica
from tests.replica.portal import Request

PAGES = {
    "columns_uuid": ("www.gc.gov.cn", "/columns/0772e821-5733-421d-82e7-f545c5729b9e/index.html"),
    "hanweb": ("www.gongshu.gov.cn", "/col/col1230096/index.html"),
    "vsb": ("www.tengchong.gov.cn", "/zfxxgk/zfxxgknb.htm"),
    "channel_thtml": ("www.zhangwu.gov.cn", "/ndbg.thtml?id=10956"),
    "sanmenxia": ("www.mianchi.gov.cn", "/28408/0000/list-1.html"),
}


@pytest.fixture(scope="module")
def replica():
    return Replica(seed=5, small=True)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("hidden", [False, True])
def test_a_page_is_known_by_its_software(replica, name, hidden):
    """Also where its address says nothing, as with home pages."""
    host, path = PAGES[name]
    body = replica.respond(Request.of("GET", host, path)).body.decode("utf-8")
    response = page(f"http://{host}/{'' if hidden else path.lstrip('/')}", body)
    scores = {family.name: family.fingerprint(response) for family in families()}
    assert max(scores, key=scores.get) == name, scores
    assert scores[name] >= (0.3 if hidden else 0.8)


def test_a_page_of_nobody_scores_nothing():
    response = page("http://www.example.gov.cn/", listing(("/a/b.shtml", "通知", "2020-01-01")))
    assert {family.fingerprint(response) for family in families()} == {0.0}
