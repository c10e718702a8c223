"""Four-legged actors: their poses, gaits and programs, beside those of people."""
