#!/usr/bin/env python3
"""Checks proofs about a mixpolicy ledger with nothing but Python's standard library: no line of mixpolicy is used.

    verify.py ledger LEDGER.BIN [LINEAGE.JSON]   leaves to root; compared with what the report says
    verify.py inclusion PROOF.JSON               that a record is in a tree
    verify.py consistency PROOF.JSON             that a ledger only grew
    verify.py lineage LINEAGE.JSON               that the ledger of the report only grew from its parent's

The tree is RFC 6962's, the checks are RFC 9162's (2.1.3.2, 2.1.4.2), a leaf's layout is in docs/ledger.md. Exits 0 when it holds, else 1.
"""
import hashlib, json, struct, sys


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves):
    stack = []  # whole subtrees from left to right: (leaves, hash)
    for data in leaves:
        size, top = 1, hashlib.sha256(b"\x00" + data).digest()
        while stack and stack[-1][0] == size:
            top, size = node(stack.pop()[1], top), 2 * size
        stack.append((size, top))
    root = stack.pop()[1] if stack else hashlib.sha256(b"").digest()
    while stack:
        root = node(stack.pop()[1], root)
    return root


def leaves_of(path):
    with open(path, "rb") as file:
        if file.readline() != b"mixpolicy-ledger/1\n":
            raise ValueError("it does not start as a ledger does")
        while head := file.read(4):
            size = struct.unpack(">I", head)[0] if len(head) == 4 else -1
            data = file.read(max(size, 0))
            if len(data) != size:
                raise ValueError("it is cut off")
            yield data


def climb(at, last, old, new, steps):
    """Up to the roots from a node: `at` of its level, whose last is `last`. A step from the right is not in the older tree."""
    for step in steps:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node(step, old), node(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, step)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def included(leaf, index, size, proof, root):
    top = hashlib.sha256(b"\x00" + leaf).digest()
    ends = climb(index, size - 1, top, top, proof) if 0 <= index < size else None
    return ends is not None and ends[1] == root


def consistent(first, second, proof, first_root, second_root):
    if not 1 <= first < second:
        return first == second > 0 and not proof and first_root == second_root
    steps = ([first_root] if first & (first - 1) == 0 else []) + proof
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return bool(steps) and climb(at, last, steps[0], steps[0], steps[1:]) == (first_root, second_root)


def check(what, path, report=None):
    if what == "ledger":
        root = root_of(leaves_of(path)).hex()
        return report is None or json.load(open(report, "rb"))["ledger"]["root"] == root, f"the root is {root}"
    said = json.load(open(path, "rb"))
    if what == "inclusion":
        leaf, steps = bytes.fromhex(said["leaf"]), [bytes.fromhex(h) for h in said["proof"]]
        return included(leaf, said["index"], said["size"], steps, bytes.fromhex(said["root"])), f"leaf {said['index']} of {said['size']}"
    if what == "lineage":
        said, older = said["ledger"], said["ledger"]["parent"]
        if older is None:
            return not said["consistency"] and said["admitted"] == said["records"], "the first ledger of its line"
        said = {"first_size": older["records"], "first_root": older["root"], "second_size": said["records"], "second_root": said["root"], "proof": said["consistency"]}
    sizes, roots = (said["first_size"], said["second_size"]), [bytes.fromhex(said[key]) for key in ("first_root", "second_root")]
    return consistent(*sizes, [bytes.fromhex(h) for h in said["proof"]], *roots), "%d leaves grew to %d" % sizes


if __name__ == "__main__":
    try:
        holds, figure = check(*sys.argv[1:])
    except Exception as fault:  # whatever is wrong with a proof, it does not hold
        holds, figure = False, f"{type(fault).__name__}: {fault}"
    print(("holds: " if holds else "DOES NOT HOLD: ") + figure)
    sys.exit(0 if holds else 1)
