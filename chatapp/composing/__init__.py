"""What an agent is writing, before it is a message: the forms of every kind, their previews, files and emoji.

A form's fields are named as the paths of `FieldError` ("buttons.0.title"), so that what was sent, what is at fault and
what is shown again meet under one name. Sending itself is `messages.send`.
"""
