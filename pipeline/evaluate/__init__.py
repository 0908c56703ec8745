"""Scores of every layer against gold, as ``yeonpyo evaluate`` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from pipeline.annotator import Annotator
from pipeline.errors import YeonpyoError
from pipeline.evaluate import match
from pipeline.evaluate.match import Count, Gold, squeeze
from pipeline.lexicon import load_lexicon
from pipeline.load import load
from pipeline.records import AnnotatedDocument, RawDocument

LAYERS = (
    "metadata",
    "furniture",
    "figures",
    "not_figures",
    "visions",
    "complex_types",
    "people",
    "organizations",
    "events",
    *match.LABELS,
    "doc_type",
)


def aliases(entity_id: str) -> set[str]:
    """All names of a lexicon entry, its id among them."""
    entry = load_lexicon().entries.get(entity_id)
    return {entity_id} if entry is None else {entity_id, entry.name, *entry.aliases}


def read_gold(folder: Path) -> list[Gold]:
    """The gold files of a folder, in order of their names; each names its document's file."""
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not paths or not all(path.exists() for path in paths):
        raise YeonpyoError(f"no gold at {folder}: name a folder of *.json or one such file")
    return [msgspec.json.decode(path.read_bytes()) for path in paths]


def score_document(gold: Gold, annotated: AnnotatedDocument) -> dict[str, Count]:
    """Counts of every layer for one document."""
    document, found = annotated.document, annotated.annotations
    text = document.text
    return {
        "metadata": _metadata(gold["document"], annotated),
        "furniture": _furniture(gold["document"], text),
        "figures": match.figures(gold, text, found.figures, aliases),
        "not_figures": match.not_figures(gold, text, found.figures),
        "visions": match.visions(gold, found.visions, aliases),
        "complex_types": match.complex_types(gold, found.visions, aliases),
        "people": match.people(gold, found.people, aliases),
        "organizations": match.organizations(gold, found, aliases),
        "events": match.events(gold, found.events, lambda event: event.text),
        **match.labels(gold, found.events, lambda event: event.text),
        "doc_type": _doc_type(gold["document"], annotated.doc_type),
    }


def _metadata(gold: Mapping[str, Any], annotated: AnnotatedDocument) -> Count:
    metadata = annotated.document.metadata
    given = {
        "title": metadata.title,
        "doc_type": annotated.doc_type,
        "published_on": metadata.published,
        "publisher": metadata.publisher,
        "author": metadata.author,
    }
    count = Count()
    for name, value in given.items():
        want = gold.get(name)
        if want is None:
            continue
        if value is not None and squeeze(str(value)) == squeeze(str(want)):
            count.matched += 1
        else:
            count.missed.append(f"{name}: {value} for {want}")
    return count


def _doc_type(gold: Mapping[str, Any], given: str) -> Count:
    want = gold.get("doc_type")
    if want is None:
        return Count()
    if given == want:
        return Count(matched=1)
    return Count(missed=[f"{want}"], surplus=[f"{given}"])


def _furniture(gold: Mapping[str, Any], text: str) -> Count:
    count = Count()
    for line in gold.get("boilerplate_absent", ()):
        if squeeze(line) in squeeze(text):
            count.missed.append(line)
        else:
            count.matched += 1
    return count


def evaluate(
    gold: Path, documents: Path, layer: str | None = None, annotator: Annotator | None = None
) -> dict[str, Any]:
    """Load, annotate and score every document that has gold.

    Returns ``{"documents": n, "layers": {layer: {"precision", "recall", "f1", "matched",
    "gold", "found", "attributes": {name: share}, "missed", "surplus", "wrong"}}}``.
    """
    if layer is not None and layer not in LAYERS:
        raise YeonpyoError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    annotator = annotator or Annotator.create()
    totals = {name: Count() for name in LAYERS if layer in (None, name)}
    files = read_gold(gold)
    for item in files:
        path = documents / item["document"]["file"]
        if not path.exists():
            raise YeonpyoError(f"gold names {path.name}, which is not in {documents}")
        annotated = annotator.document(load(RawDocument(data=path.read_bytes(), path=path.name)))
        counts = score_document(item, annotated)
        for name, total in totals.items():
            total.add(_named(counts[name], path.name))
    return {
        "documents": len(files),
        "layers": {name: _report(name, count) for name, count in totals.items()},
    }


def _named(count: Count, name: str) -> Count:
    """The document's name before each note."""
    short = name[:12]

    def mark(notes: Iterable[str]) -> list[str]:
        return [f"{short}: {note}" for note in notes]

    return Count(
        count.matched, mark(count.missed), mark(count.surplus), count.attributes, mark(count.wrong)
    )


def _report(name: str, count: Count) -> dict[str, Any]:
    report: dict[str, Any] = {
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        "matched": count.matched,
        "gold": count.matched + len(count.missed),
        "found": count.matched + len(count.surplus),
        "attributes": {
            key: round(right / total, 4) for key, (right, total) in count.attributes.items()
        },
        "missed": count.missed,
        "surplus": count.surplus,
        "wrong": count.wrong,
    }
    if name == "events" and report["gold"]:
        report["found_per_gold"] = round(report["found"] / report["gold"], 2)
    return report
