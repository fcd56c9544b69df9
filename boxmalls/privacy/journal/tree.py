"""
A Merkle tree that only grows (RFC 9162, section 2.1), kept as the hashes of its perfect subtrees.

Adding a leaf touches at most as many hashes as the tree is high, so sealing costs the same however long the journal is.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree of `size` leaves. `edge` are the roots of its perfect subtrees from left to right, one for each bit of its size."""

    def __init__(self, size: int = 0, edge: Sequence[bytes] = ()) -> None:
        if size.bit_count() != len(edge):
            raise ValueError("A tree has as many perfect subtrees as its size has bits.")
        self.size = size
        self.edge = list(edge)

    @classmethod
    def from_bytes(cls, size: int, edge: bytes) -> "Tree":
        """As `edge_bytes` wrote it."""
        return cls(size, [edge[start : start + HASH_BYTES] for start in range(0, len(edge), HASH_BYTES)])

    @property
    def edge_bytes(self) -> bytes:
        """The edge in one piece, 32 bytes each."""
        return b"".join(self.edge)

    def add(self, leaf: bytes) -> None:
        """Add a leaf by its hash."""
        merged, size = leaf, self.size
        while size & 1:
            merged = node_hash(self.edge.pop(), merged)
            size >>= 1
        self.edge.append(merged)
        self.size += 1

    def add_all(self, leaves: Iterable[bytes]) -> None:
        """Add leaves in order."""
        for leaf in leaves:
            self.add(leaf)

    @property
    def root(self) -> bytes:
        """The hash that stands for every leaf and their order."""
        if not self.edge:
            return EMPTY
        root = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root
