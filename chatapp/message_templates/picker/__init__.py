"""Choosing a template in a conversation, filling it in and sending it: all that may be said when the window is shut."""
