"""Stories from the ward, in a real browser against a really served demo ward."""
