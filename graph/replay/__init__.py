"""Past decisions drafted again, each as of its time, two ways; and what the comparison says. Nothing here writes a row."""
