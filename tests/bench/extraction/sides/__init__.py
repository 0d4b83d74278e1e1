"""The sides that live in our own environment, one program each. They answer and score nothing."""
