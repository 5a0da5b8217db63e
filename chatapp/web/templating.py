"""What every template finds without asking: strict names, the components, and filters that never trust their input."""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, current_app, has_request_context
from flask_babel import get_locale, get_timezone
from flask_login import current_user
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.runtime import Macro

from chatapp.models import Theme
from chatapp.web import moments
from chatapp.web.whatsapp_markup import whatsapp_markup

COMPONENTS = "components"


def init_app(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["ext.i18n.trimmed"] = True
    env.filters["whatsapp_markup"] = whatsapp_markup
    clocks = moments.clock_time, moments.clock_seconds
    for show in (moments.iso, *clocks, moments.when, moments.day_name, moments.time_left):
        env.filters[show.__name__] = show
    env.globals["path_for"] = path_for
    _register_components(env, Path(app.root_path) / app.template_folder / COMPONENTS)
    # A page has two hundred, and each is one of a few. Typed: what is escaped already equals what is not.
    env.globals["icon"] = lru_cache(1_000, typed=True)(env.globals["icon"])
    app.context_processor(_reader)


def path_for(endpoint: str, **values: object) -> str:
    """The path of a view, the same within a request and in a job, where there is no host to speak of."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def _reader() -> dict[str, object]:
    """What pages know of their reader. Fragments are for everybody, and rendered where nobody asks."""
    if not has_request_context():
        return {}
    me = current_user if current_user.is_authenticated else None
    return {
        "me": me,
        "lang": str(get_locale()).replace("_", "-"),
        "zone": str(get_timezone()),
        "theme": me.theme.value if me else Theme.SYSTEM.value,
    }


def _register_components(env: Environment, folder: Path) -> None:
    """Each macro of components/*.html becomes a global, since an import is not seen by a block rendered alone."""
    for file in sorted(folder.glob("*.html")):
        for macro in env.parse(file.read_text()).find_all(nodes.Macro):
            env.globals[macro.name] = _component(env, f"{COMPONENTS}/{file.name}", macro.name)


def _component(env: Environment, template: str, name: str) -> Callable[..., str]:
    """Looked up when called: components may use one another, whichever was read first. A page calls hundreds."""

    def look_up() -> Macro:
        return getattr(env.get_template(template).module, name)

    found = cache(look_up)

    def component(*args: object, **kwargs: object) -> str:
        return (look_up() if env.auto_reload else found())(*args, **kwargs)

    component.__name__ = name
    return component
