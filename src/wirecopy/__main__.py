"""`python -m wirecopy`: the same as the command `wirecopy`."""

from wirecopy.cli import main

if __name__ == "__main__":
    main()
