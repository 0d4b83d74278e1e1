"""The demo newsroom: five invented outlets, their articles, and the small server that publishes them on loopback."""
