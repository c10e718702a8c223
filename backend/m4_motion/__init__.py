"""M4: what people do, when, and what they do to things."""
