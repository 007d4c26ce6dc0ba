"""For a WSGI server: ``wsgi:app``."""

from casemgmt.app import create_app
from casemgmt.config import keep_to_owner

keep_to_owner()
app = create_app()
