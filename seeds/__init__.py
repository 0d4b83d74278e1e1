"""What a person decided: sources, tables and the demo newsroom. What the program learned lives in the warehouse."""
