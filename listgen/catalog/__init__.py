"""What is true: items, laws, kinds, the roster, and what holds for one village on one day."""
