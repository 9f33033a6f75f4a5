"""Settings, addresses, wiring (who reacts to what) and navigation. Nobody imports it."""
