"""What proves the whole: architecture, journeys, faults, and the suite's own ground."""
