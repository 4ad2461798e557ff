"""The headers every answer carries: what a browser may load, send and remember."""

from flask import Flask, Response, current_app, g, request

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}
YEAR = "max-age=31536000; includeSubDomains"
CAME_BACK = (409, 422)
KEPT_BY_BROWSER = "private, no-cache"
PRIVATE = ("/backoffice", "/session", "/signup")


def content_policy() -> str:
    """The content security policy; CSP_FORM_ACTION names gateways that a form may lead to."""
    targets = current_app.config.get("CSP_FORM_ACTION", ())
    rules = POLICY | {"form-action": " ".join(["'self'", *targets])}
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def protect(answer: Response) -> Response:
    """Add what the door has not set itself. Pages for a person signed in are never stored."""
    answer.headers.setdefault("Content-Security-Policy", content_policy())
    for name, value in FIXED.items():
        answer.headers.setdefault(name, value)
    if request.is_secure:
        answer.headers.setdefault("Strict-Transport-Security", YEAR)
    if "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = caching(answer)
    if answer.mimetype == "text/html":
        answer.vary.update(("HX-Request", "Cookie"))
    return answer


def caching(answer: Response) -> str:
    """Who may keep it. A form that came back may stay in its browser: else going back to it shows an error page."""
    if request.method == "POST" and answer.status_code in CAME_BACK:
        return KEPT_BY_BROWSER
    return "no-store" if is_private() else "no-cache"


def fixed() -> dict[str, str]:
    """What every answer carries, whatever it answers; for those that do not come through a door. Needs the app."""
    return {"Content-Security-Policy": content_policy(), **FIXED}


def is_private() -> bool:
    """Whether this answer belongs to one person."""
    return request.path.startswith(PRIVATE) or g.get("actor") is not None


def init_app(app: Flask) -> None:
    """Put the headers on every answer, errors included."""
    app.after_request(protect)
