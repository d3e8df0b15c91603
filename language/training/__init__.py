"""How `model.npz` is made. Not part of the run time: `python -m language.training.train` makes it again."""
