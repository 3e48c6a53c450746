"""A payroll workbook read and judged: which row is whom, what is wrong in which cell, do the sums agree. No model, no database, no clock."""
