"""Pictures of every page and state, taken of the running product: `make screens`."""
