"""The ledger of webhooks as an account's admin sees it: what came, what became of it, and doing it again.

A body belongs to no account, but it says what it speaks of. An account sees a webhook only if all that it speaks of
is the account's own and its signature may speak for it; the others are for `flask webhooks` and `flask replay`.
"""
