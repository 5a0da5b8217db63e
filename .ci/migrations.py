"""Migrations go up, all the way down and up again on an empty database, and end where the models are."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from chatapp.embedded import EmbeddedServices, environment  # noqa: E402

STEPS = (["upgrade"], ["downgrade", "base"], ["upgrade"], ["check"])


def main() -> int:
    """Answers 1 at the first step that fails, or when going down leaves something behind."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedServices(folder, durable=False) as services:
        made_up = {name: make() for name, make in environment.GENERATED.items()}
        servers = {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
        env = os.environ | made_up | servers | {"APP_ENV": "test", "CHATAPP_VAR": folder}
        for step in STEPS:
            print("flask db", *step, flush=True)
            command = [sys.executable, "-m", "flask", "--app", "chatapp", "db", *step]
            if subprocess.run(command, env=env, cwd=PROJECT).returncode != 0:
                return 1
            if "base" in step and (left := tables(services)):
                print(f"Going down left these behind: {', '.join(left)}")
                return 1
    return 0


def tables(services: EmbeddedServices) -> list[str]:
    """What is still in the public schema, Alembic's own book excepted."""
    import psycopg

    query = """
        select relname from pg_class where relnamespace = 'public'::regnamespace and relname !~ '^alembic_version'
        union all select typname from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
        union all select proname from pg_proc where pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
    """
    with psycopg.connect(services.database_url.replace("+psycopg", "")) as connection:
        return [name for (name,) in connection.execute(query)]


if __name__ == "__main__":
    sys.exit(main())
