"""Lists a county already has when it goes live: accounts, deposits, pledges, permits; each a form, its findings and what a row does."""
