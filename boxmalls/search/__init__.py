"""Search: an index of the goods, their facets, suggestions, and help where nothing is found."""
