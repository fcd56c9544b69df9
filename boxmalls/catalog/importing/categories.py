"""Finding a category by what a shopkeeper writes: its number, its path, or its name in any language."""

from typing import Any

from boxmalls.catalog.models import AttributeValue, Category

SEVERAL_SHOWN = 3


class CategoryFinder:
    """Knows every category for the length of an import."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        self._written: dict[str, str] = {}
        names = {}
        for category, path, words in Category.objects.values_list("id", "path", "names"):
            names[category] = words
            self._ids[category.casefold()] = category
            self._written[category] = " > ".join(names[each]["en"] if each in names else each for each in path)
            self._learn(category, path, words, names)

    def _learn(self, category: str, path: list[str], words: dict[str, str], names: dict[str, dict[str, str]]) -> None:
        for language, name in words.items():
            known = self._named.setdefault(name.casefold(), [])
            if category not in known:
                known.append(category)
            steps = [names[each].get(language) or names[each]["en"] for each in path if each in names]
            self._paths[_path_key(steps)] = category

    def __call__(self, given: str) -> str | tuple[str, dict[str, Any]]:
        """The category's id, or why it cannot be told: a problem's code and its details."""
        key = given.casefold().strip()
        found = self._ids.get(key) or self._paths.get(_path_key(key.split(">")))
        if found:
            return found
        named = self._named.get(key, [])
        if len(named) == 1:
            return named[0]
        if named:
            return "category-several", {"choices": "; ".join(self._written[each] for each in named[:SEVERAL_SHOWN])}
        return "category-unknown", {}


def attribute_values() -> dict[str, set[str]]:
    """The handles of each attribute's values."""
    known: dict[str, set[str]] = {}
    for attribute, value in AttributeValue.objects.values_list("attribute__handle", "handle"):
        known.setdefault(attribute, set()).add(value)
    return known


def _path_key(steps: list[str]) -> str:
    return ">".join(step.strip().casefold() for step in steps)
