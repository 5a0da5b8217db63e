"""People as JSON, as they see themselves."""

from chatapp.models import User


def me(me: User, **_rest: object) -> dict:
    return {
        "user": {
            "id": me.id,
            "email": me.email,
            "name": me.name,
            "role": me.role.value,
            "locale": me.locale,
            "theme": me.theme.value,
            "signature": me.signature,
            "single_keys": me.single_keys,
            "avatar": me.avatar_path,
        },
        "account": {"id": me.account.id, "name": me.account.name, "timezone": me.account.timezone},
    }
