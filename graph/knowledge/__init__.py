"""Articles and templates that people write in the console: checked, versioned, cut and embedded."""
