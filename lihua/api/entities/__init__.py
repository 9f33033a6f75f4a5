"""How rows look in JSON, one noun each. They take many rows at once: a list costs as many queries as one row."""
