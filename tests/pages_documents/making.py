"""Documents made here, with one made-up report in all of them."""

import base64
import io
import quopri

UNIT = "槐树店镇人民政府"
TITLE = "2020年政府信息公开工作年度报告"
BEFORE = [
    "一、总体情况",
    "2020年，槐树店镇通过政府网站主动公开信息126条，通过微信公众号公开信息48条，"
    "没有因政府信息公开申请行政复议、提起行政诉讼的情况发生，全镇政府信息公开工作有序开展，群众满意。",
    "二、收到和处理政府信息公开申请情况",
]
AFTER = ["三、存在的主要问题及改进情况", "公开内容还不够丰富。"]
# (text, columns, rows); a cell stands where it begins.
TABLE = [
    [("（本列数据的勾稽关系）", 2, 2), ("申请人情况", 2, 1), ("总计", 1, 2)],
    [("自然人", 1, 1), ("商业企业", 1, 1)],
    [("一、本年新收政府信息公开申请数量", 2, 1), ("3", 1, 1), ("1", 1, 1), ("4", 1, 1)],
    [("三、本年度办理结果", 1, 2), ("（一）予以公开", 1, 1), ("2", 1, 1), ("", 1, 1), ("2", 1, 1)],
    [("（二）部分公开", 1, 1), ("1", 1, 1), ("1", 1, 1), ("2", 1, 1)],
]
COLUMNS, ROWS = 5, 5


def laid_out():
    """(row, column, text, columns, rows) of every cell."""
    taken = set()
    for row, cells in enumerate(TABLE):
        column = 0
        for text, columns, rows in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
            yield row, column, text, columns, rows


def pdf(pages=1, *, password=None, text=True):
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "b", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    head = ParagraphStyle("h", parent=body, fontSize=18, leading=28, alignment=TA_CENTER, firstLineIndent=0)
    data = [[""] * COLUMNS for _ in range(ROWS)]
    spans = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "STSong-Light", 9)]
    cell = ParagraphStyle("c", parent=body, fontSize=9, leading=12, firstLineIndent=0)
    for row, column, value, columns, rows in laid_out():
        data[row][column] = Paragraph(value, cell)
        spans.append(("SPAN", (column, row), (column + columns - 1, row + rows - 1)))
    story = []
    for number in range(pages if text else 0):
        if number:
            story.append(PageBreak())
        story += [Paragraph(line, head) for line in (UNIT, TITLE)]
        story += [Paragraph(line, body) for line in BEFORE]
        story += [Table(data, colWidths=[90, 90, 70, 70, 70], style=spans), Spacer(1, 12)]
        story += [Paragraph(line, body) for line in AFTER]
    file = io.BytesIO()

    def foot(canvas, document):
        canvas.setFont("STSong-Light", 9)
        if text:
            canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    document = SimpleDocTemplate(file, pagesize=A4, encrypt=password)
    document.build(story or [Spacer(1, 10)], onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def docx(*, numbered=False):
    import docx as library

    document = library.Document()
    for line in (UNIT, TITLE, *BEFORE):
        document.add_paragraph(line)
    table = document.add_table(ROWS, COLUMNS)
    for row, column, text, columns, rows in laid_out():
        first = table.cell(row, column)
        if columns > 1 or rows > 1:
            first = first.merge(table.cell(row + rows - 1, column + columns - 1))
        first.text = text
    for line in AFTER:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx():
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet["A1"] = UNIT + TITLE
    sheet.merge_cells("A1:E1")
    for row, column, text, columns, rows in laid_out():
        sheet.cell(row + 3, column + 1, int(text) if text.isdigit() else text)
        if columns > 1 or rows > 1:
            sheet.merge_cells(
                start_row=row + 3,
                start_column=column + 1,
                end_row=row + 2 + rows,
                end_column=column + columns,
            )
    book.create_sheet("空")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def page():
    table = "".join(
        "<tr>" + "".join(f'<td colspan="{c}" rowspan="{r}">{t}</td>' for t, c, r in row) + "</tr>"
        for row in TABLE
    )
    paragraphs = [f"<p>{line}</p>" for line in (UNIT, TITLE, *BEFORE)]
    after = [f"<p>{line}</p>" for line in AFTER]
    return f"<html><body>{''.join(paragraphs)}<table>{table}</table>{''.join(after)}</body></html>"


def mhtml(encoding="base64", charset="gb2312"):
    body = page().encode("gb18030" if charset == "gb2312" else charset)
    packed = base64.encodebytes(body) if encoding == "base64" else quopri.encodestring(body)
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_X"\r\n\r\n'
        f'------=_X\r\nContent-Type: text/html; charset="{charset}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + packed + b"\r\n------=_X--\r\n"
