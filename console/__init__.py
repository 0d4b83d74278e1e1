"""The room behind the command line: reads lines, prints tables. Decides nothing about articles, and opens no file of its own."""
