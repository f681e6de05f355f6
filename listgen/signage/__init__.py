"""Signs: a scheme's slots and their wording to neutral drawings, and what is wrong with them before that."""
