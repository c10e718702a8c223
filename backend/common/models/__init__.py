"""Weights of pretrained models: what there is, where it lies, how it comes and how it is checked."""
