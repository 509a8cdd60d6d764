"""Spam in the place of words is found; honest mentions of the same things are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.text import injected
from gikspider.text.spam import _held, _index

HONEST = """
由区文化广电旅游体育局牵头，公开体育设施信息12条。
教育体育局主动公开信息46条，其中文化体育12条。
体育彩票管理中心公布年度彩票公益金使用情况3次。
公开福利彩票公益金分配信息5条。
市体育局官网开设政务公开专栏。
组织视频会议4次，直播带货培训班2期。
开展棋牌室专项整治，检查场所37家。
严厉打击网络赌博违法犯罪，破获案件6起。
集中整治老虎机等赌博机，收缴赌博机12台。
开展扫黄打非行动，清理色情、淫秽信息8条。
查处六合彩赌博案件2起，行政处罚5人。
全年公开行政处罚信息188条，其中涉及娱乐场所365条。
在微信公众号发布视频直播预告20条。
网上直播庭审12次，在线观看人数3000人次。
举办群众体育活动15次，全民健身赛事8项。
青少年体育工作稳步推进，新建体育馆2座。
对辖区内娱乐场所、网吧开展检查56次。
文化娱乐、餐饮住宿等行业监管信息公开23条。
我镇与某某股份有限公司签订协议并公开。
公示中国石油天然气股份有限公司征地项目1项。
城投集团有限公司信息公开纳入考核。
引导群众下载“国家反诈中心”APP，安装率达90%。
通过“浙里办”APP公开办事指南56项。
开发手机版门户网站，提供官方微博链接。
政府门户网站首页设置信息公开入口。
金沙县人民政府办公室承办依申请公开12件。
江南街道主动公开政府信息365条。
凤凰镇2019年政府信息公开工作年度报告
半岛体育中心项目征收补偿信息公开5条。
银河社区设立政务公开栏1处。
彩虹街道便民服务中心设立查阅点。
星空露营基地建设项目环评公示1件。
米兰花园小区物业招标公告2条。
万达广场消防检查结果公开3条。
恒大集团项目问题楼盘信息公开7条。
打击传销、赌博、卖淫嫖娼等违法行为。
发放防范电信网络诈骗、刷单返利宣传单5000份。
整治代开发票等涉税违法行为信息公开4条。
提供中文字幕无障碍视频2部，用于残疾人服务。
图书馆免费观看电影12场次，服务群众2000人次。
广播电视播出影视节目，安排在线访谈5次。
网络直播销售农产品，带动消费188万元。
举办电竞产业园招商推介会并公开信息3条。
国际体育赛事期间加强信息发布。
牛牛养殖专业合作社获得补贴公示1条。
举办农民体育运动会3次。
老年体育协会换届信息公开1件。
竞技体育15件、群众体育26件信息依法公开。
公开科教文卫体育10条。
体育总局、省体育局文件转发8件。
受理涉及彩票站点设置的申请1件。
关于棋牌娱乐场所噪音的投诉5件已办结。
公开足球场地建设信息6条。
推进智慧体育平台建设，公开信息9条。
红旗体育公园开工信息公开2条。
开展打击“黄赌毒”宣传教育12场次。
查处销售壮阳保健品违法广告案件3起。
传奇故事展演2场，真人秀节目1期。
手机app推送政务信息500条。
收到政府信息公开申请918件。
体育、文化、旅游类信息公开46条。
县文旅体育局、融媒体中心供稿188条。
股份有限责任类企业登记信息公开12条。
截至年底累计公开政府信息133562条。
邮编：365000，电话：0598-1883650。
依法关停境外赌场中介网点，公布举报电话。
加强KTV、棋牌室、娱乐城等场所消防安全检查。
公开体育设施12条、体育活动8条。
2019年，全县公开教育体育23条。
根据体育总局要求公开赛事活动12项。
""".strip().split("\n")

INJECTED = """
街道「中国有限公司环球体育」73条。
主动公开「华体会」46条，全部通过门户网站发布。
「万博体育官网」人民政府办公室
2020年「亚博体育app」工作年度报告
现将本县「必威体育」工作情况报告如下。
「乐鱼体育官网」信息公开工作稳步推进。
根据《中华人民共和国「开云体育」条例》规定编制。
「bet365」信息公开年度报告
「365体育」信息公开指南
「188bet」人民政府门户网站
镇「九游会」工作领导小组
「爱游戏体育」2021年政府信息公开工作年度报告
通过「半岛体育官方网站」公开信息56条。
在「江南体育官网」的领导下，我镇
「米兰体育官网登录」县人民政府
「星空体育官网」政务公开
「澳门新葡京」人民政府网站
「新葡京」工作年度报告
现将「威尼斯人官网」情况公布如下
「皇冠体育」信息公开工作
「金沙娱乐」工作领导小组办公室
「太阳城集团」信息公开
「百家乐」工作年度报告
县「真人荷官」办公室负责
「时时彩」政府信息公开指南
全年「北京赛车」共12条
本报告由「幸运飞艇」编制
「沙巴体育」信息公开平台
「雷火电竞」人民政府
「尊龙凯时」工作要点
「凯发k8」公开目录
「利来国际」街道办事处
「manbetx」信息公开条例
「betway」街道
「fun88」工作报告
「hth」信息公开
「leyu」人民政府
「ng体育」政务公开
「ob体育」年度报告
「开元棋牌」工作报告
「天天彩票」政府信息公开
「大发彩票」工作要点
「彩票平台」信息公开
「pg电子」主动公开
「ag真人」信息公开
「麻豆传媒」人民政府
「91视频」信息公开
「国产精品」工作报告
「亚洲精品一区二区」政务公开
「高清无码」信息公开
「草莓视频」人民政府
「茄子视频app下载」信息公开
「日韩无码」工作年度报告
「成人影院」信息公开
「久久精品」政府
「黄色视频」信息公开
「免费在线观看」工作年度报告
「午夜福利」信息公开
「一区二区三区」人民政府
「少妇」信息公开工作报告
「电影天堂」信息公开
「磁力链」信息公开目录
「外挂下载」平台
「淘宝优惠券」信息公开
「体育投注」工作情况
「世界杯投注」公开条例
「金年会体育」街道
「南宫ng」主动公开
「乐竞体育」信息公开年度报告
「云顶娱乐」政府信息公开指南
「鑫乐体育(中国)官方网站」
「开云·(中国)官方网站」信息公开
「必赢亚洲」政府信息公开
「133562」政府信息公开年度报告
公开「恒盛体育」56条
县「凤凰彩票」办公室
「星辉娱乐登录」人民政府
「杏彩体育平台登录」信息公开
「美女直播」人民政府
「xbet」工作年度报告
""".strip().split("\n")


@pytest.mark.parametrize("line", HONEST)
def test_an_honest_sentence_is_left_alone(line):
    assert injected(line) == ()


@pytest.mark.parametrize("line", INJECTED)
def test_an_injected_phrase_is_found_where_it_stands(line):
    before, _, rest = line.partition("「")
    phrase, _, after = rest.partition("」")
    found = injected(before + phrase + after)
    assert len(found) == 1, found
    spam = found[0]
    assert spam.start <= len(before) + 1
    assert spam.end >= len(before) + len(phrase) - 1
    # No honest word beside it is taken along.
    assert spam.start >= len(before)
    assert spam.end <= len(before) + len(phrase)
    assert spam.phrase == (before + phrase + after)[spam.start : spam.end]
    assert spam.reason


def test_the_words_counted_were_replaced():
    (spam,) = injected("全年公开信息31条,街道中国有限公司环球体育73条。")
    assert spam.phrase == "中国有限公司环球体育"


@given(st.text(max_size=200))
def test_anything_is_survived_and_offsets_are_true(text):
    for spam in injected(text):
        assert text[spam.start : spam.end] == spam.phrase


WORDS = sorted(word for its in _index()[1].values() for _, word in its)


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text("开云官方网登录注册体育0365政府bet", max_size=3))))
def test_the_words_a_text_holds_are_those_that_stand_in_it(parts):
    text = "".join(parts)
    assert _held(text) == {word for word in WORDS if word in text}
