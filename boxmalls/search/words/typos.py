"""How far two words are apart."""


def distance(one: str, other: str, limit: int = 2) -> int:
    """Letters to add, drop, change or swap to make one word of the other; anything above the limit is `limit + 1`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        above, before, row = before, row, [at] + [0] * len(other)
        for to, letter in enumerate(other, 1):
            row[to] = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (sign != letter))
            if at > 1 and to > 1 and sign == other[to - 2] and one[at - 2] == letter:
                row[to] = min(row[to], above[to - 2] + 1)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
