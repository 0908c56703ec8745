"""A statistical reader of names: bodies, people and places that no lexicon or rule knows.

``features`` turns Kiwi's morphemes into rows of hashed columns and a vector, ``network`` is a
small tok2vec with a tagger on top, ``decode`` reads the spans off its probabilities,
``recognizer`` holds the three together and writes them to disk; ``data`` and ``train`` fit it.
"""
