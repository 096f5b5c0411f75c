"""The brief: one page of what is new in a published warehouse, as Markdown and as HTML."""
