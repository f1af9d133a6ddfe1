"""wirecopy's copy finder beside others; `--help` says how. The parts are in the folder of this name."""

from near_duplicates.command import main

if __name__ == "__main__":
    main()
