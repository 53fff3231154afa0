"""`python -m participation.cli` is the `participation` command."""

from participation.cli import main

main()
