"""`python -m listgen`."""

from listgen.cli import main

if __name__ == "__main__":
    main()
