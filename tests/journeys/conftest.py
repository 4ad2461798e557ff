"""A served installation for the whole run, and devices that fail their test when a page complains."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from app.accounts.membership import Membership
from tests.browsing import Device, executable
from tests.cli.running import free_port
from tests.make import saved, sign_in

from .demo import Demo
from .installation import Installation
from .looking import settle
from .pages import SHOP, Page
from .wire import Wire

MOST_SECONDS = 240
STILL = {"viewport": {"width": 360, "height": 800}, "reduced_motion": "reduce"}
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser, and a journey may take its time on a busy machine."""
    for item in items:
        if item.path.is_relative_to(__file__.removesuffix("/conftest.py")):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(MOST_SECONDS))


@pytest.fixture(scope="package")
def installation(house, engines) -> Iterator[Installation]:
    """Web and worker on the engines of the test run; gone before other tests look at the same queues."""
    installation = Installation(engines.environ())
    yield installation
    installation.stop()


@pytest.fixture
def wire(installation) -> Iterator[Wire]:
    """A line to the installation that can be cut."""
    wire = Wire(installation.port)
    yield wire
    wire.close()


@pytest.fixture
def device(chromium: Browser, installation: Installation) -> Iterator[Callable[..., Device]]:
    """Opens devices. In the end none of their pages may have complained: console, requests, content policy."""
    devices: list[Device] = []

    def device(**more) -> Device:
        devices.append(Device(chromium, more.pop("address", installation.address), **more))
        return devices[-1]

    yield device
    complaints = [one for device in devices for one in device.complaints]
    for one in devices:
        one.close()
    assert complaints == []


@pytest.fixture
def phone(device, house) -> Callable[..., Device]:
    """A phone of somebody, of nobody in particular by default."""
    return _device_of(device, house, viewport={"width": 360, "height": 800}, has_touch=True)


@pytest.fixture
def desktop(device, house) -> Callable[..., Device]:
    """A computer in the shop."""
    return _device_of(device, house, viewport={"width": 1280, "height": 900})


@pytest.fixture
def plain_browser(chromium: Browser, installation: Installation) -> Iterator[Device]:
    """A browser as it is, in which only the tab in front is visible: otherwise Playwright makes all tabs believe so."""
    port = free_port()
    browser = chromium.browser_type.launch(
        executable_path=executable(), chromium_sandbox=False, args=[f"--remote-debugging-port={port}"]
    )
    plain = chromium.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}", no_defaults=True)
    device = Device(plain, installation.address, context=plain.contexts[0])
    device.remember("language", "id")
    yield device
    browser.close()
    assert device.complaints == []


@pytest.fixture(scope="package")
def told(house, installation, engines) -> Iterator[tuple[Demo, dict[str, bytes]]]:
    """The demo's story, told once, and every row of it."""
    demo = Demo(house).tell()
    yield demo, engines.remember()
    engines.empty()


@pytest.fixture(scope="module")
def demo(told, engines) -> Iterator[Demo]:
    """Both shops of the demo, for the tests of a file: they only look."""
    demo, rows = told
    engines.recall(rows)
    yield demo
    engines.empty()


@pytest.fixture(scope="module")
def cart(chromium, installation, demo) -> dict:
    """The cookies of somebody with something in the cart."""
    context = chromium.new_context(base_url=installation.address, locale="id-ID")
    page = context.new_page()
    page.goto(f"{SHOP}/products/{demo.things['sugar'].slug}")
    page.get_by_role("button", name="Beli").click()
    page.get_by_role("link", name="Lihat keranjang").click()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def look_at(device, demo, cart):
    """Opens a page of the table as who it is for."""

    def look_at(one: Page, *, language: str = "id", theme: str = "light", **more) -> Tab:
        made = device(**(STILL | more), storage_state=cart if one.who == "shopper" else None)
        made.remember("language", language)
        made.remember("theme", theme)
        if one.who in demo.people:
            made.sign_in(demo.secret(one.who))
        tab = made.open(one.path.format(**demo.things))
        if one.pasted:
            paste(tab, one.pasted)
        settle(tab)
        if one.status != 200:
            made.forgive(str(one.status))
        return tab

    return look_at


def paste(tab: Tab, words: str) -> None:
    """A price list, up to the sheet it makes."""
    tab.locator("textarea[name=text]").fill(words)
    tab.locator(".savebar .btn--primary").click()
    tab.locator(".paste--sheet").wait_for()


def _device_of(device, house, **usual) -> Callable[..., Device]:
    def opened(who: Membership | None = None, **more) -> Device:
        made = device(**(usual | more))
        if who:
            with house.app_context():
                made.sign_in(saved(lambda: sign_in(who)))
        return made

    return opened
