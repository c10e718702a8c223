"""M8: nothing is trained; what its memory plan rests on is measured here."""
