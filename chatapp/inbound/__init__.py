"""What arrives: every webhook is verified, stored, acknowledged; then its facts become verbs.

`front` answers Meta, `processing` works the ledger off, `applying` turns facts into verbs of the features below.
"""
