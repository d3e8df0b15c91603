"""The company's articles: a folder of Markdown, HTML, PDF and CSV files, kept as passages that drafts can cite."""

from glassdesk.articles.folder import Broken, survey
from glassdesk.articles.index import Articles, Changes
from glassdesk.articles.watch import Watch

__all__ = ["Articles", "Broken", "Changes", "Watch", "survey"]
