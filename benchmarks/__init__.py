"""How fast a village is, measured on the machine at hand and always beside a baseline of the same run."""
