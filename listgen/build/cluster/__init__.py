"""One build on several PCs: Dask hands the chunks round, this process alone writes."""
