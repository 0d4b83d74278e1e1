"""A warehouse filled with made-up articles, as large as is wanted, and runs that bring more to it. Measures nothing."""
