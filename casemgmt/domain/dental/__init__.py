"""Teeth: the children's chart, its compact notation, caries indices and usual ages."""
