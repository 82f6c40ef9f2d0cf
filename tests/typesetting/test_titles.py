from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document
from gongwen.typesetting import marks, typeset
from gongwen.typesetting.titles import balanced_breaks, relined
from properties import examples

CELL = 22 / 15.793  # 二号 in cells of the grid
MEASURE = 28.0

# Titles of State Council documents: official texts, free of copyright.
TITLES = [
    "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见",
    "国务院办公厅关于有效发挥政府性融资担保基金作用切实支持小微企业和“三农”发展的指导意见",
    "国务院关于印发国家职业教育改革实施方案的通知",
    "国务院办公厅关于推广第二批支持创新相关改革举措的通知",
    "国务院关于在海南博鳌乐城国际医疗旅游先行区暂时调整实施《中华人民共和国药品管理法实施条例》有关规定的决定",
    "国务院办公厅关于同意以哈尔滨市名义申办2009年第二十四届世界大学生冬季运动会的复函",
    "国务院关于支持自由贸易试验区深化改革创新若干措施的通知",
    "国务院办公厅关于2019年部分节假日安排的通知",
    "国务院关于同意乌鲁木齐、昌吉、石河子高新技术产业开发区建设国家自主创新示范区的批复",
]


def width_of(char):
    return CELL if marks.is_full_width(char) else CELL / 2


def lines_of(text):
    breaks = balanced_breaks(text, [width_of(char) for char in text], MEASURE)
    return [text[line.start : line.end] for line in breaks]


@pytest.mark.parametrize("title", TITLES)
def test_shape_and_starts(title):
    lines = lines_of(title)
    widths = [sum(map(width_of, line)) for line in lines]
    assert "".join(lines) == title
    assert max(widths) <= MEASURE
    assert max(widths) - min(widths) >= 0.5
    assert not any(
        above > line < below for above, line, below in zip(widths, widths[1:], widths[2:], strict=False)
    )
    assert not any(line[0] in "的了和与及、，》”）" for line in lines)


@pytest.mark.parametrize("title", TITLES)
def test_brackets_and_numbers_stay_on_one_line(title):
    for line in lines_of(title):
        for opening, closing in marks.PAIRS.items():
            assert line.count(opening) == line.count(closing)
    for before, after in pairwise(lines_of(title)):
        assert not (before[-1].isdigit() and (after[0].isdigit() or after[0] in "年号"))


@pytest.mark.parametrize(
    ("title", "torn"),
    [
        ("国务院办公厅关于推进政务新媒体健康有序发展的意见", "政务"),
        (
            "国务院办公厅转发国家地震局关于我国地震重点监视防御区的确定和加强防震减灾工作意见报告的通知",
            "我国",
        ),
        ("国务院、中央军委关于同意武警总部后勤部机关等迁址新建的批复", "总部"),
        ("国务院办公厅关于推广第二批支持创新相关改革举措的通知", "第二批"),
        ("国务院关于支持自由贸易试验区深化改革创新若干措施的通知", "试验区"),
    ],
)
def test_words_stay_whole(title, torn):
    assert any(torn in line for line in lines_of(title))


def test_what_fits_on_a_line_stays_on_it():
    assert lines_of("在全市科技工作会议上的讲话") == ["在全市科技工作会议上的讲话"]


def test_brackets_that_are_longer_than_a_line_are_broken_between_words():
    title = "印发《关于进一步减轻义务教育阶段学生作业负担和校外培训负担的意见》的通知"
    lines = lines_of(title)
    assert "".join(lines) == title
    assert all(word in "|".join(lines) for word in ("作业", "负担", "培训", "意见"))


@examples(150)
@given(st.text(alphabet="关于做好全市科技工作的通知和与及《》“”、（）2024年 abc第三次", max_size=120))
def test_any_text_is_broken_and_none_of_it_lost(text):
    lines = lines_of(text)
    assert "".join(lines) == text
    assert all(sum(map(width_of, line.rstrip())) <= MEASURE + 1e-6 for line in lines)


def test_own_line_breaks_are_kept_if_they_make_a_shape():
    def relined_of(text):
        return relined(text, [0.0 if char == "\n" else width_of(char) for char in text], MEASURE)

    good = "解放思想 真抓实干\n奋力开创全市科技创新工作新局面"
    assert relined_of(good) == good
    hourglass = "关于进一步加强科技工作\n的通知\n及其实施方案的说明文件"
    assert relined_of(hourglass) == hourglass.replace("\n", "")
    assert relined_of("国" * 25 + "\n通知") == "国" * 25 + "通知"
    assert relined_of("关于 GDP\nCPI 统计") == "关于 GDP CPI 统计"


def test_lines_end_at_pauses():
    assert lines_of("解放思想 真抓实干 奋力开创全市科技创新工作新局面") == [
        "解放思想 真抓实干 ",
        "奋力开创全市科技创新工作新局面",
    ]
    assert lines_of("坚定信心，真抓实干，奋力谱写全市高质量发展新篇章")[0] == "坚定信心，真抓实干，"


def test_names_of_persons_stay_whole():
    for name in ("潘从明", "李闯", "路生梅", "王沪宁"):
        for before in ("关于表彰全国先进工作者", "关于追授全国优秀科技工作者荣誉称号给"):
            for after in ("同志的决定", "等同志先进集体和先进个人荣誉称号的决定"):
                assert any(name in line for line in lines_of(before + name + after))


@pytest.mark.parametrize(
    ("title", "torn"),
    [
        ("河南省人民代表大会常务委员会关于进一步加快我省旅游业发展的决议", "人民代表大会"),
        ("最高人民法院、最高人民检察院关于办理侵犯知识产权刑事案件具体应用法律若干问题的解释", "检察院"),
        ("最高人民法院关于内地与香港特别行政区相互执行仲裁裁决的安排", "特别行政区"),
        ("最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释", "损害赔偿"),
        ("某市人民政府关于反对浪费厉行节约进一步加强公务接待管理工作的若干规定", "反对"),
    ],
)
def test_bodies_and_terms_stay_whole(title, torn):
    assert any(torn in line for line in lines_of(title))


def widths_of(lines):
    return [sum(map(width_of, line.rstrip())) for line in lines]


@examples(150)
@given(
    st.lists(
        st.sampled_from(
            [
                *("关于", "印发", "加强", "城市", "管理", "工作", "《实施方案》", "“十四五”", "科技"),
                *("创新", "发展", "规划", "2024年", "通知", "意见", "的", "和", "与"),
            ]
        ),
        min_size=8,
        max_size=22,
    ).map("".join)
)
def test_never_an_hourglass_or_a_rectangle_nor_a_torn_pair(title):
    lines = lines_of(title)
    widths = widths_of(lines)
    assert len(lines) < 2 or max(widths) - min(widths) >= 0.5
    assert not any(
        a > b + 0.02 and b + 0.02 < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)
    )
    for line in lines:
        assert line.count("《") == line.count("》")
        assert line.count("“") == line.count("”")
    assert not any(line[0] in "的和与" for line in lines[1:])


def test_a_blank_at_the_end_of_a_line_adds_nothing_to_its_width():
    """Two phrases of one length, a blank between them: broken there they would make a rectangle."""
    lines = lines_of("各地医护人员坚守岗位 全力护佑百姓生命健康")
    widths = widths_of(lines)
    assert max(widths) - min(widths) >= 0.5


def test_titles_of_attachments_are_balanced_too():
    title = "中小企业数字化转型城市试点工作重点任务分工及完成时限一览表"
    blocks = (
        Block(BlockKind.PARAGRAPH, "文。", 0, 2),
        Block(BlockKind.ATTACHMENT_MARK, "附件1", 3, 6),
        Block(BlockKind.ATTACHMENT_TITLE, title, 7, 7 + len(title)),
    )
    pages = typeset(Document(blocks), stylesheets.load("general")).pages
    lines = [line.text for page in pages for line in page.lines if line.block == 2]
    assert len(lines) == 2
    widths = widths_of(lines)
    assert abs(widths[0] - widths[1]) >= 0.5
    assert any("一览表" in line for line in lines)


_PARTS = "委宣传部 教育局 财政局 民政局 司法局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局"
NAMES = [f"宜城市{part}" for part in [*_PARTS.split(" "), "交通运输局", "卫生健康委员会", "应急管理局"]]


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000", "、"])
@pytest.mark.parametrize(
    ("names", "matter"),
    [
        (
            ["宜城市发展和改革委员会", "宜城市财政局", "宜城市人力资源和社会保障局"],
            "做好2024年稳就业工作的通知",
        ),
        (["宜城市教育局", "宜城市财政局", "宜城市卫生健康委员会"], "学校卫生室建设情况的报告"),
        (["宜城市财政局", "宜城市教育局"], "义务教育的通知"),
        (NAMES[:4], "《宜城市全民阅读促进办法》有关问题的意见"),
        (NAMES, "加强全市重点行业领域安全生产联合执法工作的通知"),
    ],
)
def test_names_of_those_who_issue_a_document_stay_whole(blank, names, matter):
    title = f"{blank.join(names)}关于{matter}"
    lines = lines_of(title)
    assert "".join(lines) == title
    assert max(widths_of(lines)) <= MEASURE
    assert all(any(name in line for line in lines) for name in names)
    assert not any(line[0] in " \u3000、的" for line in lines)


def test_phrases_apart_by_blanks_stay_whole_but_for_the_last():
    lines = lines_of("牢记嘱托 感恩奋进 走好新时代赶考路 在推进高质量发展和共同富裕的征程上谱写宜城崭新篇章")
    assert all(
        any(phrase in line for line in lines) for phrase in ("牢记嘱托", "感恩奋进", "走好新时代赶考路")
    )


def test_a_name_that_is_longer_than_a_line_is_broken():
    title = f"{'宜城市人力资源和社会保障局' * 3} 宜城市财政局关于有关问题的通知"
    lines = lines_of(title)
    assert "".join(lines) == title
    assert max(widths_of(lines)) <= MEASURE
    assert any("宜城市财政局" in line for line in lines)


def test_words_stay_whole_in_a_title_of_many_lines():
    phrase = "深入推进以人为核心的新型城镇化战略加快构建城乡融合发展体制机制和政策体系"
    lines = lines_of(
        f"宜城市人民政府关于印发《宜城市{phrase}宜城市{phrase}三年行动方案》和《宜城市乡村建设行动实施细则》的通知"
    )
    assert len(lines) > 6
    assert max(widths_of(lines)) <= MEASURE
    assert any("乡村建设行动实施细则" in line for line in lines)
