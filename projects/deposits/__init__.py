"""工资保证金: what a project has to store, what it has stored, how it is used, filled up and given back (条例 第三十二条, 65号文)."""
