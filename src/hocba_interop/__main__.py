"""``python -m hocba_interop`` is the command ``hocba``."""

from hocba_interop.cli import main

if __name__ == "__main__":
    main()
