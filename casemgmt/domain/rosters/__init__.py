"""Parts of reading a class list; ``casemgmt.domain.roster`` puts them together."""
