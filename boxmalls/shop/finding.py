"""The door to the search room; until it stands, titles are looked through in the database."""

from importlib.util import find_spec

if find_spec("boxmalls.search") and find_spec("boxmalls.search.queries"):
    from boxmalls.search.queries import Relief, SearchPage, SearchRequest, Suggestion, search, suggest
else:
    from boxmalls.shop.finding_by_title import Relief, SearchPage, SearchRequest, Suggestion, search, suggest

__all__ = ["Relief", "SearchPage", "SearchRequest", "Suggestion", "search", "suggest"]
