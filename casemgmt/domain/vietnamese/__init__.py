"""Vietnamese habits of writing: names, identifiers, ethnic groups, classes and school years."""
