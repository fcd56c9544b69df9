"""Where services of ours speak to orders."""
