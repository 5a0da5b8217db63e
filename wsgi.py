"""What gunicorn serves."""

from chatapp import create_app

application = create_app()
