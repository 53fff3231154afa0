"""The web application: every route, every header and every error page hangs here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

from litestar import Litestar, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware.session.client_side import CookieBackendConfig

from participation.jobs import LaterJobs
from participation.settings import Settings
from participation.store import engine, require_newest_schema
from participation.store.responses import Writer
from participation.web import facilitate, manage, respond, safeguarding, sign_in, strategy
from participation.web.errors import HANDLERS
from participation.web.form_body import MOST_BYTES
from participation.web.guards import SIGNED_IN_FOR, deny_by_default, public, signed_in_person
from participation.web.origin import OriginCheck
from participation.web.static_files import static_file

PUBLIC_ADDRESSES = r"^/((s|join|leave|static|healthz)(/|$)|$)"
"""Where nobody's sign-in is looked at, let alone written."""


def create_app(settings: Settings) -> Litestar:
    """The application for these settings; the store is opened at start-up and drained at shutdown."""
    if settings.secret_key is None:
        raise ValueError("the web application needs a secret key")
    staff = Router(
        "/staff",
        route_handlers=[r.router for r in (sign_in, manage, facilitate, safeguarding, strategy)],
        dependencies={"person": Provide(signed_in_person, sync_to_thread=False)},
    )
    return Litestar(
        route_handlers=[respond.router, staff, healthz, static_file],
        guards=[deny_by_default],
        # The cookie's middleware stands here, since a router is copied when it is registered and its key cannot be.
        middleware=[OriginCheck(settings.base_url), _sign_in_cookie(settings).middleware],
        dependencies={"settings": Provide(lambda: settings, sync_to_thread=False)},
        exception_handlers=dict(HANDLERS),
        state=State({"settings": settings}),
        lifespan=[_running(settings)],
        request_max_body_size=MOST_BYTES,
        openapi_config=None,
        logging_config=None,
    )


def _sign_in_cookie(settings: Settings) -> CookieBackendConfig:
    secret = sha256(b"sign-in cookie:" + (settings.secret_key or "").encode()).digest()
    return CookieBackendConfig(
        secret=secret,
        key="participation_staff",
        path="/staff",
        exclude=[PUBLIC_ADDRESSES],
        max_age=int(SIGNED_IN_FOR.total_seconds()),
        secure=settings.base_url.startswith("https:"),
        samesite="lax",
    )


def _running(settings: Settings) -> Any:
    @asynccontextmanager
    async def running(app: Litestar) -> AsyncIterator[None]:
        await engine.connect(settings.database_url, secret=settings.secret_key)
        await require_newest_schema()
        writer = Writer(bound=settings.submit_queue)
        await writer.start()
        app.state.writer = writer
        app.state.jobs = LaterJobs(settings)
        try:
            yield
        finally:
            await writer.drain()
            await engine.close()

    return running


@get("/healthz", opt=public(), include_in_schema=False)
async def healthz() -> Response[dict[str, str]]:
    """200 when the database answers, else 503."""
    well = await engine.healthy()
    return Response({"status": "ok" if well else "unwell"}, status_code=200 if well else 503)
