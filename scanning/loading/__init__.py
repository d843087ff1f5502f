"""Loading: files of every kind as pixels, in bounded memory, or a refusal with a code."""
