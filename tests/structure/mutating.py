"""Documents that were changed at random, always in the same way for the same number."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from canonical_forms import write
from lxml import etree

from hocba_interop.model import Document

EXAMPLES = sorted((Path(__file__).parents[1] / "formats" / "canonical").glob("report-card.*.json"))
WORDS = ("", " ", "chữ", "1", "true", "10.5", "x" * 3000, "term3", "score10", "Nguyễn Văn A", "e\u0301", "\u0338")


def example(number: int = -1) -> Document:
    """One of the examples of the contract; the last has every field."""
    return Document.model_validate_json(EXAMPLES[number].read_bytes())


def mutated_json(number: int) -> bytes:
    """A canonical JSON document with one to three changes."""
    draw = random.Random(number)
    tree = json.loads(write("json", example(number % len(EXAMPLES))))
    for _ in range(draw.randint(1, 3)):
        draw.choice(_JSON_CHANGES)(tree, draw)
    return json.dumps(tree, ensure_ascii=draw.random() < 0.2).encode()


def as_lines(document: bytes) -> bytes:
    """The records of a JSON document as JSON Lines, whatever they have become."""
    tree = json.loads(document)
    cards = tree.get("report_cards") if isinstance(tree, dict) else None
    head = {"format": "hocba-jsonl", "version": "1"}
    lines = [{**head, **card} for card in cards or () if isinstance(card, dict)] if isinstance(cards, list) else []
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def mutated_xml(number: int) -> bytes:
    """A canonical XML document with one to three changes."""
    draw = random.Random(number)
    root = etree.fromstring(write("xml", example(number % len(EXAMPLES))))
    for _ in range(draw.randint(1, 3)):
        draw.choice(_XML_CHANGES)(root, draw)
    return etree.tostring(root, encoding="utf-8")


# --- JSON


def _holders(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every object and list below the report cards, with each of its keys."""
    waiting = [tree["report_cards"]] if isinstance(tree, dict) and "report_cards" in tree else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, (dict, list)):
            items = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
            for key, value in items:
                yield node, key
                waiting.append(value)


def _pick(tree: Any, draw: random.Random) -> tuple[Any, Any]:
    found = list(_holders(tree))
    return draw.choice(found) if found else ({"x": 1}, "x")


def _json_value(tree: Any, draw: random.Random) -> None:
    holder, key = _pick(tree, draw)
    holder[key] = draw.choice([None, 5, -1, 12.0, 7.5, True, [], {}, [None], {"x": 1}, [[]], *WORDS])


def _json_delete(tree: Any, draw: random.Random) -> None:
    holder, key = _pick(tree, draw)
    del holder[key]


def _json_move(tree: Any, draw: random.Random) -> None:
    holder, key = _pick(tree, draw)
    target, other = _pick(tree, draw)
    target[other] = copy.deepcopy(holder[key])


def _json_add(tree: Any, draw: random.Random) -> None:
    holder, key = _pick(tree, draw)
    if isinstance(holder, dict):
        holder[draw.choice(["nickname", "moi", "extensions", "a/b~c", "value"])] = copy.deepcopy(holder[key])
    else:
        holder.insert(draw.randint(0, len(holder)), draw.choice([copy.deepcopy(holder[key]), {}, None]))


def _json_rename(tree: Any, draw: random.Random) -> None:
    holder, key = _pick(tree, draw)
    if isinstance(holder, dict):
        holder[draw.choice(["term3", "name", "subject", "text"])] = holder.pop(key)


_JSON_CHANGES: list[Callable[[Any, random.Random], None]] = [
    _json_value,
    _json_delete,
    _json_move,
    _json_add,
    _json_rename,
]


# --- XML


def _element(root: Any, draw: random.Random) -> Any:
    return draw.choice(list(root.iter()))


def _xml_delete(root: Any, draw: random.Random) -> None:
    element = _element(root, draw)
    if element.getparent() is not None:
        element.getparent().remove(element)


def _xml_repeat(root: Any, draw: random.Random) -> None:
    element = _element(root, draw)
    if element is not root:
        element.addnext(copy.deepcopy(element))


def _xml_move(root: Any, draw: random.Random) -> None:
    element, target = _element(root, draw), _element(root, draw)
    if element is not root:
        target.append(copy.deepcopy(element))


def _xml_reorder(root: Any, draw: random.Random) -> None:
    element = _element(root, draw)
    element[:] = draw.sample(list(element), len(element))


def _xml_rename(root: Any, draw: random.Random) -> None:
    names = [str(element.tag) for element in root.iter()]
    _element(root, draw).tag = draw.choice([*names, "{urn:x}note", "{urn:hocba-interop:report-card:1}nickname"])


def _xml_text(root: Any, draw: random.Random) -> None:
    _element(root, draw).text = draw.choice(WORDS)


def _xml_empty(root: Any, draw: random.Random) -> None:
    _element(root, draw)[:] = []


def _xml_attribute(root: Any, draw: random.Random) -> None:
    element = _element(root, draw)
    names = [*map(str, element.attrib), "x", "escaped", "{http://www.w3.org/2001/XMLSchema-instance}nil"]
    name = draw.choice(names)
    if name in element.attrib and draw.random() < 0.5:
        del element.attrib[name]
    else:
        element.set(name, draw.choice(WORDS))


_XML_CHANGES: list[Callable[[Any, random.Random], None]] = [
    _xml_delete,
    _xml_repeat,
    _xml_move,
    _xml_reorder,
    _xml_rename,
    _xml_text,
    _xml_empty,
    _xml_attribute,
]
