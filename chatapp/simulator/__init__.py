"""A WhatsApp of our own: Meta's Graph API, signed webhooks, a customer's phone and chaos, in one small Flask app.

It imports nothing of the product and the product imports nothing of it: they meet only over HTTP, as with Meta.
``python -m chatapp.simulator`` runs it; ``docs/simulator.md`` tells how to drive it.
"""
