"""`python -m expressway` is `expressway`."""

import sys

from expressway.launcher import main

sys.exit(main())
