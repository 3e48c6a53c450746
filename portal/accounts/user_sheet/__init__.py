"""A list of people as a spreadsheet: its columns, its findings, its rows, the empty form."""
