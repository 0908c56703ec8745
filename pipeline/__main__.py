"""``python -m pipeline`` is ``yeonpyo``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
