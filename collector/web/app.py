"""The application factory."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from collector.settings import CollectorSettings, secret_key
from collector.storage import open_store
from collector.storage.group_commit import GroupCommit
from collector.storage.records import ResponseStore
from collector.web.desk import EXTENSION, Desk
from collector.web.failures import register_failures
from collector.web.front import Front
from collector.web.headers import register_headers
from collector.web.interface import load_interfaces
from collector.web.signatures import Signer
from collector.web.stylesheet import load_stylesheet
from collector.web.submission import LARGEST_BODY, MOST_FIELDS
from collector.web.templating import register_templating
from collector.web.views import counter, health, home, kiosk, receipt, screen, scripts, trainee
from survey_definitions.loader import load_surveys


def create_app(
    settings: CollectorSettings,
    store: ResponseStore | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Flask:
    """Make the application of one instance.

    Parameters
    ----------
    settings
        Where the instance lives and its public addresses.
    store
        Where answers are kept; by default the instance's private database.
    clock
        Returns the present moment, aware, in UTC.

    Raises
    ------
    RefusedError
        If the instance's files or a questionnaire can't be used.
    """
    app = Flask("collector.web", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_PARTS=MOST_FIELDS)
    app.url_map.strict_slashes = False
    secret = secret_key(settings.secret_key_file)
    app.extensions[EXTENSION] = made = Desk(
        settings=settings,
        store=GroupCommit(store or open_store(settings.private_db)),
        surveys=load_surveys(),
        interfaces=load_interfaces(),
        secret=secret,
        signer=Signer(secret),
        stylesheet=load_stylesheet(),
        clock=clock or _now,
    )
    for noun in (counter, kiosk, screen, receipt, trainee, scripts, home, health):
        app.register_blueprint(noun.views)
    register_templating(app)
    register_failures(app)
    register_headers(app)
    app.wsgi_app = Front(app.wsgi_app, made)  # type: ignore[method-assign]
    return app


def _now() -> datetime:
    return datetime.now(UTC)
