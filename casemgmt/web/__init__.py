"""HTML pages: one module per noun; a view parses, calls, tells, redirects."""
