"""What staff see: review, people waiting, conversations, insights, examples, audit, accounts."""
