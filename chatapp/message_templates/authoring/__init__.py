"""Writing templates: a form that grows with what is written, Meta's rules for it, and handing it in for review.

A `Draft` is ordinary, a limited-time offer, a carousel of cards (`Draft.build`), or one of Meta's own one-time codes.
Its fields are named by paths ("cards.1.body.text") in forms, in JSON and in what is wrong with it.
"""
