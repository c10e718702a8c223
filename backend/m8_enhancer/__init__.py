"""M8: repaints rendered frames with a diffusion model that the true passes hold. Imports torch only when used."""
