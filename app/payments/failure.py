"""What can go wrong at a provider, in one set of words whoever the provider is."""


def _(sentence: str) -> str:
    """Marks a sentence for translation; the door that shows it translates it."""
    return sentence


class ProviderFailure(Exception):
    """The provider did not do what it was asked. `code` and `told` are its own words, for the vendor's timeline."""

    sentence = _("Penyedia pembayaran menolak permintaan ini. Tidak ada uang yang berpindah.")

    def __init__(self, told: str = "", *, code: str = ""):
        super().__init__(f"{code} {told}".strip())
        self.told = told
        self.code = code


class Invalid(ProviderFailure):
    """Something in the request is not as the provider wants it; sending it again changes nothing."""


class KeysRefused(ProviderFailure):
    """Wrong keys, or keys of the other environment."""

    sentence = _("Kunci penyedia pembayaran ditolak. Toko perlu memeriksa kuncinya; belum ada uang yang berpindah.")


class MethodOff(ProviderFailure):
    """The method is not switched on in the merchant's contract."""

    sentence = _("Cara bayar ini belum aktif di penyedia. Pilih cara lain; belum ada uang yang berpindah.")


class Duplicate(ProviderFailure):
    """The reference was used before: ask for its status instead of trying again."""


class Missing(ProviderFailure):
    """The provider knows no such payment."""


class TooLate(ProviderFailure):
    """The payment is in a state from which this cannot be done: ask for its status."""


class Down(ProviderFailure):
    """The provider surely did nothing: connection refused, 429, 503. Trying again later is safe."""

    sentence = _("Penyedia pembayaran sedang terganggu. Belum ada uang yang berpindah; coba lagi atau pilih cara lain.")


class UnknownOutcome(ProviderFailure):
    """It was sent and no answer came: it may have happened. No second attempt before the provider was asked."""

    sentence = _("Penyedia belum menjawab. Kami memastikannya dulu; jangan bayar dua kali.")


class NobodyToAsk(ProviderFailure):
    """Nobody but a person knows (cash, a transfer, a static QR)."""


class Forged(Exception):
    """A notice that did not come from the provider, or that nobody can verify: it changes nothing."""
