"""The journey from feeds to coded events: one module (or folder) per stage, in the order of the journey."""
