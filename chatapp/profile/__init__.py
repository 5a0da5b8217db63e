"""What people have of their own beside a name: a picture, and the places where they are signed in.

- `avatars.set(user, stream)`, `avatars.remove(user)`.
"""
