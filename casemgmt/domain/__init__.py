"""The rule book: pure Python, no framework, no clock, no database, no file format."""
