"""Tables and their own invariants: the record that nothing may lose."""
