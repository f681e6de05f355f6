"""County and village papers as Word files: a template compiled once, filled per owner."""
