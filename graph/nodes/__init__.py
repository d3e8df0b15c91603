"""The steps of a turn, one a module. Each may run again after a crash and must come to the same rows."""
