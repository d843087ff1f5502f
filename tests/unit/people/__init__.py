"""What the office knows of people: rules that need no record."""
