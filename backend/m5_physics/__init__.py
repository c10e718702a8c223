"""M5: rigid bodies, contacts, and the bodies of people."""
