"""The only code that changes a project: a new one, the demo, ids and the ledger of links."""
