"""What pages and API share: permission, context, errors, sentences, parsing, headers."""
