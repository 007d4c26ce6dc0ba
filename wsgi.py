"""For a WSGI server: ``wsgi:app``."""

from casemgmt.app import create_app

app = create_app()
