"""One module a page; each has `show()`. Pages only show: what they show is computed in `console.views`."""
