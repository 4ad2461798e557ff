"""How to pay to a virtual account at each bank, in the words of its own menus."""

from flask import Flask
from flask_babel import gettext as _


def va_steps(method: str) -> list[str]:
    """The steps for a method, the number in hand; banks without their own get the common ones."""
    steps = {
        "bca_va": _("Buka BCA mobile, pilih m-Transfer, lalu BCA Virtual Account."),
        "mandiri_va": _("Buka Livin' by Mandiri, pilih Bayar, lalu cari kode perusahaannya."),
        "bri_va": _("Buka BRImo, pilih Pembayaran, lalu BRIVA."),
        "bni_va": _("Buka wondr atau BNI Mobile, pilih Transfer, lalu Virtual Account Billing."),
        "permata_va": _("Buka PermataMobile X, pilih Bayar Tagihan, lalu Virtual Account."),
        "cimb_va": _("Buka OCTO Mobile, pilih Transfer, lalu Transfer to CIMB Niaga VA."),
        "bsi_va": _("Buka BYOND by BSI, pilih Bayar, lalu Virtual Account."),
    }
    first = steps.get(method, _("Buka aplikasi bank Anda atau ATM, pilih Transfer, lalu Virtual Account."))
    return [
        first,
        _("Masukkan nomor di atas."),
        _("Periksa nama penerima dan jumlahnya: harus sama dengan yang tertulis di sini."),
        _("Masukkan PIN Anda, lalu kembali ke halaman ini."),
    ]


def init_app(app: Flask) -> None:
    """Give templates `va_steps(method)`."""
    app.jinja_env.globals["va_steps"] = va_steps
