"""The index on disk: one document for each product on each site."""
