"""Thu phí, lệ phí: how money owed at the counter is asked for and accounted for."""
