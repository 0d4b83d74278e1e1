"""Other extractors beside ours, each in an environment of its own below `build/peers/`. None is a dependency of the product."""
