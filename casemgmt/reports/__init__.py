"""Papers, workbooks and charts: protected values in, bytes out."""
