"""Dutch words for days, terms and statuses, and which facts are one to a reader: shared by the mail and the pages. Pure."""
