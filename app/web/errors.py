"""What a person reads when something did not happen: what, what it means for their money and data, what to do."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, make_response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from app.core.money import Money
from app.core.refusal import Refusal
from app.web.formats import rupiah
from app.web.fragments import is_hx, warn


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


SAID_BY_CORE = (_("Tidak ditemukan."),)
"""Sentences of app/core, which knows no translation: marked here so that they are found."""

NOTHING_LOST = _("Tidak ada data atau uang Anda yang berubah.")


@dataclass(frozen=True)
class Problem:
    """One page of bad news."""

    title: str
    text: str
    safe: str = NOTHING_LOST
    icon: str = "alert"


PROBLEMS = {
    400: Problem(_("Permintaan tidak lengkap"), _("Buka lagi halamannya, lalu isi dan kirim sekali lagi.")),
    401: Problem(_("Masuk dulu, ya"), _("Halaman ini hanya untuk yang sudah masuk."), icon="lock"),
    403: Problem(_("Bukan bagian Anda"), _("Peran Anda tidak bisa membuka ini. Mintalah pemilik toko."), icon="lock"),
    404: Problem(
        _("Halaman tidak ditemukan"), _("Alamatnya mungkin salah ketik, atau isinya sudah dipindahkan."), icon="search"
    ),
    405: Problem(_("Tidak bisa dari sini"), _("Kembali ke halaman sebelumnya dan pakai tombol yang ada di sana.")),
    409: Problem(_("Sudah diubah orang lain"), _("Muat ulang untuk melihat yang terbaru, lalu ulangi bila perlu.")),
    413: Problem(_("Berkas terlalu besar"), _("Kecilkan berkasnya, lalu unggah lagi."), icon="upload"),
    422: Problem(_("Belum bisa disimpan"), _("Periksa lagi isiannya, lalu kirim sekali lagi.")),
    429: Problem(_("Terlalu sering"), _("Tunggu satu menit, lalu coba lagi."), icon="clock"),
    500: Problem(
        _("Maaf, ada yang rusak di pihak kami"),
        _("Kesalahannya sudah tercatat. Muat ulang halaman ini sebelum mencoba lagi."),
        _("Yang sudah tersimpan tetap aman. Perubahan yang gagal tidak disimpan setengah-setengah."),
    ),
    503: Problem(_("Sedang ramai"), _("Tunggu sebentar, lalu coba lagi. Mencoba lagi aman."), icon="clock"),
}


def translated(refusal: Refusal) -> str:
    """A refusal's sentence in the person's language with its values put in."""
    values = {name: rupiah(value) if isinstance(value, Money) else value for name, value in refusal.values.items()}
    return gettext(refusal.sentence, **values)


def refused(refusal: Refusal) -> Response:
    """A rule said no and the door had no better place for the sentence."""
    return answer(refusal.status, translated(refusal))


def broken(error: HTTPException) -> Response:
    """An address, a method or a program that failed. Answers made on purpose (redirects) pass."""
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    reply = answer(code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            reply.headers[name] = value
    return reply


def answer(status: int, sentence: str = "") -> Response:
    """The page or, for htmx, the fragment of one problem; a sentence of ours replaces the usual one."""
    problem = PROBLEMS.get(status, PROBLEMS[500 if status >= 500 else 400])
    context: dict[str, Any] = {"status": status, "problem": problem, "sentence": sentence or gettext(problem.text)}
    if is_hx():
        return warn(render_template("errors/_toast.html", **context), status)
    reply = make_response(render_template(f"errors/{face(status)}.html", **context), status)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def face(status: int) -> str:
    """Which face tells it. A broken server says it plainly, without asking anything else of itself."""
    if status >= 500:
        return "plain"
    return {"/@": "storefront", "/b": "backoffice"}.get(request.path[:2], "plain")


def init_app(app: Flask) -> None:
    """Answer refusals and errors with sentences; in debug and tests a crash still shows its trace."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, broken)
    app.register_error_handler(InternalServerError, broken)
