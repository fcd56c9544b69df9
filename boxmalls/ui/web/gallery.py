"""Every component in every state, on one page."""

from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import open_to
from boxmalls.ui import sprites
from boxmalls.ui.rendering import render

COLOURS = (  # noqa: SIM905
    "ground surface sunken line line-strong ink ink-soft action action-deep action-tint care care-deep care-tint "
    "care-line good good-tint warn warn-tint bad bad-tint star focus"
).split()
# The same three sentences in every language but the page's own: they show faces and leading, so they are not translated.
LANGUAGES = [
    {
        "lang": "zh-Hant",
        "label": "郵遞區號",
        "error": "請輸入五位數郵遞區號，例如 10651",
        "value": "1065",
        "why": "為何詢問：",
        "note": "印製包裹標籤。貨運公司於送達 30 天後刪除。",
        "sees": "賣家只會看到：名字與包裹標籤",
    },
    {
        "lang": "zh-Hans",
        "label": "邮政编码",
        "error": "请输入五位数邮政编码，例如 55100",
        "value": "5510",
        "why": "为何询问：",
        "note": "用于打印包裹标签。快递公司在送达 30 天后删除。",
        "sees": "卖家只会看到：名字和包裹标签",
    },
    {
        "lang": "ja",
        "label": "郵便番号",
        "error": "郵便番号を7桁で入力してください（例：1010051）",
        "value": "101005",
        "why": "お尋ねする理由：",
        "note": "お届け先ラベルの印刷のため。配送会社は配達の30日後に削除します。",
        "sees": "出品者に見えるのは、お名前と配送ラベルだけです",
    },
    {
        "lang": "ms",
        "label": "Poskod",
        "error": "Masukkan lima digit, contohnya 55100",
        "value": "5510",
        "why": "Mengapa kami bertanya:",
        "note": "untuk label bungkusan. Syarikat kurier memadamnya 30 hari selepas penghantaran.",
        "sees": "Penjual hanya nampak: nama dan label bungkusan",
    },
]


@open_to("anyone")
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery."""
    shown = {
        "icons": sprites.icon_names(),
        "drawings": sprites.drawing_names(),
        "gallery_colours": COLOURS,
        "gallery_languages": LANGUAGES,
        "today": date(2026, 11, 22),
        "now": datetime(2026, 11, 22, 14, 5, tzinfo=UTC),
    }
    return render(request, "ui/gallery.html", shown)
