"""Page finding: from a photograph to the four corners of the sheet, and how sure that is."""
