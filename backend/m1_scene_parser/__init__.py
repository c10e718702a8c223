"""M1: prompt to scene description."""
