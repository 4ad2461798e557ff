"""Every page that people meet, in one table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """Who looks at it ("" is anybody, "shopper" has something in the cart), where it is, and how it answers.

    `pasted` is a price list that is pasted there first: the page is the sheet it makes.
    """

    name: str
    who: str
    path: str
    status: int = 200
    pasted: str = ""


def _pages(who: str, **paths: str) -> list[Page]:
    return [Page(name.replace("_", "-"), who, path) for name, path in paths.items()]


SHOP = "/@warung-sari"
LIST = """Halo kak, ini daftar hari ini
Keripik singkong pedas
- 100 g 15rb stok 10
- 500 g 55rb
Bakso urat 20
Rengginang 25.000 habis
Vitamin C"""
ENTRANCE = _pages(
    "",
    landing="/",
    sign_up="/signup",
    sign_in="/session/new",
    invitation="/invitations/{invitation}",
)
STOREFRONT = _pages(
    "",
    shop=SHOP,
    shop_category=SHOP + "?category={shelf}",
    shop_search=SHOP + "?q=keripik",
    shop_search_nothing=SHOP + "?q=sepeda",
    product_with_variants=SHOP + "/products/{crisps.slug}",
    product=SHOP + "/products/{sugar.slug}",
    product_gone=SHOP + "/products/{gone.slug}",
    cart_empty=SHOP + "/cart",
    order_transfer=SHOP + "/orders/{transfer.secret}",
    order_cod=SHOP + "/orders/{cod.secret}",
    order_qris=SHOP + "/orders/{awaited.secret}",
    order_virtual_account=SHOP + "/orders/{numbered.secret}",
    order_paid_online=SHOP + "/orders/{bought.secret}",
    order_other_way=SHOP + "/orders/{awaited.secret}/payments/new",
    order_shipped=SHOP + "/orders/{shipped.secret}",
    order_done=SHOP + "/orders/{done.secret}",
    order_cancelled=SHOP + "/orders/{cancelled.secret}",
    order_expired=SHOP + "/orders/{expired.secret}",
    flash=SHOP + "/flash/{sale}",
    flash_item=SHOP + "/flash/{sale}/items/{bargain}",
    flash_place=SHOP + "/flash/{sale}/items/{bargain}/place",
    shop_closed="/@rudi-batik",
    product_closed="/@rudi-batik/products/kemeja-batik-parang",
)
LOST = [
    Page("shop-404", "", SHOP + "/products/tidak-ada", 404),
    Page("404", "", "/tidak-ada", 404),
    Page("backoffice-404", "sari", "/backoffice/orders/01900000-0000-7000-8000-000000000000", 404),
]
SHEET = Page("paste-preview", "sari", "/backoffice/price-lists/new", pasted=LIST)
SHOPPER = _pages("shopper", cart=SHOP + "/cart", checkout=SHOP + "/checkout")
BACK_OFFICE = _pages(
    "sari",
    home="/backoffice",
    orders="/backoffice/orders",
    orders_packing="/backoffice/orders?tab=packing",
    orders_sending="/backoffice/orders?tab=sending",
    orders_done="/backoffice/orders?tab=done",
    orders_cancelled="/backoffice/orders?tab=cancelled",
    orders_search_nothing="/backoffice/orders?q=sepeda",
    order_to_confirm="/backoffice/orders/{transfer.id}",
    order_to_pack="/backoffice/orders/{paid.id}",
    order_to_hand_over="/backoffice/orders/{ready.id}",
    order_to_ship="/backoffice/orders/{packed.id}",
    order_on_its_way="/backoffice/orders/{shipped.id}",
    order_refund="/backoffice/orders/{owed.id}",
    order_finished="/backoffice/orders/{done.id}",
    order_cancellation="/backoffice/orders/{transfer.id}/cancellation/new",
    order_shipment="/backoffice/orders/{paid.id}/shipment/new",
    packing_slip="/backoffice/packing-slips?id={paid.id}",
    products="/backoffice/products",
    products_search_nothing="/backoffice/products?q=sepeda",
    products_hidden="/backoffice/products?tab=hidden",
    product_new="/backoffice/products/new",
    product_edit="/backoffice/products/{crisps.id}",
    product_prices="/backoffice/product-prices/new?id={crisps.id}&id={gone.id}",
    categories="/backoffice/categories",
    stock="/backoffice/stock",
    stock_out="/backoffice/stock?state=out",
    stock_history="/backoffice/variants/{crisps.variant}/movements",
    locations="/backoffice/settings/locations",
    flash_sales="/backoffice/flash-sales",
    flash_sale="/backoffice/flash-sales/{sale}",
    flash_sale_new="/backoffice/flash-sales/new",
    flash_board="/backoffice/flash-sales/{sale}/board",
    imports="/backoffice/imports",
    import_new="/backoffice/imports/new",
    import_columns="/backoffice/imports/{file}/columns",
    import_read="/backoffice/imports/{read_file}",
    paste="/backoffice/price-lists/new",
    published="/backoffice/price-lists/{list}",
    search="/backoffice/search?q=keripik",
    search_nothing="/backoffice/search?q=sepeda",
    money="/backoffice/money",
    surplus="/backoffice/money/surpluses/{surplus}",
    payment="/backoffice/payments/{attempt}",
    payment_refund="/backoffice/payments/{attempt}/refunds/new",
    payment_payout="/backoffice/payments/{bank}/refunds/new",
    notices="/backoffice/money/notices",
    notice="/backoffice/money/notices/{notice}",
    payment_accounts="/backoffice/settings/payment-accounts",
    payment_account="/backoffice/settings/payment-accounts/midtrans",
    payment_account_snap="/backoffice/settings/payment-accounts/snap",
    settings="/backoffice/settings",
    staff="/backoffice/staff",
    sharing="/backoffice/sharing",
    second_shop="/signup/shop",
    first_product="/signup/product",
)
PAGES = [*ENTRANCE, *STOREFRONT, *SHOPPER, *BACK_OFFICE, SHEET, *LOST]
