"""`python -m ops` is the `boxmalls` command."""

from ops.cli import main

main()
