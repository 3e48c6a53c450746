"""What goes to a platform above and what it answers: its dictionary, the rows in its terms, the package, the answer file."""
