"""What happens to a message between its arrival and the reply."""
