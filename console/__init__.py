"""What staff see: one page for each line of `console.roles.PAGES`."""
