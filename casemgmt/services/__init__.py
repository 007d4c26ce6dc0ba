"""Use cases: ``verb_noun(ctx, thing) -> result``, one transaction and one commit each."""
