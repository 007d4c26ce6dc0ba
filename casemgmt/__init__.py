"""Child health screening and child case management for one Vietnamese ward."""
