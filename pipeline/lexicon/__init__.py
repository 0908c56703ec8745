"""Named things and what is known of them, dated: regions, complexes, bodies, programmes …"""

from pipeline.lexicon.entry import Entry, Label
from pipeline.lexicon.lexicon import Found, Lexicon
from pipeline.lexicon.load import load_lexicon

__all__ = ["Entry", "Found", "Label", "Lexicon", "load_lexicon"]
