"""M3: a scene description becomes assets with real sizes, parts, materials, physics and places to use."""
