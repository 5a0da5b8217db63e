"""Scenarios: what customers say, wait for and tap, written down in YAML or JSON and played by the simulator."""
