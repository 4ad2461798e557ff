"""DOKU's names for what its page offers.

Source: DOKU, "backend integration" of Checkout, `payment_method_types`. Its sample spells EMONEY_SHOPEEPAY, its
notifications and those who use it EMONEY_SHOPEE_PAY (CONFLICT). Indomaret, LinkAja, DOKU Wallet, Maybank and Sinarmas
are missing in that sample: UNVERIFIED.
"""

BANKS = {
    "bca_va": "BCA", "mandiri_va": "BANK_MANDIRI", "bri_va": "BRI", "bni_va": "BNI", "permata_va": "BANK_PERMATA",
    "cimb_va": "BANK_CIMB", "bsi_va": "BANK_SYARIAH_MANDIRI", "danamon_va": "BANK_DANAMON", "bnc_va": "BNC",
    "maybank_va": "MAYBANK", "btn_va": "BTN", "sinarmas_va": "SINARMAS",
}  # fmt: skip
CHANNELS = {
    **{method: f"VIRTUAL_ACCOUNT_{bank}" for method, bank in BANKS.items()},
    "qris": "QRIS",
    "ovo": "EMONEY_OVO",
    "dana": "EMONEY_DANA",
    "shopeepay": "EMONEY_SHOPEE_PAY",
    "linkaja": "EMONEY_LINKAJA",
    "doku_wallet": "EMONEY_DOKU",
    "bri_debit": "DIRECT_DEBIT_BRI",
    "card": "CREDIT_CARD",
    "alfamart": "ONLINE_TO_OFFLINE_ALFA",
    "indomaret": "ONLINE_TO_OFFLINE_INDOMARET",
}
