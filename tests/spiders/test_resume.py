"""A crawl that was stopped goes on where it stood, and asks for nothing twice."""

import pytest

from tests.replica import Replica
from tests.spiders.test_crawl import Crawl, addresses, truth

pytestmark = [pytest.mark.crawl, pytest.mark.slow]


def test_a_stopped_crawl_goes_on(tmp_path):
    with Replica(seed=3, small=True) as replica:
        spider = "liaoning_zhangwu"
        jobdir = {"JOBDIR": str(tmp_path / "job"), "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
        first = Crawl(replica, tmp_path / "1", spider, {**jobdir, "CLOSESPIDER_ITEMCOUNT": "5"})
        second = Crawl(replica, tmp_path / "2", spider, jobdir)
        assert 5 <= len(first.urls) < len(addresses(truth(replica, spider)))
        assert sorted(first.urls + second.urls) == addresses(truth(replica, spider))
