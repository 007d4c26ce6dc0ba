"""Disclosure control: no figure leaves the team unless ``protect.publish`` made it."""
