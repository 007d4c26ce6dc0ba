"""Heart screening at a ward station: signs asked and seen, murmur, oxygen saturation."""
