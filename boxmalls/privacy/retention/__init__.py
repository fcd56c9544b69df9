"""When it is over: how long each row may stay, and the sweep that removes what has passed."""
