"""How the files in `language/weights` are made. Not part of the run time: `python -m language.training --help`."""
