"""One module per form: a frozen sheet in, pages of placed text, rules and symbols out."""
