"""Files to values with addresses: size gate, strict YAML, CSV. Every scalar is text."""
