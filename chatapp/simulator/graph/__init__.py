"""Meta's Graph API, at any version prefix and without one."""
