"""M7: what happens to rendered frames, in scene-linear float32, from their true passes."""
