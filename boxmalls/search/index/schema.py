"""
The fields of the index.

Texts arrive already taken apart (`words.analysis`), so every text field splits at spaces and nothing has to be registered.
`*_key` fields hold a value and a little of the product's id below it: they sort without ties, and a page's last key is its cursor.
`words_key` names a product together with what it is called, so that a reader need not read the same words twice.
"""

from functools import cache

import tantivy

LEVELS = 9
VERSION = 3


@cache
def schema() -> tantivy.Schema:
    """The schema; made once."""
    builder = tantivy.SchemaBuilder()
    for name in ("product", "site", "mark", "shown"):
        builder.add_text_field(name, stored=name != "site", tokenizer_name="raw", index_option="basic")
    for name in ("title", "text", "joins", "grams", "brand_words", "category_words", "heads", "plain"):
        builder.add_text_field(name, stored=name in {"title", "heads", "plain"}, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("codes", stored=True, tokenizer_name="whitespace", index_option="basic")
    for name in ("brand", "seller", "condition", "learns", "attribute", "category", *(f"category_{n}" for n in range(LEVELS))):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("brand_shown", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_boolean_field("in_stock", indexed=True, fast=True)
    for name in ("price", "price_key", "new_key", "rank_key", "words_key"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()
