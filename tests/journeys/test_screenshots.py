"""Pictures of the screens people see most, in screenshots/ for whoever wants to look; each must show what it is for."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from .looking import settle
from .pages import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
BY_NAME = {one.name: one for one in PAGES}
SIZES = {"phone": {"width": 360, "height": 800}, "desktop": {"width": 1280, "height": 900}}
FEWEST_COLOURS, FEWEST_BYTES = 32, 9_000
"""An empty page in our colours has far fewer."""

SCREENS = {
    "landing": "Buka toko gratis",
    "sign-up": "Nama Anda",
    "shop": "Kecap manis",
    "product-with-variants": "250 g",
    "product-gone": "Habis.",
    "cart": "Gula pasir 1 kg",
    "checkout": "Diterima bagaimana",
    "order-transfer": "8270456123",
    "order-qris": "Pindai dengan aplikasi bank",
    "order-virtual-account": "80777081234567890",
    "order-other-way": "Pilih cara membayar",
    "money": "Perlu diputuskan",
    "surplus": "lebih dari tagihan",
    "payment": "Yang dikatakan penyedia",
    "payment-account": "Server Key",
    "order-shipped": "Dalam perjalanan",
    "home": "Perlu Anda",
    "orders": "Menunggu pembayaran",
    "order-to-pack": "Kemas barangnya",
    "products": "Madu hutan",
    "product-edit": "Nama dan harga",
    "stock": "Hampir habis",
    "stock-history": "Riwayat",
    "paste-preview": "Harga tampak terlalu kecil",
    "settings": "Pengantaran",
}
IN_THE_DARK = ("shop", "order-transfer", "home", "orders")
TAKEN = [(name, size, "light") for name in SCREENS for size in SIZES]
TAKEN += [(name, "phone", "dark") for name in IN_THE_DARK]


@pytest.mark.parametrize(("name", "size", "theme"), TAKEN)
def test_a_screen_shows_what_it_is_for(look_at, name, size, theme):
    tab = look_at(BY_NAME[name], theme=theme, viewport=SIZES[size])
    expect(tab.locator("main")).to_contain_text(SCREENS[name])
    settle(tab)
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}-{size}-{theme}.png"
    tab.screenshot(path=file)
    with Image.open(file) as picture:
        assert picture.size == tuple(SIZES[size].values())
        assert len(picture.convert("P", palette=Image.Palette.ADAPTIVE).getcolors()) > FEWEST_COLOURS
        assert (picture.convert("L").getpixel((2, picture.height // 2)) < 80) == (theme == "dark")
    assert file.stat().st_size > FEWEST_BYTES
