"""A browser that runs no script: everything is links and forms, and everything works."""

from playwright.sync_api import expect

from .shop import order, stocked


def test_a_shopper_orders_and_the_shop_confirms_packs_and_sends(app, phone, desktop, sari):
    stocked(app, sari, "Keripik pedas", 10)
    stocked(app, sari, "Teh botol", 10)
    shopper = phone(java_script_enabled=False).open("/@warung-sari")
    shopper.get_by_label("Cari di toko ini").fill("keripk")
    shopper.keyboard.press("Enter")
    expect(shopper.get_by_role("heading", name="Menampilkan hasil untuk “keripik”")).to_be_visible()
    shopper.get_by_role("link", name="Keripik pedas").click()
    shopper.get_by_label("Banyaknya").fill("3")
    shopper.get_by_role("button", name="Beli").click()
    shopper.get_by_label("Jumlah Keripik pedas").fill("2")
    shopper.get_by_role("button", name="Ubah").click()
    expect(shopper.locator("#cart")).to_contain_text("Rp 30.000")
    shopper.get_by_role("link", name="Lanjut").click()
    order(shopper, "Diantar", "Transfer bank").click()
    expect(shopper.locator("#progress")).to_contain_text("1234567890")

    page = desktop(sari, java_script_enabled=False).open("/backoffice")
    page.get_by_role("link", name="1 transfer perlu dicek").click()
    page.get_by_role("link", name="Dewi Lestari").click()
    page.get_by_role("button", name="sudah masuk").click()
    page.get_by_role("button", name="Tandai sudah dikemas").click()
    page.get_by_label("Nomor resi").fill("JX001")
    page.get_by_role("button", name="Tandai sudah dikirim").click()
    page.get_by_role("button", name="Tandai sudah diterima").click()
    expect(page.locator("#order-history")).to_contain_text("JX001")
    shopper.reload()
    expect(shopper.locator("#progress")).to_contain_text("Selesai")


def test_a_refused_order_keeps_what_was_typed(app, phone, sari):
    stocked(app, sari, "Keripik pedas", 10)
    dewi = phone(java_script_enabled=False)
    page = dewi.open("/@warung-sari/products/keripik-pedas")
    page.get_by_role("button", name="Beli").click()
    page.get_by_role("link", name="Lanjut").click()
    button = order(page, "Ambil sendiri", "Bayar di tempat")
    page.get_by_label("Nomor HP (WhatsApp)").fill("12")
    button.click()
    expect(page.get_by_label("Nama Anda")).to_have_value("Dewi Lestari")
    expect(page.get_by_label("Nomor HP (WhatsApp)")).to_have_attribute("aria-invalid", "true")
    dewi.forgive("422")


def test_a_shopkeeper_adds_a_product_counts_it_and_hides_it(app, desktop, sari):
    page = desktop(sari, java_script_enabled=False).open("/backoffice/products/new")
    page.get_by_label("Nama produk").fill("Kopi Gayo")
    page.get_by_label("Harga", exact=True).fill("65.000")
    page.get_by_role("button", name="Simpan produk").click()
    expect(page.get_by_role("heading", name="Kopi Gayo")).to_be_visible()
    page.get_by_label("Apa yang terjadi").select_option("counted")
    page.get_by_label("Jumlah Kopi Gayo").fill("7")
    page.locator("#stock").get_by_role("button", name="Simpan").click()
    expect(page.locator("#stock .stock__figure")).to_have_text("7")
    page.get_by_role("button", name="Sembunyikan").click()
    expect(page.get_by_role("button", name="Jual di toko")).to_be_visible()
