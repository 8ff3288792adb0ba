"""SKOS in Turtle (W3C 2009): the list is a concept scheme, each code a concept, its periods `dct:valid` intervals."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats.head import Head

_PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def concept_scheme(head: Head, entries: Sequence[Entry]) -> Iterator[bytes]:
    by_code: dict[str, list[Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry.code, []).append(entry)
    yield (_PREFIXES + _scheme(head)).encode()
    for code, lines in by_code.items():
        yield _concept(head, code, lines, by_code).encode()


def _scheme(head: Head) -> str:
    facts = [
        "a skos:ConceptScheme",
        f"owl:versionInfo {_literal(head.version)}",
        f"dct:identifier {_literal(head.key)}",
        *(f"dct:title {_literal(text, language)}" for language, text in head.titles.items()),
        *(f"dct:rights {_literal(text, language)}" for language, text in head.licence.items()),
        f"dct:bibliographicCitation {_literal(head.attribution)}",
    ]
    if head.source_url:
        facts.append(f"dct:source <{head.source_url}>")
    if head.published_on:
        facts.append(f'dct:issued "{head.published_on}"^^xsd:date')
    return _statements(head.address, facts)


def _concept(head: Head, code: str, lines: Sequence[Entry], known: Mapping[str, object]) -> str:
    latest = max(lines, key=lambda line: (line.valid_until or date.max, line.valid_from or date.min))
    facts = ["a skos:Concept", f"skos:inScheme <{head.address}>", f"skos:notation {_literal(code)}"]
    facts += [f"skos:prefLabel {_literal(text, language)}" for language, text in latest.labels.items()]
    others = {(language, text) for line in lines for language, text in line.labels.items()} - set(latest.labels.items())
    facts += [f"skos:altLabel {_literal(text, language)}" for language, text in sorted(others)]
    parents = sorted({line.parent for line in lines if line.parent in known})
    facts += [f"skos:broader <{head.address_of(parent)}>" for parent in parents]
    if not any(line.parent for line in lines):
        facts.append(f"skos:topConceptOf <{head.address}>")
    successors = sorted({successor for line in lines for successor in line.replaced_by})
    facts += [f"dct:isReplacedBy <{head.address_of(successor)}>" for successor in successors]
    facts += [f"dct:valid {_literal(interval)}" for interval in sorted({_interval(line) for line in lines}) if interval]
    return _statements(head.address_of(code), facts)


def _interval(line: Entry) -> str:
    """ISO 8601, last day included; a missing bound is `..`. Nothing is said of a code without bounds."""
    if not line.valid_from and not line.valid_until:
        return ""
    last = line.valid_until - timedelta(days=1) if line.valid_until else ".."
    return f"{line.valid_from or '..'}/{last}"


def _statements(subject: str, facts: Sequence[str]) -> str:
    return f"<{subject}>\n    " + " ;\n    ".join(facts) + " .\n\n"


def _literal(text: str, language: str = "") -> str:
    return f'"{text.translate(_ESCAPES)}"' + (f"@{language}" if language else "")
