"""From a frozen sheet of data to paper: same input, same bytes."""
