"""The checks, one function each, over whole columns: a check is a list of places and a finding for each."""
