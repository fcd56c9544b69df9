"""Files of listings, from a shopkeeper's spreadsheet to the shelf."""
