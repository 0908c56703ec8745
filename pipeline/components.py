"""The pipeline as spaCy sees it: a registered tokenizer and one component an extractor.

``spacy.load("models/ko_policy")`` finds them through the package's entry points. What the
components share of one document rides in ``doc.user_data`` under ``STATE``; results are laid into
``doc.ents``, ``doc.spans["figures"]``, ``doc.spans["dates"]``, ``doc._.visions``,
``doc._.events``. The publication date goes in as ``doc._.published`` before the components run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.classify.label import label_events
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

for _name in ("published", "title"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
for _name in ("visions", "events"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())
for _name in ("record",):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)


class State:
    """What one document's components share: text, blocks, Kiwi's chunks, the growing context.

    The records need no Doc: ``Annotator`` runs the components over the state alone.
    """

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        chunks: Sequence[Chunk],
        published: str | None = None,
        title: str | None = None,
    ) -> None:
        self.text = text
        self.blocks = tuple(blocks)
        self.chunks = tuple(chunks)
        self.published = published
        self.title = title
        self.suggested: tuple[Suggestion, ...] = ()
        self.annotations = Annotations()
        self._context: Context | None = None

    @property
    def context(self) -> Context:
        """The context so far; made from the chunks at the first call."""
        if self._context is None:
            sentences = tuple(Sentence(c.start, c.end, c.span, c.morphemes) for c in self.chunks)
            analysis = Analysis(self.text, self.blocks, sentences, self.published, self.title)
            self._context = Context(analysis, load_lexicon(), suggested=self.suggested)
        return self._context

    def add(self, field: str, found: tuple[Any, ...]) -> None:
        """Put what an extractor found into the context."""
        # dataclasses.replace on a slotted dataclass costs more than it should: fill by hand.
        values = {name: getattr(self.context, name) for name in Context.__slots__}
        values[field] = found
        self._context = Context(**values)


def state_of(doc: Doc) -> State:
    """The state that the tokenizer left, with the date and the title that the Doc was given."""
    state: State = doc.user_data[STATE]
    state.published, state.title = doc._.published, doc._.title
    return state


class PolicyTokenizer(KiwiTokenizer):
    """Kiwi over the outline of the text; sentences respect blocks, furniture is not analysed."""

    def __call__(self, text: str) -> Doc:
        return self.make_doc(text, outline(text))

    def read(
        self,
        text: str,
        blocks: Sequence[Block],
        published: str | None = None,
        title: str | None = None,
    ) -> State:
        """The state of a text whose blocks are known."""
        indices = readable(blocks)
        spans = [(blocks[n].start, blocks[n].end) for n in indices]
        chunks = [
            chunk._replace(span=indices[chunk.span]) for chunk in analyse(self.kiwi, text, spans)
        ]
        return State(text, blocks, chunks, published, title)

    def make_doc(self, text: str, blocks: Sequence[Block]) -> Doc:
        """A Doc for a text whose blocks are known."""
        state = self.read(text, blocks)
        doc = build_doc(self.vocab, text, state.chunks)
        doc.user_data[STATE] = state
        return doc


@util.registry.tokenizers("yeonpyo.PolicyTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], PolicyTokenizer]:
    """The tokenizer with the lexicon's words; builds one Kiwi (about a second)."""

    def create(nlp: Language) -> PolicyTokenizer:
        return PolicyTokenizer(nlp.vocab, build_kiwi(load_lexicon().words()))

    return create


def _spans(doc: Doc, items: Sequence[Any], label: str) -> list[Span]:
    """spaCy spans for records, on the tokens that hold them; the record rides along."""
    spans = []
    for item in items:
        span = doc.char_span(item.start, item.end, label=label, alignment_mode="expand")
        if span is not None:
            span._.record = item
            spans.append(span)
    return spans


class Step:
    """A spaCy component that works on the state alone. ``stage`` is for measurements."""

    stage: str

    def run(self, state: State) -> None:
        """Add to the state."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        self.run(state_of(doc))
        return doc


class Extractor(Step):
    """Runs one extractor and adds what it finds to the context."""

    def __init__(self, field: str, extract: Callable[[Context], tuple[Any, ...]]) -> None:
        self.stage = field
        self.extract = extract

    def run(self, state: State) -> None:
        state.add(self.stage, self.extract(state.context))


class Classifier(Step):
    """Labels the events; those that the model takes for no event at all are dropped."""

    stage = "classify"

    def run(self, state: State) -> None:
        context = state.context
        state.add("events", label_events(load_models(), context.analysis, context.events))


class Resolver(Step):
    """Settles overlaps: what is left are the annotations."""

    stage = "resolve"

    def run(self, state: State) -> None:
        context = state.context
        state.annotations = resolve(
            Annotations(
                figures=context.figures,
                dates=context.dates,
                entities=context.mentions,
                people=context.people,
                visions=context.visions,
                events=context.events,
            )
        )


class EntityRecognizer(Step):
    """The statistical recognizer, first in the pipeline: it suggests, ``resolve`` decides.

    Used alone (``nlp.select_pipes(enable="ner")``) it fills ``doc.ents`` with what it sees.
    """

    stage = NER

    def __init__(self, recognizer: Recognizer | None = None) -> None:
        self.recognizer = recognizer

    def run(self, state: State) -> None:
        """Leave the suggestions in the state."""
        if self.recognizer is None:
            raise ModelError("the entity recognizer is not trained; run `yeonpyo train ner`")
        state.suggested = tuple(self.recognizer.suggest(state.text, state.chunks))

    def __call__(self, doc: Doc) -> Doc:
        state = state_of(doc)
        self.run(state)
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


def _register(name: str, make: Callable[[], Step]) -> None:
    def create(nlp: Language, name: str) -> Step:
        return make()

    Language.factory(f"yeonpyo_{name}", func=create)


for _field, _extract in EXTRACTORS:
    _register(_field, partial(Extractor, _field, _extract))
_register("classify", Classifier)
_register("resolve", Resolver)


@Language.component("yeonpyo_spans")
def set_spans(doc: Doc) -> Doc:
    """``doc.ents`` and ``doc.spans`` from the annotations: for those who use the Doc itself."""
    found = state_of(doc).annotations
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
