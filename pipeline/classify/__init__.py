"""Learned labels: what kind a document is, what kind of event a sentence tells."""
