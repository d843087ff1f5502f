"""Work: pages through all steps in worker processes, ahead of saving where there is time."""
