"""Pages as a person without scripts uses them: links are followed, forms are sent with what is in them."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = frozenset({"input", "meta", "link", "img", "br", "hr", "path", "source"})


class Form:
    """A form of a page: where it goes, and what it would send as it stands."""

    def __init__(self, action: str):
        self.action = action
        self.fields: dict[str, str] = {}

    def take(self, tag: str, attributes: dict[str, str | None]) -> None:
        """One control of the form."""
        name, kind = attributes.get("name"), attributes.get("type")
        if name and tag == "input" and (kind not in ("radio", "checkbox") or "checked" in attributes):
            self.fields[name] = attributes.get("value") or ""
        elif name and tag == "textarea":
            self.fields.setdefault(name, "")


class Page(HTMLParser):
    """What a page says and offers."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.properties: dict[str, str] = {}
        self.words: list[str] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._area: str | None = None
        self.feed(html)

    @property
    def text(self) -> str:
        """The words of the page, spaces evened out."""
        return " ".join(" ".join(self.words).replace("\u00a0", " ").split())

    def form(self, ending: str) -> Form:
        """The first form whose address ends so."""
        return next(form for form in self.forms if form.action.split("?")[0].endswith(ending))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(Form(attributes.get("action") or ""))
        if tag in ("input", "textarea", "button") and self.forms:
            self.forms[-1].take(tag, attributes)
        if tag == "meta" and "property" in attributes:
            self.properties[attributes["property"] or ""] = attributes.get("content") or ""
        if tag == "textarea":
            self._area = attributes.get("name")
        if tag not in VOID:
            self._open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass
        self._area = None if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if any(tag in ("script", "template", "style") for tag, _ in self._open):
            return
        self.words.append(data)
        if self._area and self.forms:
            self.forms[-1].fields[self._area] += data.lstrip("\n")
        for tag, attributes in self._open:
            if tag == "a" and data.strip():
                self.links[" ".join(data.split())] = attributes.get("href") or ""


class Shopper:
    """A browser without scripts in one shop."""

    def __init__(self, client: FlaskClient, home: str):
        self.client = client
        self.home = home
        self.answer: TestResponse
        self.page = Page("")

    def see(self, path: str = "", status: int = 200) -> Page:
        """Open a page of the shop."""
        return self._arrive(self.client.get(path if path.startswith("/@") else self.home + path), status)

    def send(self, ending: str, status: int = 200, **typed: Any) -> Page:
        """Fill in a form of this page and send it; redirects are followed."""
        form = self.page.form(ending)
        data = form.fields | {name: str(value) for name, value in typed.items()}
        data = {name: value for name, value in data.items() if value != "None"}
        return self._arrive(self.client.post(form.action, data=data, follow_redirects=True, token=False), status)

    def buy(self, product_slug: str, quantity: int = 1, **typed: Any) -> Page:
        """Put a product into the cart from its page."""
        self.see(f"/products/{product_slug}")
        return self.send("/cart/lines", quantity=quantity, **typed)

    def order(self, **typed: Any) -> Page:
        """From the checkout page to the order's page."""
        self.see("/checkout")
        return self.send("/checkout", **{"name": "Dewi Lestari", "phone": "0812-9999-1234"} | typed)

    @property
    def path(self) -> str:
        """Where this browser is now."""
        return self.answer.request.path

    def _arrive(self, answer: TestResponse, status: int) -> Page:
        assert answer.status_code == status, f"{answer.request.path}: {answer.status}\n{answer.text[:2000]}"
        self.answer, self.page = answer, Page(answer.text)
        return self.page
