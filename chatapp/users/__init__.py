"""The people of a company, as its admins look after them: who is invited, in which role, and who has left.

What is done to them is in `chatapp.accounts`, since operators do it from a terminal, too.
"""
