"""The project ledger (在建工程项目台账) as a spreadsheet: its columns, its findings, its template."""
