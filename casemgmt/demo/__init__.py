"""A made-up ward, so that every page can be seen within a minute: nothing in it is real."""
