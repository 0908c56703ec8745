"""The pipeline as spaCy sees it: a registered tokenizer and one component an extractor.

``spacy.load("models/ko_policy")`` finds them through the package's entry points. What the
components share of one document rides in ``doc.user_data`` under ``STATE``; results are laid into
``doc.ents``, ``doc.spans["figures"]``, ``doc.spans["dates"]``, ``doc._.visions``,
``doc._.events``. The publication date goes in as ``doc._.published`` before the components run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.classify.predict import load_models
from pipeline.errors import ModelError
from pipeline.extract import EXTRACTORS, Context
from pipeline.extract.resolve import resolve
from pipeline.language.analysis import Analysis, Sentence, readable
from pipeline.language.kiwi import Chunk, KiwiTokenizer, analyse, build_doc, build_kiwi
from pipeline.lexicon import load_lexicon
from pipeline.load.blocks import outline
from pipeline.ner.recognizer import Recognizer, Suggestion
from pipeline.records import Annotations, Block
from pipeline.settings import MODELS_DIR

STATE = "yeonpyo"
MODEL_NAME = "ko_policy"
NER = "ner"

for _name in ("published", "title", "annotations"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
for _name in ("visions", "events"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())
for _name in ("record",):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)


class State:
    """What one document's components share: blocks, Kiwi's chunks, and the growing context."""

    def __init__(self, blocks: Sequence[Block], chunks: Sequence[Chunk]) -> None:
        self.blocks = tuple(blocks)
        self.chunks = tuple(chunks)
        self.suggested: tuple[Suggestion, ...] = ()
        self.context: Context | None = None


class PolicyTokenizer(KiwiTokenizer):
    """Kiwi over the outline of the text; sentences respect blocks, furniture is not analysed."""

    def __call__(self, text: str) -> Doc:
        return self.make_doc(text, outline(text))

    def make_doc(self, text: str, blocks: Sequence[Block]) -> Doc:
        """A Doc for a text whose blocks are known."""
        indices = readable(blocks)
        spans = [(blocks[n].start, blocks[n].end) for n in indices]
        chunks = [
            chunk._replace(span=indices[chunk.span]) for chunk in analyse(self.kiwi, text, spans)
        ]
        doc = build_doc(self.vocab, text, chunks)
        doc.user_data[STATE] = State(blocks, chunks)
        return doc


@util.registry.tokenizers("yeonpyo.PolicyTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], PolicyTokenizer]:
    """The tokenizer with the lexicon's words; builds one Kiwi (about a second)."""

    def create(nlp: Language) -> PolicyTokenizer:
        return PolicyTokenizer(nlp.vocab, build_kiwi(load_lexicon().words()))

    return create


def context_of(doc: Doc) -> Context:
    """The document's context so far; made from its tokenizer's state at the first call."""
    state: State = doc.user_data[STATE]
    if state.context is None:
        sentences = tuple(Sentence(c.start, c.end, c.span, c.morphemes) for c in state.chunks)
        analysis = Analysis(doc.text, state.blocks, sentences, doc._.published, doc._.title)
        state.context = Context(analysis, load_lexicon(), suggested=state.suggested)
    return state.context


def _spans(doc: Doc, items: Sequence[Any], label: str) -> list[Span]:
    """spaCy spans for records, on the tokens that hold them; the record rides along."""
    spans = []
    for item in items:
        span = doc.char_span(item.start, item.end, label=label, alignment_mode="expand")
        if span is not None:
            span._.record = item
            spans.append(span)
    return spans


class EntityRecognizer:
    """The statistical recognizer, first in the pipeline: it suggests, ``resolve`` decides.

    Used alone (``nlp.select_pipes(enable="ner")``) it fills ``doc.ents`` with what it sees.
    """

    def __init__(self, recognizer: Recognizer | None = None) -> None:
        self.recognizer = recognizer

    def __call__(self, doc: Doc) -> Doc:
        if self.recognizer is None:
            raise ModelError("the entity recognizer is not trained; run `yeonpyo train ner`")
        state: State = doc.user_data[STATE]
        state.suggested = tuple(self.recognizer.suggest(doc.text, state.chunks))
        spans = [doc.char_span(s.start, s.end, label=s.label) for s in state.suggested]
        doc.ents = tuple(span for span in spans if span is not None)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the model's folder."""
        if self.recognizer is not None:
            self.recognizer.to_disk(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> EntityRecognizer:
        """Read the model's folder."""
        self.recognizer = Recognizer.from_disk(Path(path))
        return self


@Language.factory("yeonpyo_ner")
def create_recognizer(nlp: Language, name: str) -> EntityRecognizer:
    """An empty recognizer; ``from_disk`` fills it."""
    return EntityRecognizer()


class ExtractorComponent:
    """Runs one extractor and adds what it finds to the document's context."""

    def __init__(self, field: str, extract: Callable[[Context], tuple[Any, ...]]) -> None:
        self.field = field
        self.extract = extract

    def __call__(self, doc: Doc) -> Doc:
        context = context_of(doc)
        # dataclasses.replace on a slotted dataclass costs more than it should: fill by hand.
        values = {field: getattr(context, field) for field in Context.__slots__}
        values[self.field] = self.extract(context)
        doc.user_data[STATE].context = Context(**values)
        return doc


def _register(name: str, extract: Callable[[Context], tuple[Any, ...]]) -> None:
    def create(nlp: Language, name: str) -> ExtractorComponent:
        return ExtractorComponent(name.removeprefix("yeonpyo_"), extract)

    Language.factory(f"yeonpyo_{name}", func=create)


for _field, _extract in EXTRACTORS:
    _register(_field, _extract)


@Language.component("yeonpyo_classify")
def classify(doc: Doc) -> Doc:
    """Label the events; those that the model takes for no event at all are dropped."""
    from pipeline.classify.label import label_events

    context = context_of(doc)
    events = label_events(load_models(), context.analysis, context.events)
    values = {field: getattr(context, field) for field in Context.__slots__}
    values["events"] = events
    doc.user_data[STATE].context = Context(**values)
    return doc


@Language.component("yeonpyo_resolve")
def lay_out(doc: Doc) -> Doc:
    """Settle overlaps and lay the results into spaCy's own places."""
    context = context_of(doc)
    doc._.annotations = resolve(
        Annotations(
            figures=context.figures,
            dates=context.dates,
            entities=context.mentions,
            people=context.people,
            visions=context.visions,
            events=context.events,
        )
    )
    return doc


@Language.component("yeonpyo_spans")
def set_spans(doc: Doc) -> Doc:
    """``doc.ents`` and ``doc.spans`` from the annotations: for those who use the Doc itself."""
    found: Annotations = doc._.annotations
    entities = [span for m in found.entities for span in _spans(doc, [m], m.label)]
    dates = _spans(doc, found.dates, "DATE")
    figures = _spans(doc, found.figures, "QUANTITY")
    doc.spans["figures"] = figures
    doc.spans["dates"] = dates
    doc.spans["visions"] = _spans(doc, found.visions, "VISION")
    doc.spans["events"] = _spans(doc, found.events, "EVENT")
    doc.ents = tuple(filter_spans([*entities, *dates, *figures]))
    doc._.visions = found.visions
    doc._.events = found.events
    return doc


COMPONENTS = (
    *(f"yeonpyo_{name}" for name, _ in EXTRACTORS),
    "yeonpyo_classify",
    "yeonpyo_resolve",
    "yeonpyo_spans",
)


def build_model(recognizer: Recognizer | None = None) -> Language:
    """The pipeline from scratch; ``build_model().to_disk("models/ko_policy")`` writes it.

    Without ``recognizer`` the one in ``models/ko_policy`` is kept.
    """
    recognizer = recognizer or Recognizer.from_disk(MODELS_DIR / MODEL_NAME / NER)
    nlp = spacy.blank(
        "ko", config={"nlp": {"tokenizer": {"@tokenizers": "yeonpyo.PolicyTokenizer.v1"}}}
    )
    ner = nlp.add_pipe("yeonpyo_ner", name=NER)
    ner.recognizer = recognizer  # type: ignore[attr-defined]
    for name in COMPONENTS:
        nlp.add_pipe(name)
    nlp.meta["name"] = MODEL_NAME
    nlp.meta["description"] = "Korean policy text: dates, figures, entities, visions, events"
    nlp.meta["license"] = "Apache-2.0"
    return nlp
