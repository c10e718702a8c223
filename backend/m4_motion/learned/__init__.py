"""Learned motion: 21-joint features, retrieval, the running networks and the physics pass."""
