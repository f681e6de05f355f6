"""Plan, make, write, journal: the only code that changes OUT."""
