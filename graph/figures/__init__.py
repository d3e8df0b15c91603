"""What figures mean: whether groups are served alike, what next week brings, what changed since last week. No database, no words."""
