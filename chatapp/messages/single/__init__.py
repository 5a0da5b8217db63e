"""One message, and what can be done with it besides reading: react to it, pass it on, look into it."""
