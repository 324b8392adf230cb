"""The XML Schema (1.0) of the canonical XML, made from the shape of the model and the names of `xml_names`.

Shape is held tightly; values are not judged (a score of 85 is valid here, and a notice of validation). The
order of the fields of a part is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from hocba_interop.adapters.canonical import xml_names as names
from hocba_interop.adapters.canonical.shape import (
    SCALES,
    ExtensionShape,
    Many,
    Map,
    MarkShape,
    Number,
    Record,
    Shape,
    Text,
    Truth,
    document_shape,
)
from hocba_interop.schemas.making.terms import terms

_ROOT_ONLY = ("format", "version")
"""Fields of the document that its namespace and version attribute say."""

_END = "  </xs:complexType>\n"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{names.NAMESPACE}"
           targetNamespace="{names.NAMESPACE}" elementFormDefault="qualified" version="{names.VERSION}">
  <xs:annotation>
    <xs:documentation xml:lang="vi">Học bạ dạng chuẩn của hocba-interop. Lược đồ chỉ kiểm tra hình thức: \
một điểm 85 vẫn đúng lược đồ, và do phần kiểm tra dữ liệu báo lỗi.</xs:documentation>
    <xs:documentation xml:lang="en">The canonical report card of hocba-interop. The schema holds the \
shape; a score of 85 is valid here and reported by validation. A missing element is unknown; an empty one is \
the empty text. The order of elements is free. An element with {names.ESCAPED}="true" writes characters \
that XML cannot hold as \\uXXXX, and a backslash as \\\\, in its text and attributes.</xs:documentation>
  </xs:annotation>
"""

_LEAVES = f"""  <xs:simpleType name="Scale">
    <xs:restriction base="xs:string">
{{scales}}
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="Text">
    <xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="{names.ESCAPED}" type="xs:boolean"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="Mark">
{{mark}}
    <xs:simpleContent>
      <xs:extension base="Text">
        <xs:attribute name="scale" type="Scale" use="required"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="Gap">
    <xs:annotation>
      <xs:documentation xml:lang="vi">Một cột điểm bỏ trống giữa các điểm khác</xs:documentation>
      <xs:documentation xml:lang="en">A mark that is missing between others</xs:documentation>
    </xs:annotation>
  </xs:complexType>
  <xs:complexType name="Extension">
{{extension}}
    <xs:all>
      <xs:element name="label" type="Text" minOccurs="0"/>
      <xs:element name="value" type="Text" minOccurs="0"/>
      <xs:element name="where" minOccurs="0">
        <xs:complexType>
          <xs:choice minOccurs="0" maxOccurs="unbounded">
            <xs:element name="{names.WHERE_TEXT}">
              <xs:complexType>
                <xs:simpleContent>
                  <xs:extension base="Text">
                    <xs:attribute name="name" type="xs:string" use="required"/>
                  </xs:extension>
                </xs:simpleContent>
              </xs:complexType>
            </xs:element>
            <xs:element name="{names.WHERE_NUMBER}">
              <xs:complexType>
                <xs:simpleContent>
                  <xs:extension base="xs:integer">
                    <xs:attribute name="name" type="xs:string" use="required"/>
                    <xs:attribute name="{names.ESCAPED}" type="xs:boolean"/>
                  </xs:extension>
                </xs:simpleContent>
              </xs:complexType>
            </xs:element>
          </xs:choice>
        </xs:complexType>
        <xs:unique name="where-names">
          <xs:selector xpath="*"/>
          <xs:field xpath="@name"/>
        </xs:unique>
      </xs:element>
    </xs:all>
  </xs:complexType>
"""


def report_card_xsd() -> str:
    """The text of the schema."""
    types: dict[str, str] = {}
    document = document_shape()
    fields = {name: shape for name, shape in document.fields.items() if name not in _ROOT_ONLY}
    root = Record(document.part, fields, document.required)
    _add(root, types)
    leaves = _LEAVES.format(
        scales="\n".join(_enumeration(scale, 3) for scale in sorted(SCALES)),
        mark=_annotation("Mark", "", 2),
        extension=_annotation("Extension", "", 2),
    )
    version = f'<xs:attribute name="version" use="required" type="xs:string" fixed="{names.VERSION}"/>'
    types["Document"] = types["Document"].removesuffix(_END) + f"    {version}\n{_END}"
    element = f'  <xs:element name="{names.ROOT}" type="Document"/>\n'
    return f"{_HEAD}{element}{''.join(types.values())}{leaves}</xs:schema>\n"


def _add(record: Record, types: dict[str, str]) -> str:
    """Define the type of a part and of all that it holds; gives the type's name."""
    part = record.part.__name__
    if part not in types:
        types[part] = ""  # keeps the place of the outer type before the inner ones
        lines = [f'  <xs:complexType name="{part}">', _annotation(part, "", 2), "    <xs:all>"]
        for name, shape in record.fields.items():
            if name not in record.required:
                lines += _element(part, name, shape, types)
        lines.append("    </xs:all>")
        lines += (_attribute(part, name) for name in record.required)
        if record.required:
            lines.append(f'    <xs:attribute name="{names.ESCAPED}" type="xs:boolean"/>')
        types[part] = "\n".join(lines) + f"\n{_END}"
    return part


def _element(part: str, name: str, shape: Shape, types: dict[str, str]) -> Iterator[str]:
    opening = f'      <xs:element name="{name}" minOccurs="0"'
    simple = _simple_type(shape, types)
    yield f'{opening} type="{simple}">' if simple else f"{opening}>"
    yield _annotation(part, name, 4)
    if isinstance(shape, Text) and shape.choices:
        yield "        <xs:simpleType>"
        yield '          <xs:restriction base="xs:string">'
        yield from (_enumeration(choice, 6) for choice in shape.choices)
        yield "          </xs:restriction>"
        yield "        </xs:simpleType>"
    elif isinstance(shape, Many):
        yield from _many(shape, types)
    elif isinstance(shape, Map):
        yield from _map(part, name, shape, types)
    yield "      </xs:element>"


def _simple_type(shape: Shape, types: dict[str, str]) -> str | None:
    """The name of a type, or None where it is declared in place."""
    if isinstance(shape, Text):
        return None if shape.choices else "Text"
    if isinstance(shape, Number):
        return "xs:integer"
    if isinstance(shape, Truth):
        return "xs:boolean"
    if isinstance(shape, MarkShape):
        return "Mark"
    if isinstance(shape, ExtensionShape):
        return "Extension"
    return _add(shape, types) if isinstance(shape, Record) else None


def _many(shape: Many, types: dict[str, str]) -> Iterator[str]:
    member = f'name="{names.member_name(shape.member)}" type="{_simple_type(shape.member, types)}"'
    group = "choice" if shape.gaps else "sequence"
    yield "        <xs:complexType>"
    yield f'          <xs:{group} minOccurs="0" maxOccurs="unbounded">'
    yield f"            <xs:element {member}/>"
    if shape.gaps:
        yield f'            <xs:element name="{names.GAP}" type="Gap"/>'
    yield f"          </xs:{group}>"
    yield "        </xs:complexType>"


def _map(part: str, name: str, shape: Map, types: dict[str, str]) -> Iterator[str]:
    entry, key = names.entry_names(shape)
    base = _simple_type(shape.member, types)
    content = "simpleContent" if base == "Text" else "complexContent"
    yield "        <xs:complexType>"
    yield "          <xs:sequence>"
    yield f'            <xs:element name="{entry}" minOccurs="0" maxOccurs="unbounded">'
    yield "              <xs:complexType>"
    yield f"                <xs:{content}>"
    yield f'                  <xs:extension base="{base}">'
    if shape.keys:
        yield f'                    <xs:attribute name="{key}" use="required">'
        yield "                      <xs:simpleType>"
        yield '                        <xs:restriction base="xs:string">'
        yield from (_enumeration(choice, 13) for choice in shape.keys)
        yield "                        </xs:restriction>"
        yield "                      </xs:simpleType>"
        yield "                    </xs:attribute>"
    else:
        yield f'                    <xs:attribute name="{key}" type="xs:string" use="required"/>'
    yield "                  </xs:extension>"
    yield f"                </xs:{content}>"
    yield "              </xs:complexType>"
    yield "            </xs:element>"
    yield "          </xs:sequence>"
    yield "        </xs:complexType>"
    yield f'        <xs:unique name="{part}-{name}">'
    yield '          <xs:selector xpath="*"/>'
    yield f'          <xs:field xpath="@{key}"/>'
    yield "        </xs:unique>"


def _attribute(part: str, name: str) -> str:
    annotation = _annotation(part, name, 3)
    return f'    <xs:attribute name="{name}" type="xs:string" use="required">\n{annotation}\n    </xs:attribute>'


def _annotation(part: str, name: str, level: int) -> str:
    indent = "  " * level
    term = terms()[part, name]
    return (
        f"{indent}<xs:annotation>\n"
        f'{indent}  <xs:documentation xml:lang="vi">{escape(term.vi)}</xs:documentation>\n'
        f'{indent}  <xs:documentation xml:lang="en">{escape(term.en)}</xs:documentation>\n'
        f"{indent}</xs:annotation>"
    )


def _enumeration(value: str, level: int) -> str:
    return f"{'  ' * level}<xs:enumeration value={quoteattr(value)}/>"
