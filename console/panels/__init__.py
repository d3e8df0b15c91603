"""Parts of pages that more than one page uses, or that are a page's worth by themselves."""
