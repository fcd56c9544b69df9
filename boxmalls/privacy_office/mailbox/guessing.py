"""What somebody probably asks, by a few words of five languages. Only where it is plain; the person in charge decides."""

from boxmalls.privacy_office.models import Kind

SIGNS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.COMPLAIN, ("complaint", "投訴", "申訴", "投诉", "苦情", "aduan")),
    (Kind.DELETE, ("delete", "erase", "erasure", "forget me", "刪除", "删除", "削除", "消去", "padam")),
    (Kind.CORRECT, ("correct", "rectif", "更正", "訂正", "betulkan", "pembetulan")),
    (Kind.WHO, ("who has my", "third parties", "提供給誰", "提供给谁", "第三者提供", "kepada siapa")),
    (Kind.CARRY, ("portab", "可攜", "可携", "ポータビリティ", "mudah alih")),
    (Kind.RESTRICT, ("restrict", "停止利用", "限制處理", "限制处理", "利用停止", "hadkan")),
    (Kind.OBJECT, ("object to", "opt out", "opt-out", "反對", "反对", "異議", "bantah")),
    (Kind.WITHDRAW, ("withdraw", "unsubscribe", "撤回", "tarik balik")),
    (Kind.ACCESS, ("access", "copy of", "what you hold", "what data", "查詢", "閱覽", "查询", "開示", "akses", "salinan")),
)


def guess_kind(text: str) -> Kind:
    """The first kind whose words stand in a text; `other` where none does."""
    folded = text.casefold()
    return next((kind for kind, words in SIGNS if any(word in folded for word in words)), Kind.OTHER)
