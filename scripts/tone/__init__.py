"""How the weights of word-tone are made: `python -m scripts.tone`."""
