"""What delivery costs and how long it takes, by seller and site."""
