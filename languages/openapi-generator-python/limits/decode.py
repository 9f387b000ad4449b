"""Reads an object whose member, the argument, has a value that the contract lacks."""

import sys

from notebooks import Notebook

Notebook.from_dict({sys.argv[1]: "NEW"})
