"""The export of a provincial monitoring platform as a spreadsheet: its columns, its findings, its rows."""
