"""Spreadsheets: refuse what is hostile, read what people make, find the table in it, write it back.

The way of a file is ``prescan`` (is it safe?), ``reader`` (cells out of a child process), ``header`` and ``table`` (where is what?),
``values`` (what does a cell mean?), ``findings`` (what is wrong, where, how to mend it), ``markup`` (the same workbook with the bad cells marked).
Nothing here knows Django's models or any form's own rules.
"""
