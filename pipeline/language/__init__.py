"""Korean morphology behind spaCy: tokens, sentences, offsets."""
