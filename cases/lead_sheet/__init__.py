"""The export of a lead platform as a spreadsheet: its columns, its findings, its rows."""
