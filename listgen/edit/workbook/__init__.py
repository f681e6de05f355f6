"""The workbook round trip: a project as sheets that a clerk edits, and what was edited back into its text."""
