"""Assets that are not built from parameters: from a file, a library, or a pretrained model."""
