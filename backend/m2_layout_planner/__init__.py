"""M2: places every object of a scene, plans ways to walk, the camera and the light."""
